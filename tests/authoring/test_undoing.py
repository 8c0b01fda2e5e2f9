"""A load that would undo what people made elsewhere stops, and a trial writes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pghistory
import pytest
from django.core.management import CommandError, call_command

from authoring.content import CONTENT
from authoring.management.commands.loaddata import UndoesWork
from config import serve
from courses.models import Course, Lesson, Module
from courses.versions import versions_of
from quizzes.models import Option, Question, Quiz
from tests.authoring.conftest import CourseFolder
from tests.factories import QuestionFactory, answer_wrong, make_author

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]
AIKEN = "무엇입니까?\nA. 하나\nB. 둘\nANSWER: A\n"


@contextmanager
def in_the_admin() -> Iterator[None]:
    """As it is kept of what a POST to the admin changes."""
    with pghistory.context(user=make_author().pk):
        yield


def stored() -> list[object]:
    return [list(model._default_manager.order_by("pk").values()) for model in CONTENT]


def dump(folder: CourseFolder) -> None:
    call_command("dumpcourse", "tiny", to=str(folder.path), stdout=StringIO())


def imported(folder: CourseFolder, number: int) -> None:
    bank = folder.path.parent / "bank.txt"
    bank.write_text("\n".join(AIKEN.replace("무엇", f"무엇{n}") for n in range(number)), "utf-8")
    options = {"format": "aiken", "quiz": "tiny/first", "stdout": StringIO()}
    call_command("importquestions", str(bank), **options)


@pytest.mark.full
def test_questions_of_a_bank_are_not_removed_in_silence(folder: CourseFolder) -> None:
    folder.load()
    imported(folder, 30)
    with in_the_admin():
        for question in Question.objects.filter(is_draft=True):
            question.options.update(explanation="풀이")
            question.is_draft = False
            question.save()
    before = stored()

    with pytest.raises(UndoesWork) as refusal:
        folder.load()

    told = str(refusal.value).splitlines()
    assert "after these files were written" in told[0]
    assert told[1].startswith("  removed: question tiny/first/")
    assert told[-2].startswith("  and ")
    assert "--yes" in told[-1]
    assert stored() == before
    assert "30 removed" in folder.load(dry_run=True)
    assert " removed" in folder.load(yes=True)
    assert Question.objects.count() == 2


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("add", "removed: lesson tiny/first/three"),
        ("edit", "overwritten: lesson tiny/first/two"),
        ("option", "overwritten: option tiny/first/q1/a"),
        ("take back", "overwritten: module tiny/first"),
        ("question", "removed: question tiny/first/new"),
        ("course", "overwritten: course tiny"),
    ],
)
def test_what_was_written_in_the_admin_is_named(folder: CourseFolder, what: str, told: str) -> None:
    folder.load()
    with in_the_admin():
        if what == "add":
            Module.objects.get().lessons.create(slug="three", position=3, title="셋", body="글")
        elif what == "edit":
            Lesson.objects.filter(slug="two").update(body="관리자 화면에서 고친 글.")
        elif what == "option":
            Option.objects.filter(question__slug="q1", slug="a").update(explanation="고친 풀이")
        elif what == "take back":
            Module.objects.update(is_published=False)
        elif what == "question":
            QuestionFactory.create(quiz=Quiz.objects.get(), slug="new")
        else:
            Course.objects.update(title="고친 이름")
    before = stored()

    assert told in folder.refusal()
    assert stored() == before
    assert told in folder.load(dry_run=True)
    assert stored() == before
    folder.load(yes=True)
    assert "0 changed, 0 retired, 0 removed" in folder.load()


def test_files_dumped_after_it_know_of_it(folder: CourseFolder) -> None:
    folder.load()
    with in_the_admin():
        Lesson.objects.filter(slug="two").update(title="고친 제목", body="고친 글.\n\n둘째 줄.")
        QuestionFactory.create(quiz=Quiz.objects.get(), slug="new")
        Module.objects.get().lessons.create(slug="three", position=3, title="셋", body="글")
    dump(folder)
    assert "0 added, 0 changed, 0 retired, 0 removed" in folder.load()

    folder.edit("둘째 줄.", "파일에서 다시 고친 줄.")
    listed = "- slug: three\n    title: 셋\n    body: |\n      글\n"
    folder.edit(listed, "- slug: four\n    title: 넷\n    body: 글\n")
    assert "removed: lesson tiny/first/three" in folder.load()
    assert "파일에서" in Lesson.objects.get(slug="two").body


def test_an_edit_that_the_file_lacks_is_not_known_by_another_line(folder: CourseFolder) -> None:
    folder.load()
    with in_the_admin():
        Lesson.objects.filter(slug="two").update(body="둘째 글.\n\n관리자가 더한 줄.")
    folder.edit("둘째 글.", "둘째 글.\n\n      파일에서 더한 줄.")

    assert "overwritten: lesson tiny/first/two" in folder.refusal()


def test_what_loads_themselves_changed_is_no_question(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("둘째 글.", "고친 글.")
    folder.load()
    folder.edit("고친 글.", "둘째 글.")
    assert "1 changed" in folder.load()


def test_order_alone_is_no_loss(folder: CourseFolder) -> None:
    folder.load()
    with in_the_admin():
        Lesson.objects.filter(slug="two").update(position=7)
    assert "1 changed" in folder.load()


def test_a_trial_tells_of_each_kind_and_writes_nothing(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q2"), make_author())
    text = (folder.path / "01-first.yaml").read_text()
    start, end = text.index("    - slug: q2"), text.index("self_diagnosis:")
    folder.write("01-first.yaml", text[:start] + text[end:])
    folder.edit("title: 하나", "title: 고친 하나")
    folder.edit("slug: two\n    title: 둘", "slug: other\n    title: 다른 절")
    before, versions = stored(), [versions_of(model).count() for model in CONTENT]

    told = folder.load(dry_run=True).splitlines()

    assert told == [
        "would be removed: lesson tiny/first/two",
        "would be changed: lesson tiny/first/one",
        "would be added: lesson tiny/first/other",
        "would be retired: question tiny/first/q2",
        told[-1],
    ]
    assert told[-1].startswith("1 added, 1 changed, 1 retired, 1 removed, ")
    assert stored() == before
    assert [versions_of(model).count() for model in CONTENT] == versions
    folder.load()
    assert Lesson.objects.filter(title="고친 하나").exists()


def test_a_trial_has_the_faults_that_stop_the_load(folder: CourseFolder) -> None:
    folder.edit("{팹리스}", "{팹니스}")
    assert "팹니스" in folder.refusal(dry_run=True)
    assert not Course.objects.exists()


@pytest.mark.parametrize("cause", ["work", "faults"])
def test_a_start_keeps_the_old_course_and_says_so(
    folder: CourseFolder,
    cause: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    base = folder.path.parent
    (base / "fixtures").mkdir()
    moved = Path(folder.path).rename(base / "fixtures" / "tiny")
    folder.path = moved
    monkeypatch.setattr(serve, "BASE_DIR", base)
    serve._load_all_courses()
    if cause == "work":
        with in_the_admin():
            Lesson.objects.filter(slug="two").update(title="고친 제목")
        folder.edit("title: 하나", "title: 새 하나")
    else:
        folder.edit("{팹리스}", "{팹니스}")
    before = stored()

    serve._load_all_courses()

    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("The course tiny stays as it is: its files ")
    assert ("--dry-run" if cause == "work" else "checkcontent") in line
    assert stored() == before


def test_a_first_start_with_faulty_files_is_refused(
    folder: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = folder.path.parent
    (base / "fixtures").mkdir()
    folder.edit("{팹리스}", "{팹니스}")
    Path(folder.path).rename(base / "fixtures" / "tiny")
    monkeypatch.setattr(serve, "BASE_DIR", base)
    with pytest.raises(CommandError):
        serve._load_all_courses()
