"""How far one learner is: per module what is read, answered and still to do."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.models import Course, Module, SelfDiagnosis
from courses.outline import Entry, Outline
from progress.counted import Counted
from progress.models import Diagnosis
from progress.queries import rows
from progress.reading import Reading
from quizzes.models import Answer, Question, Quiz
from quizzes.repetition import Boxes, FirstAnswer

if TYPE_CHECKING:
    from accounts.models import User

STATES_SQL = Path(__file__).with_name("module_states.sql")

# Of a person in a module (module_state.sql), in words.
STATES = {
    "complete": gettext_lazy("Complete"),
    "answering": gettext_lazy("Answering"),
    "reading": gettext_lazy("Reading"),
    "not-started": gettext_lazy("Not started"),
}


@dataclass
class ModuleStanding:
    """One learner's standing in one module; the score is of first answers in attempt 1.

    The state, and since when it is complete, are those of module_state.sql; `questions` are live.
    """

    module: Module
    reading: Reading = field(default_factory=lambda: Reading([]))
    state: str = "not-started"
    questions: list[int] = field(default_factory=list)
    first_answers: dict[int, bool] = field(default_factory=dict)
    answered_at: datetime.datetime | None = None
    finished_at: datetime.datetime | None = None
    completed_at: datetime.datetime | None = None
    missed: list[Question] = field(default_factory=list)
    boxes: Boxes = field(default_factory=Boxes)

    def take_state(
        self,
        state: str,
        questions: list[int],
        finished_at: datetime.datetime | None,
        completed_at: datetime.datetime | None,
    ) -> None:
        self.state, self.questions = state, questions
        self.finished_at, self.completed_at = finished_at, completed_at
        if self.is_finished:
            self.boxes.asked = questions

    @property
    def lessons_total(self) -> int:
        return len(self.reading.sections)

    @property
    def lessons_read(self) -> int:
        return self.reading.read

    @property
    def visited_at(self) -> datetime.datetime | None:
        """When the learner last read or answered here."""
        return max(filter(None, (self.reading.visited_at, self.answered_at)), default=None)

    @property
    def has_quiz(self) -> bool:
        return self.is_finished or bool(self.questions)

    @property
    def answered(self) -> int:
        return len(self.first_answers)

    @property
    def right_at_first(self) -> int:
        return sum(self.first_answers.values())

    @property
    def missed_items(self) -> list[tuple[Question, bool]]:
        """Questions missed at first, each with whether the latest practice got it right."""
        cards = self.boxes.cards
        return [
            (question, question.pk in cards and cards[question.pk].last_right)
            for question in self.missed
        ]

    @property
    def score(self) -> int | None:
        return self.right_at_first if self.is_finished else None

    @property
    def total(self) -> int:
        """Questions of the attempt of record: those answered in it and, until it is finished, those
        still asked. One that was retired or added since it ended changes nothing."""
        still_asked = () if self.is_finished else self.questions
        return len({*self.first_answers, *still_asked})

    @property
    def is_finished(self) -> bool:
        """Whether the attempt of record is."""
        return self.finished_at is not None

    @property
    def is_complete(self) -> bool:
        return self.state == "complete"

    @property
    def url(self) -> str:
        """Where to go on: the section last read in, else the quiz."""
        page = self.module.get_absolute_url()
        if self.is_complete or self.state == "not-started":
            return page
        following = self.reading.next
        return f"{page}#{following.lesson.slug if following else 'quiz'}"

    @property
    def progress_text(self) -> str:
        parts = []
        if self.lessons_total:
            parts.append(
                _("%(read)d of %(total)d sections read")
                % {"read": self.lessons_read, "total": self.lessons_total}
            )
        if self.is_finished:
            parts.append(
                _("check quiz: %(score)d / %(total)d at first try")
                % {"score": self.right_at_first, "total": self.total}
            )
        elif self.answered:
            parts.append(
                _("check quiz: %(done)d of %(total)d answered")
                % {"done": self.answered, "total": self.total}
            )
        if self.boxes.added:
            added = ngettext(
                "%(count)d question added since",
                "%(count)d questions added since",
                len(self.boxes.added),
            )
            parts.append(added % {"count": len(self.boxes.added)})
        if self.reading.changed:
            parts.append(
                ngettext(
                    "%(count)d section has changed since you read it",
                    "%(count)d sections have changed since you read them",
                    self.reading.changed,
                )
                % {"count": self.reading.changed}
            )
        return " · ".join(parts)

    @property
    def left_text(self) -> str:
        sections = self.lessons_total - self.lessons_read
        quiz_left = self.has_quiz and not self.is_finished
        left = ngettext("%(count)d section", "%(count)d sections", sections) % {"count": sections}
        if sections and quiz_left:
            return _("%(sections)s and the check quiz are left") % {"sections": left}
        if sections:
            return _("%(sections)s left") % {"sections": left}
        return _("The check quiz is left") if quiz_left else ""


@dataclass
class Step:
    """An entry of the outline with the learner's standing in it."""

    entry: Entry
    standing: ModuleStanding | None
    diagnoses: list[Diagnosis]

    @property
    def state(self) -> str:
        if self.standing:
            return self.standing.state
        return "taken" if self.diagnoses else "not-started"

    @property
    def url(self) -> str:
        return self.entry.url

    @property
    def resume_url(self) -> str:
        """Where to go on reading."""
        return self.standing.url if self.standing else self.entry.url

    @property
    def visited_at(self) -> datetime.datetime | None:
        return self.standing.visited_at if self.standing else None

    @property
    def left_text(self) -> str:
        return self.standing.left_text if self.standing else ""

    @property
    def state_text(self) -> str:
        """The state in words."""
        return str({**STATES, "taken": _("Taken")}[self.state])

    @property
    def is_done(self) -> bool:
        return self.state in {"complete", "taken"}

    @property
    def progress_text(self) -> str:
        if self.standing:
            return self.standing.progress_text
        if not self.diagnoses:
            return ""
        return _("Level %(level)d reached") % {"level": self.diagnoses[-1].level_reached}


