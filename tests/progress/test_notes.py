"""A note of one's own at a section: kept as it is typed, its writer's alone, and lasting."""

import re
import uuid
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Cohort, Enrolment, Lesson
from progress import pieces
from progress.models import NOTE_LENGTH, FormOnPage, LessonNote, Seen
from tests.factories import (
    GlossaryTermFactory,
    ImageFactory,
    LessonFactory,
    ModuleFactory,
    UserFactory,
    make_author,
    make_member,
)
from tests.progress.test_kept_pages import strings_in
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group
from tests.tables import every
from tests.test_caching import learners_pages
from tests.test_permissions import admin_pages, of_cohort

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
WORDS = "Zzyzx 과장님께 여쭤볼 것"


@pytest.fixture
def lesson() -> Lesson:
    return LessonFactory.create(title="왜 로컬인가")


@pytest.fixture
def member(lesson: Lesson, client: Client) -> User:
    member = make_member(lesson.module.course)
    client.force_login(member)
    return member


def address(lesson: Lesson) -> str:
    return f"/progress/lessons/{lesson.pk}/note/"


def keep(client: Client, lesson: Lesson, text: str, **fields: str) -> int:
    return client.post(address(lesson), {"text": text, **fields}, headers=HTMX).status_code


def page(client: Client, lesson: Lesson) -> str:
    return client.get(lesson.module.get_absolute_url()).content.decode()


def field(html: str, lesson: Lesson) -> str:
    """What stands in the field of a section."""
    words = re.search(rf'id="{lesson.slug}-note-text"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    assert words
    return unescape(words[1])


def listed(client: Client, query: str = "") -> str:
    return client.get("/progress/notes/", {"q": query} if query else {}).content.decode()


# --- Writing --------------------------------------------------------------------------------------
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


# --- Two pages of one note ------------------------------------------------------------------------
def opened(client: Client, lesson: Lesson) -> dict[str, str]:
    """What a page that is opened now tells with its notes."""
    html = page(client, lesson).split(f'id="{lesson.slug}-note-form"')[1]
    hidden = re.findall(r'<input type="hidden" name="(submission|seen)" value="([^"]+)"', html)
    return dict(hidden[:2])


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


# --- The list -------------------------------------------------------------------------------------
def test_all_are_in_one_list_as_the_course_goes(
    client: Client, member: User, lesson: Lesson
) -> None:
    second = LessonFactory.create(module=lesson.module)
    later = LessonFactory.create(module=ModuleFactory.create(course=lesson.module.course))
    for at, text in ((later, "셋째"), (second, "둘째"), (lesson, "첫째")):
        keep(client, at, f"{text} 메모 <i>")

    html = listed(client)

    assert re.findall(r">(\S+) 메모 &lt;i&gt;</p>", html) == ["첫째", "둘째", "셋째"]
    assert f'href="{lesson.module.get_absolute_url()}#{lesson.slug}-note"' in html
    assert html.count('id="course-') == 1
    assert 'href="/progress/notes/"' in client.get("/progress/").content.decode()
    assert LessonNote.objects.of_learner(member).count() == 3


@pytest.mark.parametrize(
    ("query", "shown"),
    [("과장님", 1), ("zzyzx 여쭤", 1), ("로컬 여쭤볼", 1), ("메모", 1), ("없는말", 0), ("", 2)],
)
def test_they_are_searched_by_parts_of_words(
    client: Client, member: User, lesson: Lesson, query: str, shown: int
) -> None:
    keep(client, lesson, WORDS)
    keep(client, LessonFactory.create(module=lesson.module, title="둘째"), "다른 메모")

    html = listed(client, query)

    assert html.count('class="lms-as-typed"') == shown
    assert (f"</span>’ — 메모 {shown}개" in html) == bool(query)


def test_the_list_says_so_when_it_is_empty(client: Client, member: User) -> None:
    assert "아직 쓰신 메모가 없습니다" in listed(client)


def test_the_list_takes_as_many_queries_for_many(
    client: Client,
    member: User,
    lesson: Lesson,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(6):
        keep(client, LessonFactory.create(module=lesson.module), WORDS)
    with django_assert_num_queries(4):
        assert listed(client).count(WORDS) == 6


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


# --- What becomes of it ---------------------------------------------------------------------------
def test_it_stays_when_the_text_changes(client: Client, member: User, lesson: Lesson) -> None:
    keep(client, lesson, WORDS)
    lesson.body, lesson.title = "아주 다른 글.", "새 제목"
    lesson.save()

    assert field(page(client, lesson), lesson) == WORDS
    assert "새 제목" in listed(client)


def test_it_stays_readable_when_its_section_is_gone(
    client: Client, member: User, lesson: Lesson
) -> None:
    keep(client, lesson, WORDS)
    titles = (lesson.module.course.title, str(lesson.module), str(lesson))
    lesson.delete()

    html = listed(client)
    for text in (*titles, WORDS, "지금은 없어진 절입니다."):
        assert text in html
    assert WORDS in listed(client, "로컬")

    note = LessonNote.objects.get()
    client.force_login(UserFactory.create())
    assert client.post(f"/progress/notes/{note.pk}/delete/").status_code == 404
    client.force_login(member)
    assert client.post(f"/progress/notes/{note.pk}/delete/")["Location"] == "/progress/notes/"
    assert not LessonNote.objects.exists()


@pytest.mark.parametrize("why", ["taken back", "left"])
def test_it_stays_readable_when_its_section_is_closed(
    client: Client, member: User, lesson: Lesson, why: str
) -> None:
    keep(client, lesson, WORDS)
    lesson.module.is_published = why != "taken back"
    lesson.module.save()
    if why == "left":
        Enrolment.objects.update(left_at=timezone.now())

    html = listed(client)

    assert WORDS in html
    assert "지금은 열어 볼 수 없는 절입니다." in html
    assert lesson.module.get_absolute_url() not in html


# --- Whose it is ----------------------------------------------------------------------------------
@pytest.fixture
def cohort() -> Cohort:
    course = make_course(modules=1, questions=1)
    GlossaryTermFactory.create(course=course)
    ImageFactory.create(course=course)
    return make_study_group(course, members=2)


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
        return WORDS in client.get(at).content.decode(errors="replace")

    client.force_login(writer)
    assert [at for at in addresses if shows_it(at)] == [
        "/progress/notes/",
        lesson.module.get_absolute_url(),
    ]
    everybody = [superuser, make_facilitator(cohort), other, make_author()]
    for person in every(3, everybody):
        client.force_login(person)
        for at in addresses + (of_staff if person.is_staff else []):
            assert not shows_it(at), at
    assert not [text for text in strings_in(pieces.KEPT, set()) if WORDS in text]


def test_a_page_of_before_does_not_fit_a_note_of_another(
    client: Client, member: User, lesson: Lesson
) -> None:
    """Forms have numbers of their own, and each learner notes of their own."""
    tab = opened(client, lesson)
    keep(client, lesson, WORDS, **tab)
    client.force_login(make_member(lesson.module.course))
    keep(client, lesson, "남의 화면", **tab)
    assert sorted(LessonNote.objects.values_list("text", flat=True)) == [WORDS, "남의 화면"]


def test_what_a_page_has_seen_is_the_version(member: User, lesson: Lesson) -> None:
    form = FormOnPage(uuid.uuid4(), seen=Seen(0, 0))
    for number in (1, 2):
        note = LessonNote.objects.keep(member, lesson, f"글 {number}", form)
        assert note
        assert note.seen == Seen(0, number)
