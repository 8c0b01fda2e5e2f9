"""Everything one member did in a course, in order."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypedDict, cast

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import CompletionRecord, Course, Enrolment, Lesson, Module
from progress.counted import Counted
from progress.models import Diagnosis, LessonRead, Rating
from progress.models.diagnosis import level_reached
from progress.tables import Table, Value
from quizzes.models import Answer, Attempt, Option, Question
from quizzes.numbering import name_of, numbered, sign_of
from quizzes.said_then import SaidThen
from reports.heatmap import Mark
from reports.overview import Cell, Member, Overview, Selection

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Placed(TypedDict):
        place: int

    PlacedAnswer = WithAnnotations[Answer, _Placed]


@dataclass
class Tries:
    """One question in one attempt: the answers in order, each with its option's sign.

    It is earlier where the first of them came before the member joined.
    """

    attempt: Attempt
    question: Question
    is_earlier: bool
    is_reworded: bool = False  # the stem, or an option chosen, reads otherwise now
    chosen: list[tuple[str, Answer]] = field(default_factory=list)

    @property
    def answers(self) -> list[Answer]:
        return [answer for _sign, answer in self.chosen]

    @property
    def is_right(self) -> bool:
        return self.answers[-1].is_correct

    @property
    def mark(self) -> Mark:
        return Mark(len(self.answers), self.is_right, self.is_earlier)


@dataclass(frozen=True)
class Diagnosed:
    """A self-diagnosis with its ratings, which were read with it in one query."""

    diagnosis: Diagnosis
    ratings: list[Rating] = field(default_factory=list)

    @property
    def level_reached(self) -> int:
        return level_reached((rating.level.rank, rating.rating) for rating in self.ratings)

    @property
    def level_name(self) -> str:
        names = {rating.level.rank: rating.level.name for rating in self.ratings}
        return names.get(self.level_reached, "")


@dataclass(frozen=True)
class Event:
    """Something the member did; `kind` is joined, read, answered, finished or diagnosed."""

    at: datetime.datetime
    kind: str
    module: Module | None = None
    read: LessonRead | None = None
    tries: Tries | None = None
    attempt: Attempt | None = None
    diagnosed: Diagnosed | None = None

    @property
    def sentence(self) -> str:
        """What was done, in words, for files."""
        if self.read:
            return _("read: %(lesson)s") % {"lesson": self.read.lesson.title}
        if self.tries:
            chosen = " → ".join(f"{sign} {_sign(option)}" for sign, option in self.tries.chosen)
            stem = self.tries.question.short_stem
            return _("answered: %(question)s %(chosen)s") % {"question": stem, "chosen": chosen}
        if self.attempt:
            return _("finished the check quiz")
        if self.diagnosed:
            level = self.diagnosed.level_reached
            return _("self-diagnosis: level %(level)d") % {"level": level}
        return _("joined the cohort")


def _sign(answer: Answer) -> str:
    return "○" if answer.is_correct else "✗"


@dataclass(frozen=True)
class ModuleMarks:
    """One module of the member: the cell of the overview and a mark for each question by name."""

    cell: Cell
    marks: list[tuple[str, Question, Mark]]


class _WithRecord(Protocol):
    record_number: str | None
    record_issued_at: datetime.datetime | None


def with_record(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """With the record of completion of each, if one was issued."""
    records = CompletionRecord.objects.filter(
        course=OuterRef("cohort__course"), learner=OuterRef("learner")
    )
    return enrolments.annotate(
        record_number=Subquery(records.values("number")),
        record_issued_at=Subquery(records.values("issued_at")),
    )


@dataclass(frozen=True)
class Person:
    """One member of a cohort; evidence is there only where it was shared.

    `numbers` are those of the questions (ids); the record is that of completion, once issued. What
    was before `since` is of an earlier cohort.
    """

    enrolment: Enrolment
    member: Member
    modules: list[ModuleMarks]
    events: list[Event]
    numbers: dict[int, int | None]
    since: datetime.datetime | None
    record_number: str | None
    record_issued_at: datetime.datetime | None

    @property
    def learner(self) -> User:
        return self.enrolment.learner

    @classmethod
    def of(cls, enrolment: Enrolment, course: Course, modules: list[Module]) -> "Person":
        counted = Counted.one(enrolment)
        member = Overview.of(counted, modules, Selection(), limit=1).members[0]
        tries = _tries(counted, modules)
        of_record = {each.question.pk: each.mark for each in tries if each.attempt.is_of_record}
        is_over = {cell.module.pk: cell.is_finished for cell in member.cells}
        by_module: dict[int, list[tuple[str, Question, Mark]]] = {}
        numbers: dict[int, int | None] = {}
        for number, question in numbered(_questions(modules)):
            numbers[question.pk] = number
            if number or question.pk in of_record:
                unanswered = Mark(0, is_right=False, is_over=is_over[question.quiz.module_id])
                mark = of_record.get(question.pk, unanswered)
                row = (name_of(number), question, mark)
                by_module.setdefault(question.quiz.module_id, []).append(row)
        marks = [ModuleMarks(cell, by_module.get(cell.module.pk, [])) for cell in member.cells]
        by_pk = {module.pk: module for module in modules}
        events = [Event(enrolment.joined_at, "joined")]
        events += _read(counted, by_pk)
        events += _answered(tries, by_pk, counted)
        events += _diagnosed(counted, course)
        events.sort(key=lambda event: event.at)
        record = cast("_WithRecord", enrolment)
        issued_at, left_at = record.record_issued_at, enrolment.left_at
        is_told = issued_at is not None and (left_at is None or issued_at < left_at)
        return cls(
            *(enrolment, member, marks, events, numbers, counted.since),
            record.record_number if is_told else None,
            issued_at if is_told else None,
        )

    @cached_property
    def days(self) -> dict[datetime.date, list[Event]]:
        """The events day by day, the latest first."""
        days: dict[datetime.date, list[Event]] = {}
        for event in reversed(self.events):
            days.setdefault(localdate(event.at), []).append(event)
        return days

    @property
    def tables(self) -> list[Table]:
        return [self._answers_table(), self._events_table()]

    def _events_table(self) -> Table:
        columns = [("at", _("When")), ("module", _("Module")), ("what", _("What"))]
        table = Table("events", _("Everything in order"), columns)
        for event in self.events:
            label = event.module.label if event.module else ""
            table.rows.append([event.at, label, event.sentence])
        return table

    def _answers_table(self) -> Table:
        columns = [
            ("answered_at", _("When")),
            ("module", _("Module")),
            ("question", _("Question")),
            ("number", _("Number")),
            ("attempt", _("Attempt")),
            ("try", _("Try")),
            ("option", _("Option")),
            ("sign", _("Sign on the page")),
            ("text", _("Text")),
            ("is_right", _("Right")),
            ("confidence", _("Confidence")),
            ("confidence_in_words", _("Confidence in words")),
        ]
        table = Table("answers", _("Answers"), columns)
        for event in self.events:
            for sign, answer in event.tries.chosen if event.tries else []:
                values: list[Value] = [answer.answered_at]
                values += [event.module.label if event.module else ""]
                values += [answer.question.slug, self.numbers[answer.question_id]]
                values += [answer.attempt.number, answer.ordinal]
                values += [answer.option.slug, sign, answer.option.short_text, answer.is_correct]
                values += [answer.confidence, str(answer.get_confidence_display())]
                table.rows.append(values)
        return table


def _questions(modules: list[Module]) -> Iterable[Question]:
    return (
        Question.objects.filter(quiz__module__in=modules, is_draft=False)
        .select_related("quiz")
        .order_by("position", "pk")
    )


def _tries(counted: Counted, modules: list[Module]) -> list[Tries]:
    before = Option.objects.filter(
        question=OuterRef("question"), position__lt=OuterRef("option__position")
    )
    place = before.order_by().values("question").annotate(count=Count("pk")).values("count")
    answers = (
        Answer.objects.filter(
            attempt__learner__in=counted.learners,
            attempt__quiz__module__in=modules,
            **counted.before_the_end("answered_at"),
        )
        .select_related("attempt__quiz", "question", "option")
        .annotate(place=Coalesce(Subquery(place), 0))
        .order_by("attempt__number", "question__position", "ordinal")
    )
    tries: dict[tuple[int, int], Tries] = {}
    placed = list(cast("QuerySet[PlacedAnswer]", answers))
    said_then = SaidThen.of({answer.question_id for answer in placed})
    for answer in placed:
        is_reworded = _say_as_then(answer, said_then)
        key = (answer.attempt_id, answer.question_id)
        is_earlier = counted.since is not None and answer.answered_at < counted.since
        question_tries = tries.setdefault(key, Tries(answer.attempt, answer.question, is_earlier))
        question_tries.chosen.append((sign_of(answer.place), answer))
        question_tries.is_reworded |= is_reworded
    return list(tries.values())


def _say_as_then(answer: Answer, said_then: SaidThen) -> bool:
    """Let its question and option read as when it was given; whether they read otherwise now."""
    question, option = answer.question, answer.option
    stem = said_then.other_html(question.pk, None, answer.pk, question.stem_html)
    text = said_then.other_html(question.pk, option.pk, answer.pk, option.text_html)
    question.stem_html = stem or question.stem_html
    option.text_html = text or option.text_html
    return bool(stem or text)


def _read(counted: Counted, modules: dict[int, Module]) -> Iterable[Event]:
    reads = LessonRead.objects.filter(
        learner__in=counted.learners,
        lesson__module__in=modules,
        **counted.before_the_end("read_at"),
    )
    for read in reads.select_related("lesson").defer(*Lesson.long_columns("lesson__")):
        yield Event(read.read_at, "read", modules[read.lesson.module_id], read=read)


def _answered(tries: list[Tries], modules: dict[int, Module], counted: Counted) -> Iterable[Event]:
    finished: dict[int, Attempt] = {}
    for each in tries:
        module = modules[each.attempt.quiz.module_id]
        yield Event(each.answers[0].answered_at, "answered", module, tries=each)
        if each.attempt.finished_at and counted.covers(each.attempt.finished_at):
            finished[each.attempt.pk] = each.attempt
    for attempt in finished.values():
        module = modules[attempt.quiz.module_id]
        yield Event(attempt.finished_at, "finished", module, attempt=attempt)  # type: ignore[arg-type]


def _diagnosed(counted: Counted, course: Course) -> Iterable[Event]:
    """Evidence that was not shared with the facilitators is blank from here on."""
    ratings = Rating.objects.filter(
        diagnosis__learner__in=counted.learners,
        diagnosis__self_diagnosis__course=course,
        **counted.before_the_end("diagnosis__taken_at"),
    ).select_related("level", "diagnosis__self_diagnosis__after")
    by_diagnosis: dict[int, Diagnosed] = {}
    for rating in ratings:
        if not rating.diagnosis.shared:
            rating.evidence = ""
        diagnosed = by_diagnosis.setdefault(rating.diagnosis_id, Diagnosed(rating.diagnosis))
        diagnosed.ratings.append(rating)
    for diagnosed in by_diagnosis.values():
        module = diagnosed.diagnosis.self_diagnosis.after
        yield Event(diagnosed.diagnosis.taken_at, "diagnosed", module, diagnosed=diagnosed)
