"""Whatever two learners with three tabs and an author do in whichever order: the answers that are
stored, the pages and the states are those of a model in plain Python."""

import datetime
import os
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar
from unittest import mock

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from courses.models import Cohort
from progress.models import LessonRead
from quizzes.models import Question, Quiz
from tests.factories import (
    CohortFactory,
    QuestionFactory,
    UserFactory,
    make_quiz,
    sheet_of,
    standing,
)
from tests.progress.answers.steps import HTMX
from tests.quizzes.model_of_answering import (
    Model,
    ModelAttempt,
    ModelLearner,
    ModelQuestion,
    Refused,
)
from tests.quizzes.stored_answers import ANSWERS, ATTEMPTS, BROKEN, rows
from tests.tables import FULL, first

# Of each part; an ordinary run looks at the first part alone.
RUNS = int(os.environ.get("MACHINE_RUNS", "1000" if FULL else "12"))
PARTS, STEPS = 10, 25
SECTION = re.compile(r'<section class="lms-question" id="question-(\d+)".*?</section>', re.DOTALL)
ATTEMPT = re.compile(r'name="attempt" value="([^"]*)"')
OPTION = re.compile(r'name="option" value="(\d+)"')
FIRST_DAY = datetime.date(2026, 3, 2)
OWNERS = (0, 0, 1)  # whose each tab is


@dataclass
class Stage:
    """What is there before the first step, made once."""

    quiz: Quiz
    cohort: Cohort
    people: list[User]
    questions: list[Question]

    @classmethod
    def make(cls) -> "Stage":
        quiz = make_quiz(questions=2)
        first = quiz.questions.earliest("position")
        QuestionFactory.create(quiz=quiz, sibling_of=first)
        QuestionFactory.create(quiz=quiz, is_draft=True)
        cohort = CohortFactory.create(course=quiz.module.course)
        people = UserFactory.create_batch(2)
        for person in people:
            cohort.enrol(person)
        return cls(quiz, cohort, people, list(quiz.questions.order_by("position")))


@dataclass
class Tab:
    """A page as it was when it was asked for: of each question its attempt and its options."""

    client: Client
    owner: int
    forms: dict[int, tuple[str, list[int]]] = field(default_factory=dict)


def in_the_model(question: Question) -> ModelQuestion:
    options = list(question.options.order_by("position"))
    (right,) = (option.pk for option in options if option.is_correct)
    return ModelQuestion(
        question.pk,
        [option.pk for option in options],
        right,
        question.is_draft,
        sibling_of=question.sibling_of_id,
    )


ANY = st.integers(0, 99)
TABS = st.integers(0, len(OWNERS) - 1)
LEARNERS = st.integers(0, 1)
SCOPES = st.sampled_from(["all", "missed", "due"])
RIGHT = 1  # the place of the right option, as the factory makes them


