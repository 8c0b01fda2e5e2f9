"""An older checkout of course files stops before it undoes what people made since it was written.

What one transaction made has one time: these need real ones.
"""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from courses.models import Course, GlossaryTerm, Lesson, Level, Module, SelfDiagnosis
from quizzes.models import Option, Question, Quiz
from tests.authoring.conftest import CourseFolder
from tests.authoring.test_undoing import dump, in_the_admin, stored
from tests.factories import ImageFactory, ModuleFactory, QuestionFactory, SelfDiagnosisFactory
from tests.tables import first

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("messages_in_english"),
]
Act = Callable[[], object]


def act(action: Act) -> None:
    with in_the_admin(), transaction.atomic():
        action()


def commit(folder: CourseFolder) -> dict[str, str]:
    dump(folder)
    return checked_out(folder)


def checked_out(folder: CourseFolder) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.path.glob("*.yaml")}


def check_out(folder: CourseFolder, files: dict[str, str]) -> None:
    for name, text in files.items():
        folder.write(name, text)


def lesson(name: str) -> None:
    last = Lesson.objects.order_by("position").last()
    Module.objects.get(slug="first").lessons.create(
        slug=name, position=(last.position if last else 0) + 1, title=name, body=f"글 {name}"
    )


def question(name: str) -> None:
    QuestionFactory.create(quiz=Quiz.objects.get(), slug=name, stem=f"{name}?")


def term(name: str) -> None:
    Course.objects.get().glossary.create(term=name, definition=f"뜻 {name}")


def picture(name: str) -> None:
    ImageFactory.create(course=Course.objects.get(), name=name)


def option(name: str) -> None:
    draft = Question.objects.filter(is_draft=True).first() or QuestionFactory.create(
        quiz=Quiz.objects.get(), slug="draft", is_draft=True
    )
    draft.options.create(slug=name, position=draft.options.count() + 1, text=name)


ADDED: list[tuple[Callable[[str], None], type, str]] = [
    (lesson, Lesson, "removed: lesson tiny/first/later"),
    (question, Question, "removed: question tiny/first/later"),
    (term, GlossaryTerm, "removed: glossaryterm tiny/later"),
    (option, Option, "removed: option tiny/first/draft/later"),
    (picture, type(ImageFactory.build()), "removed: image tiny/later"),
]


def touch(model: type) -> None:
    """Another version of every row of the kind, in which no word is another."""
    rows = model._default_manager.all()  # type: ignore[attr-defined]
    if any(field.name == "position" for field in model._meta.fields):  # type: ignore[attr-defined]
        for row in rows:
            type(row)._default_manager.filter(pk=row.pk).update(position=row.position + 100)
    else:
        rows.filter(pk=rows.earliest("pk").pk).update(course=Course.objects.get())


@pytest.mark.parametrize(("add", "model", "told"), first(2, ADDED))
def test_what_was_added_since_an_older_commit_is_named(
    folder: CourseFolder, add: Callable[[str], None], model: type, told: str
) -> None:
    folder.load()
    act(lambda: add("early"))
    older = commit(folder)
    folder.load()
    act(lambda: add("later"))
    newer = commit(folder)
    act(lambda: touch(model))

    check_out(folder, older)

    before = stored()
    assert told in folder.refusal()
    assert stored() == before
    check_out(folder, newer)
    folder.load()
    check_out(folder, older)
    assert told in folder.refusal()
    assert "early" not in folder.refusal()
    folder.load(yes=True)
    assert "0 added, 0 changed, 0 retired, 0 removed" in folder.load()


def test_a_load_in_between_changes_nothing_of_that(folder: CourseFolder) -> None:
    """It stored the imported row last, and the older file lists it no more."""
    folder.load()
    older = checked_out(folder)
    act(lambda: question("later"))
    commit(folder)
    folder.edit("later?", "고친 later?")
    folder.load()

    check_out(folder, older)

    assert "removed: question tiny/first/later" in folder.refusal()


