"""Every way to change, publish or take what is here stands in the access record."""

import getpass
import io
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from accounts.access.noted import NotesChanges
from accounts.first_superuser.models import new_link
from accounts.models import AccessRecord, AccountNotice, User
from courses.models import Cohort, Course
from quizzes.models import Quiz
from tests.access import noted
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    CourseFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    make_author,
    make_quiz,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client: Client) -> User:
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(superuser)
    return superuser


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


@pytest.fixture
def quiz(author: User) -> Quiz:
    quiz = make_quiz(questions=1)
    LessonFactory.create(module=quiz.module)
    return quiz


def test_every_form_of_the_admin_notes_what_it_changes() -> None:
    others = [
        type(of_model)
        for of_model in admin.site._registry.values()
        if not isinstance(of_model, NotesChanges)
    ]
    assert others == []


def test_a_changed_group_stands_in_it(client: Client, superuser: User) -> None:
    group = Group.objects.create(name="Readers")
    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Guests"})
    client.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})
    what = f"auth.group {group.pk}"
    assert noted("changed", "deleted") == [(superuser.pk, [], what), (superuser.pk, [], what)]


def test_who_looks_at_accounts_stands_in_it(client: Client, superuser: User) -> None:
    person = UserFactory.create(name="김하나")
    client.get("/admin/accounts/user/?q=김하나")
    client.get(f"/admin/accounts/user/{person.pk}/change/")
    assert noted() == [
        (superuser.pk, [person.pk], "/admin/accounts/user/"),
        (superuser.pk, [person.pk], f"/admin/accounts/user/{person.pk}/change/"),
    ]


def test_a_module_that_goes_out_stands_in_it(client: Client, author: User, quiz: Quiz) -> None:
    module = quiz.module
    page = f"/admin/courses/module/{module.pk}/publish/"
    client.post(page, {"withdraw": "on"})
    assert noted("published") == []
    client.post(page, {"publish": "on"})
    assert noted("published") == [(author.pk, [], f"courses.module {module.pk}")]


def test_drafts_that_are_asked_stand_in_it(client: Client, author: User, quiz: Quiz) -> None:
    page = f"/admin/quizzes/quiz/{quiz.pk}/explanations/"
    client.post(page)
    assert noted("published") == []
    QuestionFactory.create(quiz=quiz, is_draft=True)
    client.post(page)
    assert noted("published") == [(author.pk, [], f"quizzes.quiz {quiz.pk}: 1")]


def test_a_course_that_is_opened_stands_in_it(client: Client, author: User) -> None:
    course = CourseFactory.create(is_published=False)
    form = form_of(client, course)
    client.post(address(course), {**form, "title": "다른 제목"})
    assert noted("published") == []
    form = form_of(client, course)
    client.post(address(course), {**form, "is_published": "on"})
    assert Course.objects.get(pk=course.pk).is_published
    assert noted("published") == [(author.pk, [], f"courses.course {course.pk}")]


@pytest.mark.parametrize(
    ("path", "what", "kind"),
    [
        ("quizzes/quiz/{quiz}/export/gift/", "quizzes.quiz {quiz}", "gift"),
        ("courses/course/{course}/files/", "courses.course {course}", "zip"),
    ],
)
def test_content_that_is_taken_away_stands_in_it(
    client: Client, author: User, quiz: Quiz, path: str, what: str, kind: str
) -> None:
    numbers = {"quiz": quiz.pk, "course": quiz.module.course_id}
    assert client.get("/admin/" + path.format(**numbers)).status_code == 200
    assert noted("downloaded") == [(author.pk, [], what.format(**numbers))]
    assert AccessRecord.objects.latest("pk").format == kind


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_ones_own_data_stand_in_it(client: Client, kind: str) -> None:
    person = UserFactory.create()
    client.force_login(person)
    client.get(f"/account/data/?format={kind}")
    assert noted("downloaded") == [(person.pk, [person.pk], "/account/data/")]
    assert AccessRecord.objects.latest("pk").format == kind


