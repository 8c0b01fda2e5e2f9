"""A facilitator's first page says of each cohort what its overview says, and of one what to do."""

import datetime
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AccessRecord, User
from cohorts.models import MeetingDay, TargetDate
from courses.days import start_of_day_ago
from courses.models import Cohort, Course
from progress.counted import Counted
from progress.models import Diagnosis, LessonVisit
from reports.home import MOST_NAMES, WEEK, Home
from reports.meeting import Meeting
from reports.overview import Overview, Selection
from tests.answering import make_answered
from tests.factories import CohortFactory, CourseFactory, SelfDiagnosisFactory, UserFactory
from tests.histories import History, make_module
from tests.reports.conftest import make_facilitator
from tests.tables import first

pytestmark = pytest.mark.django_db


@pytest.fixture
def courses() -> Iterator[list[Course]]:
    """Two, each with a self-diagnosis; they may come to have modules with nothing in them."""
    courses = CourseFactory.create_batch(2)
    for course in courses:
        SelfDiagnosisFactory.create(after=make_module(course, lessons=1, questions=1))
    yield courses
    for course in courses:
        course.modules.update(is_published=False)


def overview_of(cohort: Cohort, state: str = "") -> Overview:
    modules = list(cohort.course.modules.filter(is_published=True).order_by("position"))
    people = Counted.people_of(cohort)
    return Overview.of(people, modules, Selection(state=state), None)


def test_whoever_took_a_self_diagnosis_alone_has_started(courses: list[Course]) -> None:
    cohort = CohortFactory.create(course=courses[0])
    learner = UserFactory.create()
    cohort.enrol(learner)
    page = courses[0].self_diagnoses.get()
    Diagnosis.objects.create(learner=learner, self_diagnosis=page)

    (now,) = Home.of(make_facilitator(cohort)).cohorts
    assert (now.people, now.active, now.states) == (1, 1, {"active": 1})
    assert overview_of(cohort).states == {"active": 1}


@pytest.mark.parametrize("seed", first(2, range(150)))
def test_the_first_page_and_the_overview_agree_whatever_happened(
    courses: list[Course], seed: int
) -> None:
    rng = random.Random(seed)
    cohorts = [CohortFactory.create(course=rng.choice(courses)) for _ in range(3)]
    cohorts[0].ends_on = timezone.localdate()
    cohorts[0].save()
    for learner in UserFactory.create_batch(4):
        for cohort in rng.sample(cohorts, rng.randint(1, 3)):
            cohort.enrol(learner)
        _live_through(rng, courses, learner)
    for module in rng.sample([*courses[0].modules.all()], k=1):
        module.is_published = False
        module.save()

    week = start_of_day_ago(WEEK - 1)
    for now in Home.of(make_facilitator(*cohorts)).cohorts:
        overview = overview_of(now.cohort)
        active_at = [member.active_at for member in overview.members]
        assert now.states == overview.states
        assert now.active == sum(at is not None and at >= week for at in active_at)
        for group in now.behind:
            listed = {(member.learner, member.done) for member, _why in group.members}
            members = overview_of(now.cohort, group.reason).members
            assert listed == {(member.learner, member.done + member.earlier) for member in members}
        days = [people for day, people in overview.days if day >= now.since]
        assert now.completions == sum(days)


def _live_through(rng: random.Random, courses: list[Course], learner: User) -> None:
    """Some learners do nothing, some only in one course, some long ago."""
    for course in courses:
        History(rng, course, learner).go(steps=rng.choice([0, 1, 2, 12]))
    if rng.random() < 0.3:
        long_ago = timezone.now() - datetime.timedelta(days=rng.randint(6, 20))
        learner.visits.update(visited_at=long_ago)
        learner.diagnoses.update(taken_at=long_ago)


def days_ago(days: int) -> datetime.datetime:
    """Noon of that day: so that no test ends on another."""
    return start_of_day_ago(days) + datetime.timedelta(hours=12)


def make_member(cohort: Cohort, name: str, *, active: int | None) -> User:
    """One who has visited the first section and did nothing since."""
    learner = UserFactory.create(name=name)
    cohort.enrol(learner)
    cohort.enrolments.filter(learner=learner).update(joined_at=days_ago(60))
    if active is not None:
        lesson = cohort.course.modules.earliest("position").lessons.earliest("position")
        LessonVisit.objects.create(learner=learner, lesson=lesson, visited_at=days_ago(active))
    return learner


