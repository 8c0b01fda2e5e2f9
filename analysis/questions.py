"""The questions that reports show; quizzes/numbering.py numbers them."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from courses.models import Lesson, Module
from quizzes.live_questions import live
from quizzes.models import Option, Question


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


def with_options(questions: QuerySet[Question]) -> dict[int, list[Option]]:
    """The options of these questions by question, both in order; each has its question.

    One query: every question has options.
    """
    options = (
        Option.objects.filter(question__in=questions.order_by().values("pk"))
        .select_related("lesson", "question__quiz__module", "question__lesson")
        .defer(
            *Module.long_columns("question__quiz__module__"),
            *Lesson.long_columns("question__lesson__"),
            *Lesson.long_columns("lesson__"),
        )
        .order_by("question__quiz__module__position", "question__position", "question", "position")
    )
    by_question: dict[int, list[Option]] = {}
    for option in options:
        alike = by_question.setdefault(option.question_id, [])
        if alike:
            option.question = alike[0].question
        alike.append(option)
    return by_question
