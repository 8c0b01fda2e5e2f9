"""How far one learner is: per module what is read, answered and still to do."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.minutes import answering, in_words
from courses.models import Course, Module
from courses.outline import Entry
from progress.progress_bar import ProgressBar
from progress.reading import Reading
from progress.standing_rows import PlannedFor, TakenDiagnosis
from quizzes.models import Question
from quizzes.repetition import Boxes, FirstAnswer

# Of a person in a module (module_state.sql), in words.
STATES = {
    "complete": gettext_lazy("Complete"),
    "answering": gettext_lazy("Answering"),
    "reading": gettext_lazy("Reading"),
    "not-started": gettext_lazy("Not started"),
}
# Of a person in a self-diagnosis; `writing` has a draft and nothing that was sent.
DIAGNOSIS_STATES = {
    "taken": gettext_lazy("Taken"),
    "writing": gettext_lazy("Writing"),
    "not-started": gettext_lazy("Not started"),
}


@dataclass
class ModuleStanding:
    """One learner's standing in one module; the score is of first answers in attempt 1.

    The state, and since when it is complete, are those of module_state.sql; `questions` are live;
    `planned` says by when the learner's cohort means to have finished it.
    """

    module: Module
    quiz: int | None = None
    reading: Reading = field(default_factory=lambda: Reading([]))
    state: str = "not-started"
    questions: Sequence[int] = field(default_factory=list)
    first_answers: dict[int, bool] = field(default_factory=dict)
    first_answered_at: datetime.datetime | None = None
    answered_at: datetime.datetime | None = None
    finished_at: datetime.datetime | None = None
    completed_at: datetime.datetime | None = None
    missed: list[Question] = field(default_factory=list)
    boxes: Boxes = field(default_factory=Boxes)
    planned: PlannedFor | None = None

    def count(self, answer: FirstAnswer, questions: Mapping[int, Question]) -> None:
        """Take a first answer in; the score is of those in the attempt of record."""
        question = questions.get(answer.question)
        first = questions.get(self.boxes.siblings.first_of(answer.question))
        if first is None or not first.is_retired:
            self.boxes.take(answer)
        if answer.attempt == 1:
            self.first_answers[answer.question] = answer.is_right
            if question is not None and not answer.is_right:
                self.missed.append(question)
        self.answered_at = max(self.answered_at or answer.at, answer.at)
        self.first_answered_at = min(self.first_answered_at or answer.at, answer.at)

    @property
    def lessons_total(self) -> int:
        return len(self.reading.sections)

    @property
    def lessons_read(self) -> int:
        return self.reading.read

    @property
    def unanswered(self) -> int:
        """How many questions are left of the attempt of record."""
        return 0 if self.is_finished else len({*self.questions} - {*self.first_answers})

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
        return self.resume_url(self.module.get_absolute_url())

    def resume_url(self, page: str) -> str:
        """The same, where the address of its page is known."""
        if self.is_complete or self.state == "not-started":
            return page
        following = self.reading.next
        return f"{page}#{following.lesson.slug if following else 'quiz'}"

    @property
    def progress(self) -> tuple[int, ...]:
        """The figures of which `progress_text` is made."""
        return (
            *(self.lessons_read, self.lessons_total, self.reading.changed),
            *(self.is_finished, self.right_at_first, self.answered, self.total),
            len(self.boxes.added),
        )

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
    diagnoses: list[TakenDiagnosis]
    has_draft: bool = False

    @property
    def state(self) -> str:
        if self.standing:
            return self.standing.state
        return "taken" if self.diagnoses else "writing" if self.has_draft else "not-started"

    @property
    def to_do(self) -> str:
        """What comes next in it: begin, or go on to read, answer or write."""
        if self.state == "not-started":
            return "begin"
        if self.standing is None:
            return "write"
        return "read" if self.standing.reading.next else "answer"

    @property
    def url(self) -> str:
        return self.entry.url

    @property
    def resume_url(self) -> str:
        """Where to go on reading."""
        page = self.entry.url
        return self.standing.resume_url(page) if self.standing else page

    @property
    def visited_at(self) -> datetime.datetime | None:
        return self.standing.visited_at if self.standing else None

    @property
    def left_text(self) -> str:
        return self.standing.left_text if self.standing else ""

    @property
    def minutes_text(self) -> str:
        """How long it takes as a whole."""
        questions = len(self.standing.questions) if self.standing else 0
        return in_words(self.entry.minutes, answering(questions))

    @property
    def state_text(self) -> str:
        """The state in words."""
        return str((STATES if self.standing else DIAGNOSIS_STATES)[self.state])

    @property
    def is_done(self) -> bool:
        return self.state in {"complete", "taken"}

    @property
    def progress(self) -> tuple[int | str, ...]:
        """Of what `progress_text` is made: putting it in words takes longer than all the rest."""
        if self.standing:
            return self.standing.progress
        return (self.diagnoses[-1].level_text,) if self.diagnoses else ()

    @property
    def progress_text(self) -> str:
        if self.standing:
            return self.standing.progress_text
        return self.diagnoses[-1].level_text if self.diagnoses else ""


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
        """The modules with questions whose day to come back has come, and that take answers."""
        return [
            standing
            for standing in self.modules
            if standing.module.is_open and standing.is_finished and standing.boxes.due
        ]

    @property
    def is_finished(self) -> bool:
        """Whether every module is complete."""
        return bool(self.modules) and self.done == len(self.modules)

    @property
    def bar(self) -> ProgressBar:
        return ProgressBar.of(self)

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
        places = [at for at, step in enumerate(self.steps) if step.visited_at]
        at = max(places, key=lambda place: str(self.steps[place].visited_at), default=0)
        in_turn = [*self.steps[at:], *self.steps[:at]]
        return next((step for step in in_turn if not step.is_done), None)
