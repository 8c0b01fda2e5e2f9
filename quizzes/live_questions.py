"""Which questions are asked: neither retired nor drafts. The quiz asks those that are live; a
sibling is asked in review alone. The rule stands here alone, in the two languages that ask for it;
tests/quizzes/test_live_questions.py holds them together."""

from django.db.models import Q

# As conditions in SQL on a row of `quizzes_question AS question`.
ASKED = "question.retired_at IS NULL AND NOT question.is_draft"
LIVE = f"{ASKED} AND question.sibling_of_id IS NULL"


def asked(path: str = "") -> Q:
    """As a condition of a QuerySet on the question at `path` (such as "question__")."""
    return Q(**{f"{path}retired_at": None, f"{path}is_draft": False})


def live(path: str = "") -> Q:
    return asked(path) & Q(**{f"{path}sibling_of": None})
