"""After a cohort's last day answers are taken, and its reports count only what came before."""

import datetime
import json

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.days import start_of
from courses.models import Cohort
from progress.models import Diagnosis, LessonRead, LessonVisit, Rating
from quizzes.models import Answer, Attempt, Quiz
from tests.factories import CohortFactory, SelfDiagnosisFactory, UserFactory, make_quiz, right
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
LAST_DAY = datetime.date(2026, 5, 1)
LAST_MOMENT = datetime.datetime(2026, 5, 1, 23, 59, 59, 999999, ZONE)
TOO_LATE = datetime.datetime(2026, 5, 2, 0, 0, 0, 0, ZONE)


def work(learner: User, quiz: Quiz, at: datetime.datetime) -> None:
    """Read, answer and diagnose, all at one moment."""
    for lesson in quiz.module.lessons.all():
        LessonRead.objects.create(learner=learner, lesson=lesson, read_at=at)
        LessonVisit.objects.create(learner=learner, lesson=lesson, visited_at=at)
    attempt = Attempt.objects.create(quiz=quiz, learner=learner, started_at=at)
    for question in quiz.questions.all():
        answer = Answer(attempt=attempt, question=question, option=right(question), ordinal=1)
        answer.is_correct, answer.answered_at = True, at
        answer.save()
    page = quiz.module.self_diagnosis
    diagnosis = Diagnosis.objects.create(self_diagnosis=page, learner=learner, taken_at=at)
    for level in page.levels.all():
        Rating.objects.create(diagnosis=diagnosis, level=level, rating="on-my-own", evidence="글")


@pytest.fixture
def quiz() -> Quiz:
    quiz = make_quiz(questions=1)
    SelfDiagnosisFactory.create(after=quiz.module, slug="levels")
    return quiz


@pytest.fixture
def ended(client: Client, quiz: Quiz) -> Cohort:
    """One member worked in the last moment of its last day, one right after it."""
    start = LAST_DAY - datetime.timedelta(days=30)
    cohort = CohortFactory.create(
        course=quiz.module.course, slug="ended", starts_on=start, ends_on=LAST_DAY
    )
    for username, at in (("in-time", LAST_MOMENT), ("late", TOO_LATE)):
        learner = UserFactory.create(username=username)
        cohort.enrol(learner)
        work(learner, quiz, at)
    cohort.enrolments.update(joined_at=start_of(start))
    client.force_login(make_facilitator(cohort))
    return cohort


def tables(client: Client, address: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        client.get(f"/admin/reports/ended/{address}?format=json").content
    )["tables"]
    return found


def test_a_day_is_that_of_the_sites_clock() -> None:
    assert settings.TIME_ZONE == "Asia/Seoul"
    assert Cohort(ends_on=LAST_DAY).over_at == TOO_LATE
    assert Cohort(ends_on=None).over_at is None


def test_the_overview_counts_up_to_the_last_moment_of_the_day(
    client: Client, ended: Cohort
) -> None:
    found = tables(client, "")
    done = {row["username"]: (row["modules_complete"], row["answered"]) for row in found["members"]}
    assert done == {"in-time": (1, 1), "late": (0, 0)}
    assert [row["complete"] for row in found["modules"]] == [1]
    assert [(row["day"], row["completions"]) for row in found["days"]] == [("2026-05-01", 1)]


def test_the_quiz_counts_up_to_that_day(client: Client, ended: Cohort, quiz: Quiz) -> None:
    found = tables(client, f"quiz/{quiz.module.slug}/")
    assert [row["answered"] for row in found["items"]] == [1]
    assert {row["username"]: row["answered"] for row in found["members"]} == {
        "in-time": 1,
        "late": 0,
    }
    assert [row["answered"] for row in tables(client, "quiz/")["questions"]] == [1]


def test_self_diagnoses_count_up_to_that_day(client: Client, ended: Cohort) -> None:
    found = tables(client, "self-diagnosis/levels/")["members"]
    assert {row["username"]: row["level_reached"] for row in found} == {"in-time": 6, "late": None}


def test_the_page_of_a_person_tells_of_that_time(client: Client, ended: Cohort) -> None:
    for username, kinds in (
        ("in-time", ["joined", "read", "answered", "finished", "diagnosed"]),
        ("late", ["joined"]),
    ):
        pk = User.objects.get(username=username).pk
        person = client.get(f"/admin/reports/ended/people/{pk}/").context["person"]
        assert sorted(event.kind for event in person.events) == sorted(kinds)


def test_the_meeting_counts_up_to_that_day(client: Client, ended: Cohort) -> None:
    assert client.get("/admin/reports/ended/meeting/").context["meeting"].answered == 1


def test_a_later_cohort_is_compared_with_what_each_did_in_its_time(
    client: Client, ended: Cohort, quiz: Quiz
) -> None:
    later = CohortFactory.create(
        course=ended.course, slug="later", starts_on=LAST_DAY + datetime.timedelta(days=1)
    )
    later.facilitators.add(*ended.facilitators.all())
    rows = client.get("/admin/reports/later/compare/").context["found"].rows
    assert [(row.now.total, row.before.total) for row in rows] == [(0, 1)]
    for username in ("in-time", "late"):
        later.enrol(User.objects.get(username=username))
    later.enrolments.update(joined_at=TOO_LATE)
    rows = client.get("/admin/reports/later/compare/").context["found"].rows
    assert [(row.now.total, row.before.total) for row in rows] == [(1, 1)]


def test_it_is_said_on_pages_of_cohorts_that_have_ended_alone(
    client: Client, ended: Cohort
) -> None:
    sentence = "이 기수는 2026년 5월 1일에 끝났습니다. 그날까지 한 일만 셉니다."
    for address in ("", "quiz/", "self-diagnosis/", "compare/", "meeting/"):
        assert sentence in client.get(f"/admin/reports/ended/{address}").content.decode()
    ended.ends_on = timezone.localdate()
    ended.save()
    assert "그날까지 한 일만" not in client.get("/admin/reports/ended/").content.decode()
    assert tables(client, "")["modules"][0]["complete"] == 2