@pytest.mark.parametrize(
    ("met", "new"),
    [
        (None, ["은"]),  # then it is a week: who stood still up to 21 days ago had not stalled yet
        (3, ["은"]),
        (10, ["은", "가"]),
    ],
)
def test_who_is_behind_is_named_with_why_and_who_is_newly_so_first(
    courses: list[Course], met: int | None, new: list[str]
) -> None:
    cohort = CohortFactory.create(course=courses[0])
    for name, active in (("은", 16), ("가", 23), ("나", 40), ("다", 2), ("라", None)):
        make_member(cohort, name, active=active)
    if met:
        MeetingDay.objects.create(cohort=cohort, day=days_ago(met).date())

    home = Home.of(make_facilitator(cohort))
    assert home.shown is not None
    stalled, not_started = home.shown.behind
    assert (stalled.reason, stalled.people, stalled.unnamed) == ("stalled", 3, 0)
    named = [(member.name, why) for member, why in stalled.members]
    others = [pair for pair in (("나", 40), ("가", 23)) if pair[0] not in new]
    assert sorted(named[: len(new)]) == sorted(
        (name, f"{days}일째 쉼 · 모듈 1개 가운데 0개 완료")
        for name, days in (("은", 16), ("가", 23))
        if name in new
    )
    assert [name for name, _why in named[len(new) :]] == [name for name, _days in others]
    assert {member.name for member, _why in stalled.members if member.is_new} == set(new)
    assert home.shown.newly_stalled == len(new)
    assert [member.name for member, _why in not_started.members] == ["라"]
    assert home.learners == [member.learner for member in home.shown.listed]


def test_with_a_plan_who_is_under_way_and_late_is_named_too(courses: list[Course]) -> None:
    cohort = CohortFactory.create(course=courses[0], starts_on=days_ago(60).date())
    make_member(cohort, "가", active=2)
    module = courses[0].modules.get()
    assert Home.of(make_facilitator(cohort)).cohorts[0].behind == []

    TargetDate.objects.create(cohort=cohort, module=module, day=days_ago(1).date())
    (now,) = Home.of(make_facilitator(cohort)).cohorts
    (late,) = now.behind
    assert (late.reason, late.people) == ("late", 1)
    assert late.members[0][1] == "모듈 1개 가운데 0개 완료 · 모듈 1개 늦음"
    assert ("late", "계획보다 늦음", 1) in now.tiles


def test_only_so_many_are_named_and_the_others_counted(courses: list[Course]) -> None:
    cohort = CohortFactory.create(course=courses[0])
    for at in range(MOST_NAMES + 2):
        make_member(cohort, f"이름{at}", active=None)
    (now,) = Home.of(make_facilitator(cohort)).cohorts
    (not_started,) = now.behind
    assert len(not_started.members) == MOST_NAMES
    assert (not_started.people, not_started.unnamed) == (MOST_NAMES + 2, 2)


def test_another_cohort_is_shown_whole_when_it_is_asked_for(courses: list[Course]) -> None:
    first_cohort, other = (CohortFactory.create(course=courses[0], name=name) for name in "가나")
    facilitator = make_facilitator(first_cohort, other)
    stranger = CohortFactory.create(course=courses[0])
    for slug, shown in ((other.slug, other), (stranger.slug, first_cohort), ("", first_cohort)):
        home = Home.of(facilitator, slug)
        assert home.shown is not None
        assert home.shown.cohort == shown
        assert {now.cohort for now in home.others} == {first_cohort, other} - {shown}


def test_a_misconception_is_new_until_it_was_there_at_the_last_meeting() -> None:
    cohort, _quiz, _people = make_answered([[[0, 1]]] * 20, questions=1)
    facilitator = make_facilitator(cohort)
    home = Home.of(facilitator)
    ((finding, is_new),) = home.questions[0].findings
    assert (finding.kind, finding.sure, is_new) == ("misconception", True, True)
    assert home.meeting is not None
    assert [item.first_answered_before().answered for item in home.meeting.items] == [0]

    # As if the meeting were still to come when all had answered.
    counted = Counted.of(cohort)
    meeting = Meeting.of(counted, home.meeting.module, counted, before=days_ago(-1))
    same = replace(home, meeting=meeting)
    assert [is_new for _finding, is_new in same.questions[0].findings] == [False]


def test_the_questions_are_those_of_the_sheet_for_the_meeting(client: Client) -> None:
    cohort, _quiz, _people = make_answered([[[0, 1], [1], [2, 1], [1]]] * 8, questions=4)
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    sheet = client.get(f"/admin/reports/{cohort.slug}/meeting/").context["meeting"]
    home = Home.of(facilitator)
    assert home.meeting is not None
    assert home.meeting.module == sheet.module
    assert [question.topic.item.question for question in home.questions] == [
        topic.item.question for topic in sheet.topics
    ]


def test_whoever_is_named_is_written_down(client: Client, courses: list[Course]) -> None:
    cohort = CohortFactory.create(course=courses[0])
    stalled = make_member(cohort, "가", active=30)
    make_member(cohort, "나", active=1)
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    assert client.get("/admin/").status_code == 200
    assert list(
        AccessRecord.objects.filter(whose__len__gt=0, act__in=["viewed", "downloaded"]).values_list(
            "account", "whose", "what"
        )
    ) == [(facilitator.pk, [stalled.pk], "/admin/")]


def test_it_asks_at_most_twelve_times_however_many_cohorts_and_members(
    courses: list[Course], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    facilitator = make_facilitator()
    for cohorts, members in ((1, 1), (4, 6)):
        for _ in range(cohorts):
            cohort = CohortFactory.create(course=courses[0])
            cohort.facilitators.add(facilitator)
            for name in "가나다라마바"[:members]:
                make_member(cohort, name, active=20)
        with django_assert_max_num_queries(12):
            assert Home.of(facilitator).meeting is not None
