"""The questions that reports show, and their numbers in their quizzes."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Q, QuerySet

from courses.models import Module
from quizzes.models import Question


def shown(modules: Iterable[Module], answered: Collection[int]) -> QuerySet[Question]:
    """Live questions, and retired ones that have answers (ids), in the order of the course."""
    return (
        Question.objects.filter(
            Q(retired_at=None, is_draft=False) | Q(pk__in=answered), quiz__module__in=modules
        )
        .select_related("quiz__module", "lesson")
        .defer(
            *("quiz__module__lead", "quiz__module__lead_html", "quiz__module__plain_text"),
            *("lesson__body", "lesson__body_html", "lesson__plain_text"),
        )
        .order_by("quiz__module__position", "position", "pk")
    )


def numbered(questions: Iterable[Question]) -> Iterator[tuple[int, Question]]:
    """Each question with its place in its quiz, from 1."""
    numbers: dict[int, int] = {}
    for question in questions:
        numbers[question.quiz_id] = numbers.get(question.quiz_id, 0) + 1
        yield numbers[question.quiz_id], question
