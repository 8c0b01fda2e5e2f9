"""A day is a day of the site's calendar: from midnight on, wherever something is told in days."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from cohorts.slips import last_whole_day
from courses.days import start_of
from courses.models import Cohort
from progress.counted import Counted
from progress.models import LessonRead, LessonVisit
from quizzes.models import Attempt, Quiz
from quizzes.repetition import Card
from reports.home import Home
from reports.meeting import module_under_way
from reports.overview import Overview, Selection
from tests.factories import CohortFactory, UserFactory, make_quiz, right, wrong
from tests.reports.conftest import make_facilitator
from tests.tables import first

pytestmark = pytest.mark.django_db
# In New York clocks are put back on 1 November and forward on 8 March 2026.
ZONES = ["Asia/Seoul", "UTC", "America/New_York"]
EVENINGS = ["2026-11-25 22:00", "2026-11-25 00:30", "2026-11-25 23:59", "2026-10-31 23:59"]
EVENINGS += ["2026-03-07 22:00", "2026-03-08 00:30"]


class Clock:
    """The site's clock, to be set to a moment where its people are."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
        self._monkeypatch, self.zone = monkeypatch, ZoneInfo(zone)

    def at(self, local: str | datetime.datetime) -> datetime.datetime:
        if isinstance(local, str):
            local = datetime.datetime.fromisoformat(local)
        return local.replace(tzinfo=self.zone).astimezone(datetime.UTC)

    def set(self, local: str | datetime.datetime) -> None:
        moment = self.at(local)
        self._monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


@pytest.fixture(params=ZONES)
def clock(
    request: pytest.FixtureRequest, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Clock:
    settings.TIME_ZONE = request.param
    return Clock(monkeypatch, request.param)


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=2)


@pytest.fixture
def cohort(quiz: Quiz) -> Cohort:
    return CohortFactory.create(course=quiz.module.course)


@pytest.fixture
def member(cohort: Cohort) -> User:
    member = UserFactory.create()
    cohort.enrol(member)
    cohort.enrolments.update(joined_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    return member


def miss_one_and_finish(quiz: Quiz, member: User, at: datetime.datetime) -> None:
    attempt = Attempt.objects.create(quiz=quiz, learner=member, started_at=at)
    missed, other = quiz.questions.all()
    for option, ordinal in ((wrong(missed), 1), (right(missed), 2), (right(other), 1)):
        attempt.answers.create(
            question=option.question,
            option=option,
            ordinal=ordinal,
            is_correct=option.is_correct,
            answered_at=at,
        )


def day_of(local: str) -> datetime.date:
    return datetime.datetime.fromisoformat(local).date()


def midnight(day: datetime.date, days: int) -> datetime.datetime:
    """The beginning of the day so many days later, as the clock on the wall shows it."""
    return datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time())


MINUTE = datetime.timedelta(minutes=1)


@pytest.mark.parametrize("evening", EVENINGS)
def test_what_was_missed_comes_back_with_the_next_days_of_the_calendar(
    clock: Clock, evening: str
) -> None:
    day, card = day_of(evening), Card()
    card.answered(clock.at(evening), is_right=False)
    assert card.due_on == day + datetime.timedelta(days=1)

    card.answered(clock.at(midnight(day, 1) - MINUTE), is_right=True)
    assert card.due_on == day + datetime.timedelta(days=1)  # too early moves nothing
    card.answered(clock.at(midnight(day, 1)), is_right=True)
    assert card.due_on == day + datetime.timedelta(days=8)
    card.answered(clock.at(midnight(day, 8)), is_right=True)
    assert card.due_on == day + datetime.timedelta(days=38)


@pytest.mark.parametrize("evening", first(1, EVENINGS))
@pytest.mark.parametrize("is_due", [False, True])
def test_it_is_due_from_midnight_on_in_every_place(
    client: Client, clock: Clock, quiz: Quiz, member: User, evening: str, is_due: bool
) -> None:
    miss_one_and_finish(quiz, member, clock.at(evening))
    tomorrow = midnight(day_of(evening), 1)
    clock.set(tomorrow if is_due else tomorrow - MINUTE)
    client.force_login(member)

    page = client.get(quiz.module.get_absolute_url()).content.decode()
    assert ("다시 볼 문제 1개" in page) == is_due
    back_on = f"{tomorrow.year}년 {tomorrow.month}월 {tomorrow.day}일에 다시 나옵니다"
    assert (back_on in page) != is_due
    for address in ("/", "/progress/"):
        assert ("1문제 복습하기" in client.get(address).content.decode()) == is_due
    client.post(reverse("quizzes:practice", args=[quiz.pk]), {"scope": "due"})
    assert Attempt.objects.filter(scope="due").exists() == is_due