@dataclass
class CourseStanding:
    """A course's outline, step by step, for one learner."""

    course: Course
    steps: list[Step]

    @property
    def modules(self) -> list[ModuleStanding]:
        return [step.standing for step in self.steps if step.standing]

    @property
    def done(self) -> int:
        return sum(standing.is_complete for standing in self.modules)

    @property
    def missed(self) -> list[ModuleStanding]:
        """The modules in which a first answer was wrong."""
        return [standing for standing in self.modules if standing.missed]

    @property
    def due(self) -> list[ModuleStanding]:
        """The modules with questions whose day to come back has come."""
        return [
            standing for standing in self.modules if standing.is_finished and standing.boxes.due
        ]

    @property
    def is_finished(self) -> bool:
        """Whether every module is complete."""
        return bool(self.modules) and self.done == len(self.modules)

    @property
    def is_begun(self) -> bool:
        return any(step.state != "not-started" for step in self.steps)

    @property
    def completed_at(self) -> datetime.datetime | None:
        """When the last module became complete; None as long as one is not."""
        if not self.is_finished:
            return None
        return max(filter(None, (standing.completed_at for standing in self.modules)), default=None)

    @property
    def visited_at(self) -> datetime.datetime | None:
        return max(filter(None, (standing.visited_at for standing in self.modules)), default=None)

    @property
    def next_step(self) -> Step | None:
        """Where to resume: the first step not done from the one last visited on, then before it."""
        seen = [at for at, step in enumerate(self.steps) if step.visited_at]
        at = max(seen, key=lambda place: str(self.steps[place].visited_at), default=0)
        in_turn = [*self.steps[at:], *self.steps[:at]]
        return next((step for step in in_turn if not step.is_done), None)


def standings(
    courses: Iterable[Course], learner: "User", *, left: bool = False
) -> list[CourseStanding]:
    """The learner's standing in each course; the number of queries does not grow with them."""
    with_quiz = Module.objects.select_related("quiz").defer(*Quiz.long_columns("quiz__"))
    outlines = Outline.of_courses(courses, learner, left=left, all_modules=with_quiz)
    pages = [entry.page for outline in outlines for entry in outline.entries]
    modules = {page.pk: ModuleStanding(page) for page in pages if isinstance(page, Module)}
    for row in rows(STATES_SQL, Counted.alone(learner), modules=list(modules)):
        modules[row.pop("module_id")].take_state(**row)
    _count_lessons(modules, learner)
    _count_answers(modules, learner)
    diagnoses = _diagnoses(pages, learner)
    return [
        CourseStanding(
            outline.course, [_step(entry, modules, diagnoses) for entry in outline.entries]
        )
        for outline in outlines
    ]


def _step(
    entry: Entry, modules: dict[int, ModuleStanding], diagnoses: dict[int, list[Diagnosis]]
) -> Step:
    if isinstance(entry.page, Module):
        return Step(entry, modules[entry.page.pk], [])
    return Step(entry, None, diagnoses.get(entry.page.pk, []))


def _count_lessons(modules: dict[int, ModuleStanding], learner: "User") -> None:
    for module, reading in Reading.of_modules(modules, learner).items():
        modules[module].reading = reading


def _count_answers(modules: dict[int, ModuleStanding], learner: "User") -> None:
    first_answers = (
        Answer.objects.first_answers()
        .filter(attempt__learner=learner, attempt__quiz__module__in=modules)
        .select_related("question__quiz", "attempt")
        .order_by("attempt__number", "question__position")
    )
    for answer in first_answers:
        _count_answer(modules[answer.question.quiz.module_id], answer)


def _count_answer(standing: ModuleStanding, answer: Answer) -> None:
    """Take a first answer in; the score is of those in the attempt of record."""
    number, question = answer.attempt.number, answer.question
    if not question.is_retired:
        standing.boxes.take(FirstAnswer(number, question.pk, answer.answered_at, answer.is_correct))
    if number == 1:
        standing.first_answers[question.pk] = answer.is_correct
        if not answer.is_correct:
            standing.missed.append(question)
    latest = standing.answered_at or answer.answered_at
    standing.answered_at = max(latest, answer.answered_at)


def _diagnoses(
    pages: Iterable[Module | SelfDiagnosis], learner: "User"
) -> dict[int, list[Diagnosis]]:
    """The learner's diagnoses per self-diagnosis, oldest first."""
    taken: dict[int, list[Diagnosis]] = {}
    asked = [page for page in pages if isinstance(page, SelfDiagnosis)]
    for diagnosis in (
        Diagnosis.objects.filter(learner=learner, self_diagnosis__in=asked)
        .prefetch_related("ratings__level")
        .order_by("taken_at", "pk")
    ):
        taken.setdefault(diagnosis.self_diagnosis_id, []).append(diagnosis)
    return taken
