"""The word list of a course: kept with it, and told to its authors as advice."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from authoring.coursefiles.checking import check_folder
from authoring.coursefiles.dumping import course_files, zipped
from authoring.publishing import faults_of
from courses.models import Course, Lesson, Module
from courses.versions import versions_of
from quizzes.models import Option, Question
from tests.authoring.conftest import COURSE, CourseFolder
from tests.authoring.test_admin import address, form_of
from tests.factories import make_author, make_quiz
from texts.sizes import MOST_LINES

LIST = "비교하다: 견주, 겨루\n질문: 물음, -물음표\n"
ENTRY = "word_list: |\n  비교하다: 견주, 겨루\n  질문: 물음, -물음표\n"
LINES = COURSE.count("\n")


@pytest.fixture
def listing(folder: CourseFolder) -> CourseFolder:
    folder.write("course.yaml", COURSE + ENTRY)
    return folder


@pytest.fixture
def author(db: None, client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def told(folder: CourseFolder) -> list[tuple[str, int, str]]:
    return [
        (fault.file.rpartition("/")[2], fault.line, fault.place)
        for fault in check_folder(folder.path)
        if fault.is_warning
    ]


def test_checkcontent_tells_file_line_word_and_what_to_say(
    listing: CourseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    listing.edit("둘째 글.", "둘째 글.\n      `견주다`와 물음표.\n\n      값을 **견**줍니다.")
    listing.edit("title: 둘", "title: 둘을 겨룬다")
    call_command("checkcontent", str(listing.path))
    out = capsys.readouterr().out.splitlines()
    text = (listing.path / "01-first.yaml").read_text(encoding="utf-8").splitlines()

    first, second, end = out
    line = text.index("      값을 **견**줍니다.") + 1
    assert first.startswith(f"{listing.path}/01-first.yaml:{text.index('  - slug: two') + 2}: ")
    assert "lessons[two].title" in first
    assert second.startswith(f"{listing.path}/01-first.yaml:{line}: lessons[two].body: ")
    assert "견줍니다" in second
    assert "비교하다" in second
    assert second.endswith(" (a warning)")
    assert end == "No faults."


def test_every_text_that_people_read_is_looked_at(listing: CourseFolder) -> None:
    listing.edit("작은 과정", "물음 과정", "course.yaml")
    listing.edit("공장 없이", "견주어 공장 없이", "course.yaml")
    places = ["들어가는 말", "둘째 글", "또 무엇", "아닙니다", "할 수 있다", "label: 모듈 1"]
    for place in places:
        new = "label: 물음 1" if place.startswith("label") else f"견준 {place}"
        listing.edit(place, new)

    assert [place for _file, _line, place in told(listing)] == [
        "label",
        "lead",
        "lessons[two].body",
        "quiz.questions[q1].options[a].explanation",
        "quiz.questions[q2].stem",
        "self_diagnosis.levels[1].can_do",
        "title",
        "glossary[팹리스].definition",
    ]


def test_a_text_that_is_too_large_is_not_read_for_words(listing: CourseFolder) -> None:
    listing.edit("둘째 글.", "둘째 글.\n" + "      견주다.\n" * (MOST_LINES + 1))
    listing.edit("들어가는 말", "겨룬 말")

    assert [place for _file, _line, place in told(listing)] == ["lead"]


def test_a_list_that_cannot_be_read_stops_checking_and_loading_with_its_line(
    db: None, listing: CourseFolder
) -> None:
    listing.edit("  질문: 물음", "  질문 물음", "course.yaml")

    (fault,) = [fault for fault in check_folder(listing.path) if not fault.is_warning]
    assert (fault.line, fault.place) == (LINES + 3, "word_list")
    refusal = listing.refusal()
    assert f"course.yaml:{LINES + 3}: word_list: " in refusal
    assert not Course.objects.exists()


def test_loading_tells_nothing_of_words_and_comes_back_byte_for_byte(
    db: None, listing: CourseFolder
) -> None:
    listing.edit("둘째 글.", "둘째 물음.")
    assert "물음" not in listing.load()

    course = Course.objects.get()
    assert course.word_list == LIST.rstrip("\n")
    assert dict(course_files(course))["course.yaml"].decode() == COURSE + ENTRY
    package = listing.path.parent / "tiny.zip"
    package.write_bytes(zipped(course))
    Course.objects.all().delete()
    call_command("loaddata", str(package), verbosity=0)
    assert zipped(Course.objects.get()) == package.read_bytes()


def test_versions_keep_the_list(db: None, listing: CourseFolder) -> None:
    listing.load()
    listing.edit("견주, 겨루", "견주", "course.yaml")
    listing.load()
    kept = versions_of(Course).order_by("pgh_id").values_list("word_list", flat=True)
    assert [*kept] == [LIST.rstrip("\n"), "비교하다: 견주\n질문: 물음, -물음표"]


@pytest.fixture
def module(db: None) -> Module:
    make_quiz(questions=1)
    Course.objects.update(word_list=LIST)
    Lesson.objects.update(body="첫 줄\n\n둘을 견줍니다.", title="물음")
    return Module.objects.get()


def test_pages_of_the_admin_show_advice_that_holds_nothing_back(
    client: Client, author: User, module: Module
) -> None:
    Question.objects.update(stem="무엇을 겨룹니까?")
    Option.objects.filter(is_correct=True).update(explanation="견준 값입니다.")

    words = client.get(address(module)).context["words_here"]
    assert [(item.label, item.place, item.fault.line) for item in words] == [
        ("제목", "id_lessons-0-title", 0),
        ("내용", "id_lessons-0-body", 3),
    ]
    page = client.get(address(Question.objects.get()))
    assert len(page.context["words_here"]) == 2
    assert page.context["faults_here"] == []
    assert "data-words-here" in page.content.decode()
    assert client.post(address(module), form_of(client, module)).status_code == 302


def test_a_page_without_such_words_shows_no_advice(
    client: Client, author: User, module: Module
) -> None:
    Course.objects.update(word_list="")
    assert "data-words-here" not in client.get(address(module)).content.decode()


def test_before_publishing_words_are_told_and_may_wait(
    client: Client, author: User, module: Module
) -> None:
    Module.objects.update(is_published=False)
    assert all(fault.is_warning for fault in faults_of(module))
    assert [fault.row for fault in faults_of(module) if fault.place == "body"] == [
        module.lessons.get()
    ]
    page = reverse("admin:courses_module_publish", args=[module.pk])
    assert "견줍니다" in client.get(page).content.decode()
    client.post(page, {"publish": ""})
    module.refresh_from_db()
    assert module.is_published


def test_the_preview_tells_words_as_they_are_typed(
    client: Client, author: User, module: Module
) -> None:
    sent = {"of": module.course_id, "kind": "block", "text": "글\n\n겨룬 값"}
    html = client.post(reverse("admin:courses_preview"), sent).content.decode()
    assert "lms-preview-advice" in html
    assert "겨룬" in html.partition('<div class="lms-prose"')[0]


def test_the_form_refuses_a_line_that_cannot_be_read_and_stores_nothing(
    client: Client, author: User, module: Module
) -> None:
    form = form_of(client, module.course) | {"word_list": "질문: 물음\n견주다"}
    response = client.post(address(module.course), form)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["word_list"][0].startswith("2번째 줄")
    assert Course.objects.get().word_list == LIST
    client.post(address(module.course), form | {"word_list": "질문: 물음\r\n"})
    assert Course.objects.get().word_list == "질문: 물음"
