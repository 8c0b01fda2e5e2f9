"""The questions that reports show; quizzes/numbering.py numbers them."""

from collections.abc import Collection, Iterable

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
