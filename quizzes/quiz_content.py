"""A quiz as everybody sees it: kept by each process, and without what nobody sees before choosing.

No key and no explanation is here; they come with the answers of whoever gave them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from courses.kept import Shelf
from courses.models import Course, Lesson, Module
from quizzes.models import Option, Question, Quiz
from quizzes.said_then import SaidThen
from quizzes.siblings import Siblings


@dataclass(frozen=True)
class ShownText:
    """An option's number and what it says."""

    pk: int
    html: str


@dataclass(frozen=True)
class QuizContent:
    """A quiz with its module and course, and the questions that are or were asked, in order."""

    quiz: Quiz
    questions: Sequence[Question]
    options: Mapping[int, Sequence[ShownText]]
    lessons: Mapping[int, Lesson]
    said_then: SaidThen = field(default_factory=SaidThen)

    @property
    def module(self) -> Module:
        return self.quiz.module

    @cached_property
    def siblings(self) -> Siblings:
        return Siblings.among(self.questions)


def _read_quiz(pk: int) -> QuizContent | None:
    quizzes = Quiz.objects.select_related("module__course").defer(
        *Module.long_columns("module__"), *Course.long_columns("module__course__")
    )
    quiz = quizzes.filter(pk=pk).first()
    return None if quiz is None else content_of(quiz)


def content_of(quiz: Quiz) -> QuizContent:
    """Read it; drafts nobody sees."""
    lessons = Lesson.objects.filter(module=quiz.module_id).defer(*Lesson.long_columns())
    by_pk = {lesson.pk: lesson for lesson in lessons}
    questions = list(
        Question.objects.filter(quiz=quiz, is_draft=False)
        .defer("stem", "tags")
        .order_by("position", "pk")
    )
    for question in questions:
        question.quiz = quiz
        question.lesson = by_pk.get(question.lesson_id or 0)
    options: dict[int, list[ShownText]] = {}
    rows = Option.objects.filter(question__in=questions).order_by("question", "position")
    for of_question, pk, html in rows.values_list("question", "pk", "text_html"):
        options.setdefault(of_question, []).append(ShownText(pk, html))
    with_options = [question for question in questions if question.pk in options]
    said_then = SaidThen.of(question.pk for question in with_options)
    return QuizContent(quiz, with_options, options, by_pk, said_then)


def _read_quiz_of(question: int) -> int | None:
    return Question.objects.filter(pk=question).values_list("quiz", flat=True).first()


QUIZZES: Shelf[QuizContent] = Shelf(_read_quiz)
QUIZ_OF: Shelf[int] = Shelf(_read_quiz_of, most=10_000)