EDITED: list[tuple[Act, str]] = [
    (
        lambda: Lesson.objects.filter(slug="two").update(body="관리자의 글"),
        "overwritten: lesson tiny/first/two",
    ),
    (
        lambda: Question.objects.filter(slug="q1").update(stem="관리자의 문제"),
        "overwritten: question tiny/first/q1",
    ),
    (
        lambda: Option.objects.filter(question__slug="q1", slug="a").update(explanation="풀이"),
        "overwritten: option tiny/first/q1/a",
    ),
    (lambda: Module.objects.update(lead="관리자의 말"), "overwritten: module tiny/first"),
    (
        lambda: GlossaryTerm.objects.update(definition="관리자의 뜻"),
        "overwritten: glossaryterm tiny/팹리스",
    ),
    (
        lambda: Level.objects.filter(rank=2).update(question="관리자의 질문?"),
        "overwritten: level tiny/levels/2",
    ),
    (lambda: SelfDiagnosis.objects.update(intro="관리자의 말"), "overwritten: selfdiagnosis tiny/"),
    (lambda: Quiz.objects.update(intro="관리자의 말"), "overwritten: quiz tiny/first"),
    (lambda: Lesson.objects.filter(slug="two").update(slug="zwei"), "overwritten: lesson tiny/"),
]


@pytest.mark.parametrize(("edit", "told"), first(2, EDITED))
def test_what_was_edited_since_is_named_though_the_file_lists_imported_rows(
    folder: CourseFolder, edit: Act, told: str
) -> None:
    folder.load()
    act(lambda: lesson("early"))
    act(lambda: term("early"))
    older = commit(folder)
    act(edit)
    commit(folder)
    folder.load()
    # Rows that both list get another version, in which no word is another.
    act(lambda: touch(Lesson))
    act(lambda: touch(GlossaryTerm))

    check_out(folder, older)

    assert told in folder.refusal()


def test_one_file_may_be_older_than_the_others(folder: CourseFolder) -> None:
    folder.load()
    older = checked_out(folder)["01-first.yaml"]
    act(lambda: question("later"))
    act(
        lambda: ModuleFactory.create(
            course=Course.objects.get(), slug="second", position=2, is_published=False
        )
    )
    act(lambda: term("later"))
    commit(folder)
    folder.load()

    folder.write("01-first.yaml", older)

    refusal = folder.refusal()
    assert "removed: question tiny/first/later" in refusal
    assert "glossaryterm" not in refusal


def test_a_self_diagnosis_made_since_is_named(folder: CourseFolder) -> None:
    text = checked_out(folder)["01-first.yaml"]
    folder.write("01-first.yaml", text[: text.index("self_diagnosis:")])
    folder.load()
    older = checked_out(folder)
    act(lambda: SelfDiagnosisFactory.create(after=Module.objects.get(), slug="later"))
    commit(folder)
    folder.load()

    check_out(folder, older)

    assert "removed: selfdiagnosis tiny/later" in folder.refusal()


def test_what_the_file_was_written_after_may_go(folder: CourseFolder) -> None:
    """Nobody is asked about their own edits of a file that knows what it takes away."""
    folder.load()
    act(lambda: question("early"))
    act(lambda: lesson("later"))
    commit(folder)
    text = checked_out(folder)["01-first.yaml"]
    start = text.index("    - slug: early")
    end = text.index("self_diagnosis:", start)
    folder.write("01-first.yaml", text[:start] + text[end:])
    assert "removed: question tiny/first/early" in folder.load()


def test_a_file_from_elsewhere_knows_nothing(folder: CourseFolder, tmp_path: Path) -> None:
    folder.load()
    act(lambda: lesson("later"))
    call_command("dumpcourse", "tiny", to=str(tmp_path / "away"), stdout=StringIO())
    assert "removed: lesson tiny/first/later" in folder.refusal()
