"""Erasing a person on request: who they were goes, what is counted stays."""

import uuid

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.test import Client

from accounts.models import User
from cohorts.models import MemberNote, Notice, NoticeRecipient
from courses.models import Cohort, Lesson
from progress.models import ChecklistTick, DiagnosisDraft, FormOnPage, LessonNote, Rating
from quizzes.models import Answer
from tests.factories import CohortFactory
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import EVIDENCE, make_study_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return make_study_group(make_course(modules=1), members=3)


@pytest.fixture
def person(cohort: Cohort) -> User:
    person: User = cohort.enrolments.earliest("pk").learner
    person.email = "person@example.kr"
    person.save()
    return person


def erase(client: Client, cohort: Cohort, person: User, typed: str) -> int:
    address = f"/admin/reports/{cohort.slug}/people/{person.pk}/erase/"
    return client.post(address, {"username": typed}).status_code


def test_names_and_texts_go_and_counts_stay(client: Client, cohort: Cohort, person: User) -> None:
    page = cohort.course.self_diagnoses.get()
    DiagnosisDraft.objects.keep(person, page, {"evidence-1": "쓰던 글"}, FormOnPage(uuid.uuid4()))
    lesson = Lesson.objects.earliest("pk")
    LessonNote.objects.keep(person, lesson, "내 메모", FormOnPage(uuid.uuid4()))
    ChecklistTick.objects.change(person, lesson, {"0123456789ab": "물었다"}, [])
    Notice.objects.send(
        cohort, person, "모두에게", cohort.enrolments.values_list("learner", flat=True)
    )
    MemberNote.objects.create(cohort=cohort, learner=person, text="11/12 전화함")
    for named in (person, cohort.enrolments.get(learner=person)):
        LogEntry.objects.log_actions(person.pk, [named], CHANGE, single_object=True)
    Rating.objects.filter(diagnosis__learner=person).update(rating="on-my-own", evidence=EVIDENCE)
    answers, ratings = Answer.objects.count(), Rating.objects.count()
    name, username = person.name, person.username
    signed_in = Client()
    signed_in.force_login(person)
    client.force_login(make_facilitator(cohort))

    assert erase(client, cohort, person, username) == 303

    person.refresh_from_db()
    assert name not in str(person)
    assert username not in person.username
    assert (person.email, person.is_active) == ("", False)
    assert not person.has_usable_password()
    assert signed_in.get("/").status_code == 302
    assert (Answer.objects.count(), Rating.objects.count()) == (answers, ratings)
    assert not Rating.objects.filter(diagnosis__learner=person, evidence=EVIDENCE).exists()
    for model in (DiagnosisDraft, LessonNote, ChecklistTick, MemberNote):
        assert not model._default_manager.exists()
    assert not NoticeRecipient.objects.filter(learner=person).exists()
    assert NoticeRecipient.objects.count() == 2
    noted = LogEntry.objects.values_list("object_repr", flat=True)
    assert len(noted) == 2
    assert not [text for text in noted if name in text]
    html = client.get(f"/admin/reports/{cohort.slug}/").content.decode()
    assert name not in html
    assert str(person) in html


def test_a_mistyped_username_erases_nobody(client: Client, cohort: Cohort, person: User) -> None:
    client.force_login(make_facilitator(cohort))
    assert erase(client, cohort, person, "somebody else") == 400
    person.refresh_from_db()
    assert person.is_active


def test_who_is_in_anothers_cohort_too_is_left_to_an_administrator(
    client: Client, cohort: Cohort, person: User
) -> None:
    CohortFactory.create().enrol(person)
    client.force_login(make_facilitator(cohort))
    assert erase(client, cohort, person, person.username) == 403
    person.refresh_from_db()
    assert person.is_active
