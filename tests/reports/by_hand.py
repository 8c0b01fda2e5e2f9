"""What reports have to say of a cohort, worked out from the raw rows in plain Python."""

import datetime
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from courses.days import start_of
from courses.models import Cohort, Enrolment, Module
from progress.models import Diagnosis, LessonRead, LessonVisit
from quizzes.models import Answer, Attempt, Question

Moment = datetime.datetime


@dataclass
class ByHand:
    """One cohort; every person has the span in which what they did counts."""

    cohort: Cohort
    spans: dict[int, tuple[Moment, Moment]] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    known_cells: dict[int, dict[int, tuple[str, Moment | None, Moment | None]]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, cohort: Cohort) -> "ByHand":
        by_hand = cls(cohort)
        begins = start_of(cohort.starts_on) if cohort.starts_on else None
        until = datetime.datetime.max.replace(tzinfo=datetime.UTC)
        if cohort.ends_on:
            until = start_of(cohort.ends_on + datetime.timedelta(days=1))
        leads = {
            facilitator.pk
            for other in Cohort.objects.filter(course=cohort.course)
            for facilitator in other.facilitators.all()
        }
        for enrolment in Enrolment.objects.filter(cohort=cohort).select_related("learner"):
            person = enrolment.learner
            writes = person.is_staff and person.groups.filter(name="Authors").exists()
            if enrolment.left_at or writes or person.is_superuser or person.pk in leads:
                continue
            since = max(filter(None, [enrolment.joined_at, begins]))
            by_hand.spans[person.pk] = (since, until)
            if person.is_erased:
                by_hand.erased.add(person.pk)
        return by_hand

    @property
    def people(self) -> list[int]:
        return [pk for pk in self.spans if pk not in self.erased]

    @property
    def reasons(self) -> dict[int, str]:
        """Why each who is enrolled is not among the people."""
        reasons = {}
        for enrolment in Enrolment.objects.filter(cohort=self.cohort).select_related("learner"):
            person = enrolment.learner
            if person.is_erased:
                reasons[person.pk] = "erased"
            elif enrolment.left_at:
                reasons[person.pk] = "left"
            elif person.is_staff:
                reasons[person.pk] = "author"
            elif person.pk not in self.spans:
                reasons[person.pk] = "facilitator"
        return reasons

    @cached_property
    def tries(self) -> dict[tuple[int, int], list[Answer]]:
        """Of each person at each question the answers of record before the end, in order."""
        tries: dict[tuple[int, int], list[Answer]] = {}
        answers = Answer.objects.filter(attempt__number=1, attempt__learner__in=self.spans)
        for answer in answers.select_related("attempt").order_by("ordinal"):
            learner = answer.attempt.learner_id
            if answer.answered_at < self.spans[learner][1]:
                tries.setdefault((learner, answer.question_id), []).append(answer)
        return tries

    def is_earlier(self, learner: int, at: Moment) -> bool:
        return at < self.spans[learner][0]

    def items(self) -> dict[int, tuple[int, int, int, dict[int, int]]]:
        """Of each question: answered, right at first, answered earlier, people by tries."""
        items: dict[int, tuple[int, int, int, dict[int, int]]] = {}
        for (learner, question), answers in self.tries.items():
            answered, right, earlier, tried = items.get(question, (0, 0, 0, {}))
            if self.is_earlier(learner, answers[0].answered_at):
                items[question] = (answered, right, earlier + 1, tried)
                continue
            if answers[-1].is_correct:
                tried[len(answers)] = tried.get(len(answers), 0) + 1
            right += answers[0].is_correct
            items[question] = (answered + 1, right, earlier, tried)
        return items

    def sheets(self, quiz: int) -> dict[int, dict[int, bool]]:
        """The whole sheets that were begun in this cohort: of each person what was right."""
        live = {one.pk for one in Question.objects.filter(quiz=quiz) if one.is_live}
        tries, sheets = self.tries, {}
        for attempt in Attempt.objects.filter(quiz=quiz, number=1, learner__in=self.spans):
            since, until = self.spans[attempt.learner_id]
            if not since <= attempt.started_at < until:
                continue
            sheet = {
                question: answers[0].is_correct
                for (learner, question), answers in tries.items()
                if learner == attempt.learner_id and answers[0].attempt_id == attempt.pk
            }
            is_finished = attempt.finished_at is not None and attempt.finished_at < until
            if sheet and (is_finished or live <= {*sheet}):
                sheets[attempt.learner_id] = sheet
        return sheets

    def begun(self, quizzes: list[int]) -> list[int]:
        """The quizzes that somebody began in this cohort."""
        attempts = Attempt.objects.filter(quiz__in=quizzes, number=1, learner__in=self.spans)
        within = {
            attempt.quiz_id
            for attempt in attempts
            if self.spans[attempt.learner_id][0]
            <= attempt.started_at
            < self.spans[attempt.learner_id][1]
        }
        return [quiz for quiz in quizzes if quiz in within]

    def cells(self, module: Module) -> dict[int, tuple[str, Moment | None, Moment | None]]:
        """Of each person: the state, when it came to be complete, when they last were at work."""
        if module.pk not in self.known_cells:
            self.known_cells[module.pk] = {pk: self._cell(module, pk) for pk in self.people}
        return self.known_cells[module.pk]

    def _cell(self, module: Module, learner: int) -> tuple[str, Moment | None, Moment | None]:
        since, until = self.spans[learner]
        quiz = getattr(module, "quiz", None)
        lessons = set(module.lessons.values_list("pk", flat=True))
        read = {
            one.lesson_id: one.read_at
            for one in LessonRead.objects.filter(learner=learner, lesson__in=lessons)
            if one.read_at < until
        }
        visited = [
            one.visited_at
            for one in LessonVisit.objects.filter(learner=learner, lesson__in=lessons)
            if one.visited_at < until
        ]
        attempts = list(Attempt.objects.filter(learner=learner, quiz=quiz)) if quiz else []
        answered = [
            answer
            for answer in Answer.objects.filter(attempt__in=attempts).select_related("attempt")
            if answer.answered_at < until
        ]
        ends = {one.pk: one.finished_at for one in attempts if one.started_at < until}
        finished = [end for end in ends.values() if end is not None and end < until]
        of_record = [one for one in attempts if one.number == 1 and one.finished_at in finished]
        asks = quiz is not None and Question.objects.live().filter(quiz=quiz).exists()
        at_work = [*read.values(), *visited, *finished, *(one.answered_at for one in answered)]
        if not at_work:
            return "not-started", None, None
        ends_of_record = [one.finished_at for one in of_record if one.finished_at is not None]
        done_at = max([*read.values(), *ends_of_record], default=since)
        active = max(at_work)
        if len(read) == len(lessons) and (of_record or (lessons and not asks)):
            return ("earlier" if done_at < since else "complete"), done_at, active
        if active < since:
            return "not-started", None, active
        begun = any(answer.attempt.number == 1 for answer in answered)
        return ("answering" if begun and not of_record else "reading"), None, active

    def states(self, modules: list[Module], stalled_before: Moment) -> Counter[str]:
        return Counter(self.state(pk, modules, stalled_before) for pk in self.people)

    def active_at(self, learner: int, modules: list[Module]) -> Moment | None:
        since, until = self.spans[learner]
        at_work = [self.cells(module)[learner][2] for module in modules]
        at_work += [one.taken_at for one in Diagnosis.objects.filter(learner=learner)]
        return max((at for at in at_work if at and since <= at < until), default=None)

    def state(self, learner: int, modules: list[Module], stalled_before: Moment) -> str:
        states = Counter(self.cells(module)[learner][0] for module in modules)
        if states["earlier"] == len(modules):
            return "earlier"
        if states["earlier"] + states["complete"] == len(modules):
            return "finished"
        at = self.active_at(learner, modules)
        return "not-started" if at is None else "stalled" if at < stalled_before else "active"

    def days(self, modules: list[Module]) -> Counter[datetime.date]:
        return Counter(
            timezone.localdate(done_at)
            for module in modules
            for state, done_at, _active in self.cells(module).values()
            if state == "complete" and done_at
        )

    def levels(self) -> dict[int, Diagnosis | None]:
        """The latest self-diagnosis of each in this cohort."""
        return {
            learner: max(
                (
                    one
                    for one in Diagnosis.objects.filter(learner=learner)
                    if since <= one.taken_at < until
                ),
                key=lambda one: one.taken_at,
                default=None,
            )
            for learner, (since, until) in self.spans.items()
        }