class Answering(RuleBasedStateMachine):
    stage: ClassVar[Stage]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.quiz, self.people = self.stage.quiz, self.stage.people
        self.model = Model([in_the_model(question) for question in self.stage.questions], 2)
        self.kept: dict[int, tuple[Any, ...]] = {}
        noon = datetime.time(12, tzinfo=datetime.UTC)
        self.now = datetime.datetime.combine(FIRST_DAY, noon)
        self.clock = mock.patch.object(timezone, "now", self.tick)
        self.clock.start()
        self.tabs = [Tab(Client(), owner) for owner in OWNERS]
        self.sign_in()

    def tick(self) -> datetime.datetime:
        self.now += datetime.timedelta(milliseconds=1)
        return self.now

    def sign_in(self) -> None:
        for tab in self.tabs:
            tab.client.force_login(self.people[tab.owner])

    def teardown(self) -> None:
        self.clock.stop()
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        finally:
            transaction.savepoint_rollback(self.savepoint)

    def learner(self, tab: Tab) -> ModelLearner:
        return self.model.learners[tab.owner]

    @initialize(begun=st.lists(st.sampled_from([None, 0, RIGHT]), min_size=2, max_size=2))
    def open_all(self, begun: list[int | None]) -> None:
        """Some have finished the quiz, with this first choice everywhere; their tabs are older."""
        for number in range(len(self.tabs)):
            self.load(number)
        for option, tab in zip(begun, self.tabs[1:], strict=True):
            if option is not None:
                self.answer_all(tab, option)

    def answer_all(self, tab: Tab, first: int) -> None:
        """Choose this option of each question in the tab, and then the right one."""
        for pk, (attempt, options) in tab.forms.items():
            for chosen in sorted({first, RIGHT}):
                self.send(tab, pk, options[chosen], attempt, htmx=True)

    # What learners do.

    @rule(tab=TABS)
    def load(self, tab: int) -> None:
        """Ask for the page anew: it shows what the model says comes next."""
        opened = self.tabs[tab]
        learner = self.learner(opened)
        response = opened.client.get(self.quiz.module.get_absolute_url())
        assert (response.status_code == 200) == learner.is_member
        if not learner.is_member:
            return
        opened.forms, is_open = {}, {}
        for section in SECTION.finditer(response.content.decode()):
            question, html = int(section[1]), section[0]
            (attempt,) = ATTEMPT.findall(html)
            opened.forms[question] = (attempt, [int(pk) for pk in OPTION.findall(html)])
            is_open[question] = 'type="submit"' in html
        current = learner.current
        assert is_open == self.model.shown(current)
        sent = str(current.pk or "record")
        assert {attempt for attempt, _options in opened.forms.values()} <= {sent}

    @rule(tab=TABS, question=ANY, option=st.integers(0, 3), htmx=st.booleans(), twice=st.booleans())
    def answer(self, tab: int, question: int, option: int, htmx: bool, twice: bool) -> None:
        """Choose on the page as it stands in the tab, however old it is; perhaps press twice."""
        forms = sorted(self.tabs[tab].forms.items())
        if forms:
            pk, (attempt, options) = forms[question % len(forms)]
            for _time in range(1 + twice):
                self.send(self.tabs[tab], pk, options[option], attempt, htmx=htmx)

    @rule(tab=TABS, htmx=st.booleans())
    def answer_all_right(self, tab: int, htmx: bool) -> None:
        for pk, (attempt, _options) in self.tabs[tab].forms.items():
            self.send(self.tabs[tab], pk, self.model.questions[pk].right, attempt, htmx=htmx)

    @rule(tab=TABS, question=ANY, option=st.integers(0, 4), attempt=ANY, htmx=st.booleans())
    def forge(self, tab: int, question: int, option: int, attempt: int, htmx: bool) -> None:
        """Send what is on no page: a draft, a sibling, another's attempt or option."""
        every = list(self.model.questions.values())
        asked, other = every[question % len(every)], every[(question + 1) % len(every)]
        known = [str(one.pk) for learner in self.model.learners for one in learner.attempts]
        sent = ["", "record", "practice-2", *known]
        options = [*asked.options, other.right]
        attempt_sent = sent[attempt % len(sent)]
        self.send(self.tabs[tab], asked.pk, options[option], attempt_sent, htmx=htmx)

    def send(self, tab: Tab, question: int, option: int, attempt: str, *, htmx: bool) -> None:
        status = 200 if htmx else 303
        try:
            self.model.choose(self.learner(tab), question, option, attempt)
        except Refused as refused:
            status = refused.status
        response = tab.client.post(
            f"/quizzes/questions/{question}/answer/",
            {"option": option, "attempt": attempt},
            headers=HTMX if htmx else {},
        )
        assert response.status_code == status
        self.learn()

    @rule(tab=TABS, scope=SCOPES)
    def practise(self, tab: int, scope: str) -> None:
        status = 303
        try:
            self.model.practise(self.learner(self.tabs[tab]), scope)
        except Refused as refused:
            status = refused.status
        response = self.tabs[tab].client.post(
            f"/quizzes/{self.quiz.pk}/practice/", {"scope": scope}
        )
        assert response.status_code == status
        self.learn()
        self.load(tab)

    @rule(tab=TABS, scope=SCOPES, first=st.sampled_from([0, RIGHT]))
    def practise_to_the_end(self, tab: int, scope: str, first: int) -> None:
        self.practise(tab, scope)
        self.answer_all(self.tabs[tab], first)

    @rule(tab=TABS)
    def stop(self, tab: int) -> None:
        status = 303
        try:
            self.model.stop(self.learner(self.tabs[tab]))
        except Refused as refused:
            status = refused.status
        response = self.tabs[tab].client.post(f"/quizzes/{self.quiz.pk}/practice/stop/")
        assert response.status_code == status

    @rule(learner=LEARNERS)
    def read(self, learner: int) -> None:
        lesson = self.quiz.module.lessons.get()
        row = {"learner": self.people[learner], "lesson": lesson}
        LessonRead.objects.get_or_create(**row, defaults={"revision": 1})
        self.model.learners[learner].has_read = True

    @rule(learner=LEARNERS, leaves=st.integers(0, 3))
    def leave_or_rejoin(self, learner: int, leaves: int) -> None:
        person, in_model = self.people[learner], self.model.learners[learner]
        if in_model.is_member:
            if leaves < 3:
                return  # Who is away does little: it is to be rare.
            self.stage.cohort.enrolments.filter(learner=person).update(left_at=timezone.now())
        else:
            self.stage.cohort.enrol(person)
        in_model.is_member = not in_model.is_member

    @rule(days=st.sampled_from([1, 7, 30]))
    def sleep(self, days: int) -> None:
        self.now += datetime.timedelta(days=days)
        self.model.day += days
        self.sign_in()

    # What authors do.

    @rule(kind=st.sampled_from(["live", "draft", "sibling"]), first=ANY)
    def add(self, kind: str, first: int) -> None:
        live = [pk for pk, question in self.model.questions.items() if question.is_live]
        fields: dict[str, object] = {"is_draft": kind == "draft"}
        if kind == "sibling":
            if not live:
                return
            fields["sibling_of_id"] = live[first % len(live)]
        question = QuestionFactory.create(quiz=self.quiz, **fields)
        self.model.questions[question.pk] = in_the_model(question)

    @rule(which=ANY)
    def publish(self, which: int) -> None:
        drafts = [question for question in self.model.questions.values() if question.is_draft]
        if drafts:
            draft = drafts[which % len(drafts)]
            stored = Question.objects.get(pk=draft.pk)
            stored.is_draft = False
            stored.save()
            draft.is_draft = False

    @rule(which=ANY)
    def retire(self, which: int) -> None:
        asked = [question.pk for question in self.model.questions.values() if question.is_asked]
        if asked:
            pk = asked[which % len(asked)]
            Question.objects.get(pk=pk).retire()
            self.model.retire(pk)

    # What holds after each step.

    def learn(self) -> list[tuple[Any, ...]]:
        """The attempts as stored; the model takes from them their numbers in the database."""
        stored = rows(ATTEMPTS, self.quiz.pk)
        for learner, number, *_columns, pk, _asks in stored:
            attempts = self.model.learners[self.place(learner)].attempts
            if number <= len(attempts):
                attempts[number - 1].pk = pk
        return stored

    def place(self, learner: int) -> int:
        return [person.pk for person in self.people].index(learner)

    @invariant()
    def attempts_are_those_of_the_model(self) -> None:
        stored = [
            (self.place(learner), *columns, sorted(asks))
            for learner, *columns, _pk, asks in self.learn()
        ]
        assert stored == [
            (place, *columns_of(attempt))
            for place, learner in enumerate(self.model.learners)
            for attempt in learner.attempts
        ]

    @invariant()
    def answers_are_those_of_the_model(self) -> None:
        stored = {row[0]: row for row in rows(ANSWERS, self.quiz.pk)}
        assert self.kept.items() <= stored.items(), "An answer was changed or deleted."
        self.kept = stored
        assert sorted((self.place(row[1]), *row[2:7]) for row in stored.values()) == sorted(
            (place, attempt.number, given.question, given.option, given.ordinal, given.is_right)
            for place, learner in enumerate(self.model.learners)
            for attempt in learner.attempts
            for given in attempt.answers
        )
        assert rows(BROKEN) == []

    @invariant()
    def boxes_are_those_of_the_model(self) -> None:
        """Which questions were missed, which are due, and when each comes back."""
        for person, learner in zip(self.people, self.model.learners, strict=True):
            if learner.attempts and learner.attempts[0].is_finished:
                boxes = sheet_of(self.quiz, person).boxes
                assert {*boxes.missed} == self.model.missed(learner)
                assert {*boxes.due} == self.model.due(learner)
                days = {pk: card.due_on for pk, card in boxes.cards.items() if card.due_on}
                assert self.model.days(learner) == {
                    pk: (day - FIRST_DAY).days for pk, day in days.items()
                }

    @invariant()
    def sheets_and_states_are_those_of_the_model(self) -> None:
        for person, learner in zip(self.people, self.model.learners, strict=True):
            sheet, current = sheet_of(self.quiz, person), learner.current
            assert sheet.may_be_read == learner.is_member
            assert (sheet.number, sheet.score) == (current.number, current.score)
            assert {q.pk for q in sheet.questions} == {*self.model.shown(current)}
            if current.number > 1:
                record = learner.attempts[0]
                assert sheet.record is not None
                assert (sheet.record.score, sheet.record.total) == (
                    record.score,
                    len(record.firsts),
                )
            if learner.is_member:
                (step,) = standing(self.quiz.module.course, person).steps
                assert step.state == self.model.state(learner)


def columns_of(attempt: ModelAttempt) -> tuple[object, ...]:
    asks = sorted(attempt.asks)
    return attempt.number, attempt.scope, attempt.is_finished, attempt.is_stopped, asks


@pytest.mark.django_db
@pytest.mark.parametrize("part", first(1, range(PARTS)))
def test_any_order_of_what_learners_and_authors_do(part: int) -> None:
    Answering.stage = Stage.make()
    # Derandomized, as Hypothesis is in CI, all the parts would be the same.
    is_same_always = part == 0 and settings().derandomize
    of_part = settings(max_examples=RUNS, stateful_step_count=STEPS, derandomize=is_same_always)
    run_state_machine_as_test(Answering, settings=of_part)