def test_the_first_superusers_link_stands_in_it(client: Client) -> None:
    client.get(urlsplit(new_link()).path)
    new = "산길을-걷는-고양이-7"
    form = {"username": "boss", "name": "이두레", "password1": new, "password2": new}
    client.post("/first-superuser/", form)
    person = User.objects.get()
    assert noted("link-used") == [(person.pk, [person.pk], "first superuser")]


def test_the_code_of_a_cohort_that_is_renewed_stands_in_it(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    client.post("/admin/cohorts/spring/join/renew/")
    assert noted("changed") == [(facilitator.pk, [], f"courses.cohort {cohort.pk}: join code")]


def test_what_is_written_to_and_of_members_stands_in_it(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    learner = cohort.enrolments.earliest("pk").learner_id
    base = "/admin/reports/spring/"
    client.post(f"{base}people/{learner}/note/", {"text": "전화함"})
    note = cohort.member_notes.get()
    client.post(f"{base}people/{learner}/notes/{note.pk}/delete/")
    client.post(f"{base}notices/", {"text": "화요일에 만납니다.", "to": [learner]})
    notice = cohort.notices.get()
    client.get(f"{base}notices/{notice.pk}/")
    client.post(f"{base}notices/{notice.pk}/withdraw/")
    assert noted("added", "deleted", "viewed") == [
        (facilitator.pk, [learner], f"cohorts.membernote {note.pk}"),
        (facilitator.pk, [learner], f"cohorts.membernote {note.pk}"),
        (facilitator.pk, [learner], f"{base}notices/"),
        (facilitator.pk, [learner], f"{base}notices/{notice.pk}/"),
        (facilitator.pk, [], f"cohorts.notice {notice.pk}"),
    ]


def test_what_commands_do_with_people_stands_in_it(
    cohort: Cohort, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("이름\n김하나\n", "utf-8")
    members, about = set(cohort.enrolments.values_list("learner", flat=True)), f"{cohort.pk}"
    to = tmp_path / "rows.zip"
    quiet = io.StringIO()
    call_command("exportcohort", "spring", "--to", to, "--reason", "월간 보고", stdout=quiet)
    call_command("importroster", "spring", roster, stdout=quiet)
    person = User.objects.latest("pk")
    monkeypatch.setattr(getpass, "getpass", lambda **_: "산길을-걷는-고양이-7")
    call_command("changepassword", person.username, stdout=quiet)
    rows = AccessRecord.objects.order_by("pk")
    assert [(row.act, set(row.whose), row.what) for row in rows] == [
        ("downloaded", members, f"courses.cohort {about}"),
        ("imported", {person.pk}, f"courses.cohort {about}"),
        ("password-changed", {person.pk}, ""),
    ]
    assert {row.device for row in rows} == {"command line"}
    assert (rows[0].format, rows[0].reason) == ("zip", "월간 보고")
    assert AccountNotice.objects.get().kind == AccountNotice.Kind.PASSWORD_SET


def test_an_account_that_is_linked_stands_in_it() -> None:
    person = UserFactory.create(username="boss", is_staff=True)
    call_command("linkidentity", "boss", "header", "boss", stdout=io.StringIO())
    identity = person.external_identities.get()
    what = f"accounts.externalidentity {identity.pk}: header"
    assert noted("added") == [(None, [person.pk], what)]


def test_a_course_that_is_loaded_stands_in_it(quiz: Quiz, tmp_path: Path) -> None:
    course, quiet = quiz.module.course, io.StringIO()
    call_command("dumpcourse", course.slug, "--to", tmp_path / course.slug, stdout=quiet)
    call_command("loaddata", tmp_path / course.slug, stdout=quiet)
    assert noted("imported") == [(None, [], f"courses.course {course.pk}")]