@pytest.mark.parametrize("day", ["2026-11-25", "2026-10-31", "2026-11-01", "2026-03-08"])
def test_a_cohort_runs_from_the_start_of_its_first_to_the_end_of_its_last_day(
    clock: Clock, quiz: Quiz, cohort: Cohort, member: User, day: str
) -> None:
    cohort.starts_on = cohort.ends_on = datetime.date.fromisoformat(day)
    cohort.save()
    start, end = midnight(cohort.starts_on, 0), midnight(cohort.starts_on, 1)
    for now, begins_later, has_ended in (
        (start - MINUTE, True, False),
        (start, False, False),
        (end - MINUTE, False, False),
        (end, False, True),
    ):
        clock.set(now)
        assert (cohort.begins_later, cohort.has_ended) == (begins_later, has_ended)
        is_open = Cohort.objects.open_to(member).exists()
        assert is_open != begins_later
    assert cohort.over_at == clock.at(end)


def overview_of(cohort: Cohort) -> Overview:
    modules = list(cohort.course.modules.all())
    return Overview.of(Counted.of(cohort), modules, Selection(), None)


@pytest.mark.parametrize("now", first(1, EVENINGS[::-1]))
@pytest.mark.parametrize(("days_ago", "state"), [(14, "active"), (15, "stalled")])
def test_who_did_nothing_for_more_than_14_days_has_stalled(
    clock: Clock, quiz: Quiz, cohort: Cohort, member: User, now: str, days_ago: int, state: str
) -> None:
    lesson = quiz.module.lessons.get()
    clock.set(now)
    # The first and the last minute of that day.
    for visited in (midnight(day_of(now), -days_ago), midnight(day_of(now), 1 - days_ago) - MINUTE):
        LessonVisit.objects.all().delete()
        LessonVisit.objects.create(learner=member, lesson=lesson, visited_at=clock.at(visited))
        assert overview_of(cohort).states == {state: 1}


@pytest.mark.parametrize("now", first(1, EVENINGS[::-1]))
@pytest.mark.parametrize(("days_ago", "active"), [(6, 1), (7, 0)])
def test_the_last_7_days_are_today_and_six_before(
    clock: Clock, quiz: Quiz, cohort: Cohort, member: User, now: str, days_ago: int, active: int
) -> None:
    clock.set(now)
    lesson, facilitator = quiz.module.lessons.get(), make_facilitator(cohort)
    for visited in (midnight(day_of(now), -days_ago), midnight(day_of(now), 1 - days_ago) - MINUTE):
        LessonVisit.objects.all().delete()
        LessonVisit.objects.create(learner=member, lesson=lesson, visited_at=clock.at(visited))
        (cohort_now,) = Home.of(facilitator).cohorts
        assert cohort_now.active == active


def test_the_last_two_weeks_are_whole_days(
    clock: Clock, quiz: Quiz, cohort: Cohort, member: User
) -> None:
    later = make_quiz(questions=2)
    later.module.course, later.module.position = cohort.course, 2
    later.module.save()
    clock.set("2026-11-25 23:59")
    miss_one_and_finish(quiz, member, clock.at("2026-11-12 00:00"))
    miss_one_and_finish(later, member, clock.at("2026-11-11 23:59"))

    assert module_under_way(Counted.of(cohort), [quiz.module, later.module]) == quiz.module


@pytest.mark.parametrize("evening", EVENINGS)
def test_modules_are_completed_on_the_day_where_people_are(
    clock: Clock, quiz: Quiz, cohort: Cohort, member: User, evening: str
) -> None:
    at = clock.at(evening)
    miss_one_and_finish(quiz, member, at)
    LessonRead.objects.create(learner=member, lesson=quiz.module.lessons.get(), read_at=at)

    assert overview_of(cohort).days == [(day_of(evening), 1)]


@pytest.mark.parametrize("made", EVENINGS)
def test_links_of_a_roster_work_on_the_whole_of_the_last_day_that_is_told(
    clock: Clock, settings: Settings, made: str
) -> None:
    settings.PASSWORD_RESET_TIMEOUT = 14 * 24 * 3600
    last_day = last_whole_day(clock.at(made))

    ends = clock.at(made) + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    day = datetime.timedelta(days=1)
    assert start_of(last_day + day) <= ends < start_of(last_day + 2 * day)
