"""Which section each question of a quiz asks about, and what it measures; for its authors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import Lesson
from courses.models.self_diagnosis import LEVELS, name_of_level
from quizzes.models import Question, Quiz
from quizzes.numbering import name_of, numbered


@dataclass(frozen=True)
class MappedQuestion:
    """A question by what it is called there; `level` is empty where it says none."""

    question: Question
    name: str
    level: str


@dataclass(frozen=True)
class MappedSection:
    """A section with the questions that name it; without a section those that name none."""

    section: Lesson | None
    questions: Sequence[MappedQuestion]

    @property
    def is_asked_about(self) -> bool:
        return any(mapped.question.is_asked for mapped in self.questions)


@dataclass(frozen=True)
class QuestionMap:
    """The sections of a quiz's module in order, and how many questions are on which level.

    Drafts stand there, and are not counted; retired questions are left out.
    """

    sections: Sequence[MappedSection]
    levels: Sequence[tuple[str, int]]
    without_level: int

    @classmethod
    def of(cls, quiz: Quiz) -> "QuestionMap":
        """Two queries."""
        language = quiz.module.course.language
        lessons = Lesson.objects.filter(module=quiz.module_id).defer(*Lesson.long_columns())
        stored = quiz.questions.filter(retired_at=None).order_by("position", "pk")
        questions = list(stored.defer("tags"))
        called = _names(questions)
        by_section: dict[int | None, list[MappedQuestion]] = {}
        for question in questions:
            level = name_of_level(question.level or 0, language)
            mapped = MappedQuestion(question, called[question.pk], level)
            by_section.setdefault(question.lesson_id, []).append(mapped)
        sections = [
            MappedSection(lesson, by_section.pop(lesson.pk, []))
            for lesson in lessons.order_by("position")
        ]
        elsewhere = [mapped for of_section in by_section.values() for mapped in of_section]
        if elsewhere:
            sections.append(MappedSection(None, elsewhere))
        counted = Counter(question.level for question in questions if question.is_asked)
        levels = [(name_of_level(rank, language), counted[rank]) for rank in range(1, LEVELS + 1)]
        return cls(sections, levels, counted[None])

    @property
    def not_asked_about(self) -> list[Lesson]:
        return [
            mapped.section
            for mapped in self.sections
            if mapped.section is not None and not mapped.is_asked_about
        ]


def _names(questions: Sequence[Question]) -> dict[int, str]:
    """What each is called: a number of the quiz, that of which it is a sibling, or a draft."""
    numbers = {question.pk: number for number, question in numbered(questions)}
    names = {}
    for question in questions:
        first = numbers.get(question.sibling_of_id or 0)
        if question.is_draft:
            names[question.pk] = _("Draft")
        elif first is not None:
            names[question.pk] = _("Review, beside question %(number)d") % {"number": first}
        else:
            names[question.pk] = name_of(numbers[question.pk])
    return names
