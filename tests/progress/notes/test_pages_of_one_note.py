"""Two pages of one note: none undoes what another wrote without having shown it."""

import re
import secrets
import uuid

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Lesson
from progress.models import FormOnPage, LessonNote, Seen
from tests.factories import (
    make_member,
)
from tests.progress.notes.steps import HTMX, WORDS, address, field, keep, opened

pytestmark = pytest.mark.django_db


def test_an_older_page_does_not_undo_what_a_newer_one_wrote(
    client: Client, member: User, lesson: Lesson
) -> None:
    older, newer = opened(client, lesson), opened(client, lesson)
    keep(client, lesson, "새 글", sequence="1", **newer)

    response = client.post(address(lesson), {"text": "옛 글", **older}, headers=HTMX)
    assert response.status_code == 409
    html = response.content.decode()
    assert "다른 화면에서 더 새로 쓰신 글이 있어" in html
    assert LessonNote.objects.get().text == "새 글"
    assert keep(client, lesson, "더 새 글", sequence="2", **newer) == 200

    (seen,) = re.findall(r'data-overtake="(.*?)"', html)
    assert keep(client, lesson, "옛 글", **(older | {"seen": seen})) == 409  # newer again
    now = str(LessonNote.objects.get().seen)
    assert keep(client, lesson, "옛 글", **(older | {"seen": now})) == 200
    assert keep(client, lesson, "옛 글에 이어", sequence="3", **older) == 200
    assert LessonNote.objects.get().text == "옛 글에 이어"


def test_without_a_script_both_are_shown_and_the_next_sending_decides(
    client: Client, member: User, lesson: Lesson
) -> None:
    older = opened(client, lesson)
    keep(client, lesson, "새 글", **opened(client, lesson))

    response = client.post(address(lesson), {"text": "옛 글", **older})
    assert response.status_code == 409
    html = response.content.decode()
    assert field(html, lesson) == "옛 글"
    assert ">새 글</p>" in html
    sent = dict(re.findall(r'<input type="hidden" name="(submission|seen)" value="(.*?)"', html))

    assert client.post(address(lesson), {"text": "옛 글", **sent}).status_code == 303
    assert LessonNote.objects.get().text == "옛 글"


def test_an_older_page_does_not_delete_what_a_newer_one_wrote(
    client: Client, member: User, lesson: Lesson
) -> None:
    older = opened(client, lesson)
    keep(client, lesson, "새 글", **opened(client, lesson))
    assert keep(client, lesson, "", **older) == 409
    assert LessonNote.objects.get().text == "새 글"


def test_what_was_deleted_elsewhere_does_not_stop_one_from_writing(
    client: Client, member: User, lesson: Lesson
) -> None:
    keep(client, lesson, "글")
    older = opened(client, lesson)
    keep(client, lesson, "", **opened(client, lesson))
    assert keep(client, lesson, "글에 이어", **older) == 200
    assert LessonNote.objects.get().text == "글에 이어"


def test_a_save_that_a_later_one_of_its_page_overtook_changes_nothing(
    client: Client, member: User, lesson: Lesson
) -> None:
    tab = opened(client, lesson)
    assert keep(client, lesson, "하나 둘", sequence="2", **tab) == 200
    assert keep(client, lesson, "하나", sequence="1", **tab) == 200
    assert LessonNote.objects.get().text == "하나 둘"


def test_a_page_of_before_does_not_fit_a_note_of_another(
    client: Client, member: User, lesson: Lesson
) -> None:
    """Forms have numbers of their own, and each learner notes of their own."""
    tab = opened(client, lesson)
    keep(client, lesson, WORDS, **tab)
    client.force_login(make_member(lesson.module.course))
    keep(client, lesson, "남의 화면", **tab)
    assert sorted(LessonNote.objects.values_list("text", flat=True)) == [WORDS, "남의 화면"]


def test_each_save_is_a_version_more(member: User, lesson: Lesson) -> None:
    form = FormOnPage(uuid.uuid4(), seen=Seen(0, 0))
    first = LessonNote.objects.keep(member, lesson, "글 1", form)
    second = LessonNote.objects.keep(member, lesson, "글 2", form)
    assert first
    assert second
    assert second.seen == Seen(0, first.version + 1)


def test_a_page_that_shows_a_note_of_before_is_older_than_the_one_written_since(
    client: Client, member: User, lesson: Lesson
) -> None:
    assert keep(client, lesson, "처음 메모") == 200
    of_before = opened(client, lesson)
    assert keep(client, lesson, "") == 200
    assert keep(client, lesson, WORDS) == 200

    response = client.post(address(lesson), {"text": "처음 메모와 더", **of_before}, headers=HTMX)

    assert response.status_code == 409
    assert LessonNote.objects.get().text == WORDS


def test_the_highest_first_version_is_told_by_a_page(
    client: Client, member: User, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "randbelow", lambda bound: bound - 1)
    keep(client, lesson, WORDS)
    tab = opened(client, lesson)
    keep(client, lesson, "다른 화면")

    assert client.post(address(lesson), {"text": "더", **tab}, headers=HTMX).status_code == 409
