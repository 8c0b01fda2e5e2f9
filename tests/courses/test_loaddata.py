"""`loaddata` of course files: the file is the truth about its module; answers stay."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import User
from courses.models import Course, Lesson, Module
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.courses.conftest import CourseFolder
from tests.factories import UserFactory, right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _messages_in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def counts() -> dict[str, int]:
    labels = ("accounts", "courses", "quizzes", "progress")
    return {
        model._meta.label: model._default_manager.count()
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def answer_wrong(question: Question, learner: User) -> Answer:
    return Attempt.objects.begin(question.quiz, learner).choose(wrong(question))


def test_a_folder_loads_whole(folder: CourseFolder) -> None:
    output = folder.load()

    assert "19 added, 0 changed" in output
    assert Module.objects.get().next_self_diagnosis() is not None
    assert right(Question.objects.get(slug="q1")).slug == "b"


def test_markdown_is_rendered_on_the_way_in(folder: CourseFolder) -> None:
    folder.load()

    html = Lesson.objects.get(slug="one").body_html
    assert "<strong>조문(제3조)</strong>을" in html
    assert "lms-callout-analogy" in html
    assert 'href="/courses/tiny/first/"' in html
    assert "popovertarget" in html


def test_all_fixtures_load_three_times_with_answers_between() -> None:
    call_command("loaddata", "local-ai", verbosity=0)
    learner = UserFactory.create()
    quiz = Quiz.objects.get_by_natural_key("local-ai", "ai-semiconductors")
    attempt = Attempt.objects.begin(quiz, learner)
    for question in quiz.questions.live():
        attempt.choose(wrong(question))
    before, answers = counts(), list(Answer.objects.order_by("pk").values())

    call_command("loaddata", "local-ai", verbosity=0)
    attempt.choose(right(quiz.questions.live()[0]))
    call_command("loaddata", "local-ai", verbosity=0)

    assert counts() == before | {"quizzes.Answer": 6}
    assert list(Answer.objects.order_by("pk").values())[:5] == answers


def test_no_fixture_leaves_stray_stars() -> None:
    call_command("loaddata", "local-ai", verbosity=0)
    rendered = [
        value
        for model in (Course, Module, Lesson, Quiz, Question, Option)
        for row in model._default_manager.values()
        for name, value in row.items()
        if name.endswith("_html")
    ]
    assert len(rendered) > 50
    assert not [html for html in rendered if "**" in str(html)]


def test_a_changed_text_is_told(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("둘째 글.", "고친 글.")

    output = folder.load()

    assert "changed: lesson tiny/first/two" in output
    assert "0 added, 1 changed, 0 retired, 0 removed, 18 unchanged" in output
    assert "고친 글" in Lesson.objects.get(slug="two").body_html


def test_what_is_no_longer_in_the_file_is_removed(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("  - slug: two\n    title: 둘\n    body: |\n      둘째 글.\n", "")

    assert "removed: lesson tiny/first/two" in folder.load()
    assert Lesson.objects.get().slug == "one"


def test_an_answered_question_no_longer_in_the_file_is_retired(folder: CourseFolder) -> None:
    folder.load()
    answer = answer_wrong(Question.objects.get(slug="q2"), UserFactory.create())
    text = (folder.path / "01-first.yaml").read_text()
    start, end = text.index("    - slug: q2"), text.index("self_diagnosis:")
    folder.write("01-first.yaml", text[:start] + text[end:])

    assert "retired: question tiny/first/q2" in folder.load()
    answer.refresh_from_db()
    assert answer.question.is_retired


def test_lessons_may_change_places(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("slug: one", "slug: x")
    folder.edit("slug: two", "slug: one")
    folder.edit("slug: x", "slug: two")
    folder.load()

    assert list(Lesson.objects.values_list("slug", flat=True)) == ["two", "one"]


def test_the_right_option_of_an_unanswered_question_may_change(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("            둘\n          correct: true\n", "            둘\n")
    folder.edit("            하나\n", "            하나\n          correct: true\n")
    folder.load()

    assert right(Question.objects.get(slug="q1")).slug == "a"


def test_the_key_of_an_answered_question_may_not(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    folder.edit("            둘\n          correct: true\n", "            둘\n")
    folder.edit("            하나\n", "            하나\n          correct: true\n")

    refusal = folder.refusal()

    assert "01-first.yaml:" in refusal
    assert "quiz.questions[q1].options[a]" in refusal
    assert "retire it and add a new one" in refusal
    assert right(Question.objects.get(slug="q1")).slug == "b"


def test_an_unchanged_folder_is_left_out_when_asked(folder: CourseFolder) -> None:
    folder.load()
    Lesson.objects.filter(slug="two").update(title="관리 화면에서 고친 제목")

    folder.load(if_changed=True)
    assert Lesson.objects.get(slug="two").title == "관리 화면에서 고친 제목"

    folder.load()
    assert Lesson.objects.get(slug="two").title == "둘"


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "reason"),
    [
        ("          correct: true\n", "", 31, "quiz.questions[q1].options", "exactly one right"),
        (
            "            하나\n",
            "            하나\n          correct: true\n",
            41,
            "quiz.questions[q1].options",
            "exactly one right",
        ),
        (
            "          explanation: |\n            아닙니다.\n",
            "",
            32,
            "quiz.questions[q1].options[a].explanation",
            "missing or empty",
        ),
        ("course:first)", "course:nowhere)", 19, "lessons[one].body", "course:nowhere"),
        ("::: analogy", "::: analogie", 15, "lessons[one].body", "analogie"),
        ("{팹리스}", "{팹니스}", 13, "lessons[one].body", "팹니스"),
        ("    title: 하나", "    titel: 하나", 11, "lessons[one]", "Did you mean `title`?"),
        ("title: 첫 모듈", "title: 첫 모듈\ncolour: red", 6, "", "no key `colour`"),
        ("lesson: one", "lesson: three", 28, "quiz.questions[q1].lesson", "no lesson `three`"),
        ("course: tiny", "course: huge", 1, "course", "no course `huge`"),
        ("position: 1", "position: one", 3, "position", "whole number"),
        ("is_published: true", "is_published: maybe", 6, "is_published", "true or false"),
        ("title: 첫 모듈", "title: &x 첫 모듈", 5, "", "Anchors"),
        ("lessons:", "lessons: [", 10, "", "not valid YAML"),
        (
            "    - name: 단계 6\n      can_do: 할 수 있다\n      question: 할까요?\n",
            "",
            0,
            "self_diagnosis.levels",
            "six levels",
        ),
    ],
)
def test_a_fault_stops_the_load_with_file_line_path_and_reason(
    folder: CourseFolder, old: str, new: str, line: int, path: str, reason: str
) -> None:
    folder.edit(old, new)

    refusal = folder.refusal()

    assert f"01-first.yaml:{line or ''}" in refusal
    assert path in refusal
    assert reason in refusal
    assert not Course.objects.exists()


def test_two_modules_at_one_position_are_told_with_their_files(folder: CourseFolder) -> None:
    text = (folder.path / "01-first.yaml").read_text()
    head = text[: text.index("quiz:")].replace("module: first", "module: second")
    folder.write("02-second.yaml", head)

    refusal = folder.refusal()

    assert "02-second.yaml:3: position" in refusal
    assert "01-first.yaml:3: position" in refusal
    assert not Course.objects.exists()


def test_one_row_stands_in_one_file(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q2"), UserFactory.create())
    text = (folder.path / "01-first.yaml").read_text()
    folder.write("02-again.yaml", text[: text.index("    - slug: q2")])

    refusal = folder.refusal()

    assert "02-again.yaml:1" in refusal
    assert "01-first.yaml already" in refusal
    assert not Question.objects.get(slug="q2").is_retired


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"# nothing yet\n", "empty"),
        (b"course: tiny\ntitle: \x07\n", "U+0007"),
        (b"course: tiny\n\x00", "U+0000"),
        (b'course: tiny\nmodule: "a\\0b"\n', "cannot be stored"),
        (b'course: tiny\nmodule: "\\ud800"\n', "cannot be stored"),
        (b"\xb0\xa1: x\n", "not UTF-8"),
        (b"\t- x", "not valid YAML"),
        (b"[" * 100_000, "nested too deeply"),
        (b"- {model: courses.nothing, fields: {}}", "courses.nothing"),
        (b"- [", "02-odd.yaml"),
        (b"{" * 1000, "nested too deeply"),
    ],
)
def test_an_odd_file_is_refused_with_a_reason(
    folder: CourseFolder, content: bytes, reason: str
) -> None:
    (folder.path / "02-odd.yaml").write_bytes(content)

    refusal = folder.refusal()

    assert "02-odd.yaml" in refusal
    assert reason in refusal
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", b"3"),
        ("x.json", b"["),
        ("x.json", b"\xff\xfe"),
        ("x.json", b'[{"model": "courses.module", "fields": {"course": ["nowhere"]}}]'),
        ("x.xml", b"<a"),
        ("x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        ("x.json.gz", b"no gzip"),
    ],
)
def test_an_odd_plain_fixture_is_refused_with_its_name(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CommandError, match=r"x\.(json|xml).*\S"):
        call_command("loaddata", str(path), verbosity=0)


def test_an_option_that_answers_rest_on_is_named_when_it_is_dropped(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    folder.edit("        - slug: a\n", "        - slug: z\n")

    refusal = folder.refusal()

    assert "option tiny/first/q1/a" in refusal
    assert "people have used it" in refusal


def test_a_folder_among_the_files_is_left_aside(folder: CourseFolder) -> None:
    (folder.path / "old.yaml").mkdir()
    folder.load()
    assert Module.objects.count() == 1


def test_after_a_fault_the_database_is_as_before(folder: CourseFolder) -> None:
    folder.load()
    before = list(Lesson.objects.values())
    folder.edit("둘째 글.", "{없는 말}")

    folder.refusal()

    assert list(Lesson.objects.values()) == before


def test_every_fault_of_a_file_is_told_at_once(folder: CourseFolder) -> None:
    folder.edit("둘째 글.", "{없는 말}")
    folder.edit("::: analogy", "::: analogie")

    refusal = folder.refusal()

    assert "없는 말" in refusal
    assert "analogie" in refusal


def plain_fixture(tmp_path: Path, folder: CourseFolder) -> Path:
    """The same content as a plain Django fixture."""
    folder.load()
    path = tmp_path / "plain.json"
    call_command(
        "dumpdata",
        "courses",
        "quizzes",
        natural_foreign=True,
        natural_primary=True,
        exclude=["courses.coursefiles"],
        output=str(path),
        verbosity=0,
    )
    Course.objects.get().delete()
    return path


def test_a_plain_django_fixture_loads_and_renders_too(folder: CourseFolder, tmp_path: Path) -> None:
    path = plain_fixture(tmp_path, folder)

    call_command("loaddata", str(path), verbosity=0)

    assert "<strong>" in Lesson.objects.get(slug="one").body_html
    assert Option.objects.count() == 4


@pytest.mark.parametrize(
    ("model", "field", "value", "reason"),
    [
        ("quizzes.option", "is_correct", False, "exactly one right"),
        ("quizzes.option", "is_correct", True, "exactly one right"),
        ("quizzes.option", "explanation", "", "explanation"),
        ("courses.lesson", "body", "[x](course:nowhere)", "course:nowhere"),
        ("courses.lesson", "body", "::: what\nx\n:::", "what"),
        ("courses.lesson", "slug", "no slug", "slug"),
    ],
)
def test_a_plain_django_fixture_is_checked_alike(
    folder: CourseFolder, tmp_path: Path, model: str, field: str, value: object, reason: str
) -> None:
    path = plain_fixture(tmp_path, folder)
    rows = json.loads(path.read_text())
    for row in rows:
        if row["model"] == model:
            row["fields"][field] = value
    path.write_text(json.dumps(rows))

    with pytest.raises(CommandError) as refusal:
        call_command("loaddata", str(path), verbosity=0)

    assert "plain.json" in str(refusal.value)
    assert reason in str(refusal.value)
    assert not Course.objects.exists()


def test_a_plain_fixture_adds_no_option_to_an_answered_question(
    folder: CourseFolder, tmp_path: Path
) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    fields = {
        "question": ["tiny", "first", "q1"],
        "slug": "e",
        "position": 9,
        "text": "더",
        "explanation": "더",
    }
    path = tmp_path / "plain.json"
    path.write_text(json.dumps([{"model": "quizzes.option", "fields": fields}]))

    with pytest.raises(CommandError, match=r"plain\.json: option tiny/first/q1/e: .*has answers"):
        call_command("loaddata", str(path), verbosity=0)


def test_a_fixture_cannot_change_an_answer(folder: CourseFolder, tmp_path: Path) -> None:
    folder.load()
    answer = answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    path = tmp_path / "answers.json"
    call_command("dumpdata", "quizzes.answer", output=str(path), verbosity=0)
    rows = json.loads(path.read_text())
    rows[0]["fields"]["answered_at"] = "2020-01-01T00:00:00Z"
    path.write_text(json.dumps(rows))

    with pytest.raises(CommandError, match="never changed or deleted"):
        call_command("loaddata", str(path), verbosity=0)

    assert Answer.objects.get() == answer
    assert Answer.objects.get().answered_at == answer.answered_at
