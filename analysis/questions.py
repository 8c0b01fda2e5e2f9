"""The questions that reports show; quizzes/numbering.py numbers them."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from courses.models import Lesson, Module
from quizzes.live_questions import live
from quizzes.models import Question


def shown(modules: Iterable[Module], answered: Collection[int]) -> QuerySet[Question]:
    """Live questions, and retired ones that have answers (ids), in the order of the course."""
    return (
        Question.objects.filter(live() | Q(pk__in=answered), quiz__module__in=modules)
        .select_related("quiz__module", "lesson")
        .defer(
            *Module.long_columns("quiz__module__"),
            *Lesson.long_columns("lesson__"),
        )
        .order_by("quiz__module__position", "position", "pk")
    )
