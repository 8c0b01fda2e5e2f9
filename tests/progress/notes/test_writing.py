"""A note of one's own at a section: written, kept, and seen by nobody else."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Cohort, Lesson
from progress import pieces
from progress.models import NOTE_LENGTH, FormOnPage, LessonNote
from tests.factories import (
    LessonFactory,
    UserFactory,
    make_author,
)
from tests.progress.notes.steps import HTMX, WORDS, address, field, keep, page
from tests.progress.test_kept_pages import strings_in
from tests.reports.conftest import make_facilitator
from tests.tables import every
from tests.test_caching import learners_pages
from tests.test_permissions import admin_pages, of_cohort

pytestmark = pytest.mark.django_db


def test_it_is_kept_as_it_is_typed_and_stands_open_at_its_section(
    client: Client, member: User, lesson: Lesson
) -> None:
    other = LessonFactory.create(module=lesson.module)
    response = client.post(address(lesson), {"text": f"\n{WORDS} <b>&\n둘째 줄"}, headers=HTMX)

    assert re.fullmatch(r"\s*오(전|후) \d\d?:\d\d에 저장했습니다\s*", response.content.decode())
    html = page(client, lesson)
    assert field(html, lesson) == f"{WORDS} <b>&\n둘째 줄"
    assert f'id="{lesson.slug}-note" open>' in html
    assert field(html, other) == ""
    assert f'id="{other.slug}-note">' in html


def test_without_a_script_it_is_sent_and_leads_back_to_its_section(
    client: Client, member: User, lesson: Lesson
) -> None:
    response = client.post(address(lesson), {"text": WORDS})

    assert response.status_code == 303
    assert response["Location"] == f"{lesson.module.get_absolute_url()}#{lesson.slug}-note"
    assert field(page(client, lesson), lesson) == WORDS


@pytest.mark.parametrize("nothing", ["", " \n\t", "\u3164", "\0"])
def test_one_without_words_is_deleted(
    client: Client, member: User, lesson: Lesson, nothing: str
) -> None:
    keep(client, lesson, WORDS)

    assert keep(client, lesson, nothing) == 200

    assert not LessonNote.objects.exists()
    assert keep(client, lesson, nothing) == 200
    assert f'id="{lesson.slug}-note">' in page(client, lesson)


def test_letters_are_counted_as_in_the_field(client: Client, member: User, lesson: Lesson) -> None:
    most = "가\r\n" * (NOTE_LENGTH // 2 - 1) + "각각"
    assert keep(client, lesson, most) == 200
    assert len(LessonNote.objects.get().text) == NOTE_LENGTH
    assert f'data-limit="{NOTE_LENGTH}"' in page(client, lesson)
    # As a Mac sends it, in pieces.
    assert keep(client, lesson, "\u1100\u1161" * NOTE_LENGTH) == 200
    assert LessonNote.objects.get().text == "가" * NOTE_LENGTH


def test_one_too_long_is_told_so_and_given_back(
    client: Client, member: User, lesson: Lesson
) -> None:
    keep(client, lesson, WORDS)
    longer = "가" * NOTE_LENGTH + "\n나"

    response = client.post(address(lesson), {"text": longer}, headers=HTMX)
    assert response.status_code == 400
    assert "data-note" in response.content.decode()
    assert "지금은 2,002자라서" in response.content.decode()

    response = client.post(address(lesson), {"text": longer})
    assert response.status_code == 400
    html = response.content.decode()
    assert field(html, lesson) == longer
    assert "지금은 2,002자라서" in html
    assert "<title>오류:" in html
    assert LessonNote.objects.get().text == WORDS


@pytest.mark.parametrize("text", ["", " ", "가" * (NOTE_LENGTH + 1)])
def test_the_database_keeps_neither_too_much_nor_nothing(lesson: Lesson, text: str) -> None:
    with pytest.raises(IntegrityError, match="lesson_note_"), transaction.atomic():
        LessonNote.at(lesson, learner=UserFactory.create(), text=text).save()


def test_there_is_one_at_a_section(lesson: Lesson, member: User) -> None:
    LessonNote.at(lesson, learner=member, text="하나").save()
    with pytest.raises(IntegrityError, match="lesson_note_once"), transaction.atomic():
        LessonNote.at(lesson, learner=member, text="둘").save()


def test_who_may_write(client: Client, lesson: Lesson) -> None:
    assert client.post(address(lesson), {"text": ""}).status_code == 302
    client.force_login(UserFactory.create())
    assert keep(client, lesson, WORDS) == 404
    assert client.get(address(lesson)).status_code == 405
    assert client.post("/progress/notes/").status_code == 405
    assert client.get("/progress/notes/1/delete/").status_code == 405
    assert not LessonNote.objects.exists()


def test_a_module_takes_no_query_more_for_notes(
    client: Client,
    member: User,
    lesson: Lesson,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page(client, lesson)
    for at in (lesson, LessonFactory.create(module=lesson.module)):
        keep(client, at, WORDS)
    page(client, lesson)
    with django_assert_num_queries(3):
        assert page(client, lesson).count(f"\n{WORDS}</textarea>") == 2


def test_nobody_else_sees_it_on_any_page(client: Client, cohort: Cohort) -> None:
    writer, other = (enrolment.learner for enrolment in cohort.enrolments.order_by("pk"))
    lesson = Lesson.objects.earliest("pk")
    LessonNote.objects.keep(writer, lesson, WORDS, FormOnPage(uuid.uuid4()))
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    addresses = list(learners_pages(cohort).values())
    of_staff = [address for _page, address, _who in admin_pages(cohort)]
    of_staff += [
        *of_cohort(cohort, superuser).values(),
        f"/admin/courses/lesson/{lesson.pk}/delete/",
    ]

    def shows_it(at: str) -> bool:
        response = client.get(at)
        return WORDS in b"".join(response).decode(errors="replace")

    client.force_login(writer)
    assert [at for at in addresses if shows_it(at)] == [
        "/progress/notes/",
        lesson.module.get_absolute_url(),
    ]
    everybody = [superuser, make_facilitator(cohort), other, make_author()]
    for person in every(len(everybody), everybody):
        client.force_login(person)
        for at in every(4, addresses + (of_staff if person.is_staff else [])):
            assert not shows_it(at), at
    assert not [text for text in strings_in(pieces.KEPT, set()) if WORDS in text]
