"""Which questions are live, that is asked: neither retired nor drafts. The rule stands here alone,
in the two languages that ask for it; tests/quizzes/test_live_questions.py holds them together."""

from django.db.models import Q

# As a condition in SQL on a row of `quizzes_question AS question`.
LIVE = "question.retired_at IS NULL AND NOT question.is_draft"


def live(path: str = "") -> Q:
    """As a condition of a QuerySet on the question at `path` (such as "question__")."""
    return Q(**{f"{path}retired_at": None, f"{path}is_draft": False})
