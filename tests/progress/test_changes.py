"""A lesson counts its revisions, keeps the texts before, and tells what changed block by block."""

import pytest
from django.db import connection

from progress.changes import compare
from tests.factories import LessonFactory

pytestmark = pytest.mark.django_db


def test_another_text_is_another_revision_and_the_earlier_one_is_kept() -> None:
    lesson = LessonFactory.create(body="처음 글입니다.")
    lesson.body = "다음 글입니다."
    lesson.save()

    lesson.refresh_from_db()
    assert lesson.revision == 2
    kept = lesson.past.get()
    assert (kept.revision, kept.body_html) == (1, "<p>처음 글입니다.</p>\n")


def test_another_title_or_other_white_space_is_no_revision() -> None:
    lesson = LessonFactory.create(body="한 줄.\n두 줄.")
    lesson.title, lesson.body = "새 제목", "한 줄. 두 줄.\n"
    lesson.save()

    lesson.refresh_from_db()
    assert lesson.revision == 1
    assert not lesson.past.exists()


def test_nobody_sets_the_revision_by_hand() -> None:
    lesson = LessonFactory.create()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE courses_lesson SET revision = 9 WHERE id = %s", [lesson.pk])

    lesson.refresh_from_db()
    assert lesson.revision == 1


BEFORE = "<p>하나</p>\n<ul><li>둘</li></ul>\n<p>셋<br>넷</p>\n"


def test_what_is_new_and_what_is_other_is_marked() -> None:
    now = "<p>하나</p>\n<p>새 글</p>\n<ul><li>둘</li></ul>\n<p>셋<br>다섯</p>\n"

    found = compare(now, BEFORE)

    assert [block.is_changed for block in found.blocks] == [False, True, False, True]
    assert (found.changed, found.removed) == (2, 0)
    assert "".join(block.html for block in found.blocks) == now.rstrip()


def test_what_was_taken_out_is_counted() -> None:
    found = compare("<p>하나</p>\n<p>셋<br>넷</p>\n", BEFORE)

    assert (found.changed, found.removed) == (0, 1)


def test_other_markup_around_the_same_words_is_no_change() -> None:
    now = BEFORE.replace("하나", '<dfn><button popovertarget="term-9">하나</button></dfn>')

    assert compare(now, BEFORE).changed == 0


def test_boxes_in_boxes_and_signs_in_attributes_are_one_block() -> None:
    box = '<aside aria-label="a > b"><p>하나</p><div><p>둘</p></div></aside>'

    assert [block.html for block in compare(box, "").blocks] == [box]
