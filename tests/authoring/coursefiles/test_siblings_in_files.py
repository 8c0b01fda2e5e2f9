"""`level` and `sibling_of` in course files: read, checked with their lines, written back."""

from typing import Any

import pytest

from authoring.coursefiles.checking import check_folder
from authoring.coursefiles.dumping import course_files
from authoring.coursefiles.jsonschema import json_schema
from courses.models import Course
from courses.versions import versions_of
from quizzes.models import Question
from tests.authoring.conftest import CourseFolder
from tests.factories import UserFactory, answer_wrong
from tests.quizzes.test_sibling_rules import answered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]

FILE = "01-first.yaml"
FIRST = "    - slug: q1\n      lesson: one\n"
AFTER = "self_diagnosis:\n"
OPTIONS = """\
      stem: |
        다른 경우에는 무엇입니까?
      options:
        - slug: a
          text: |
            하나
          correct: true
          explanation: |
            맞습니다.
        - slug: b
          text: |
            둘
          explanation: |
            아닙니다.
"""
SIBLING = f"""\
    - slug: q3
      sibling_of: q1
      lesson: two
      level: 분석
{OPTIONS}"""


@pytest.fixture
def paired(folder: CourseFolder) -> CourseFolder:
    """The question q3 is a sibling of q1; both say what they measure."""
    folder.edit("is_published", "kind: core\nis_published")
    folder.edit(FIRST, f"{FIRST}      level: 적용\n")
    folder.edit(AFTER, SIBLING + AFTER)
    return folder


def question(slug: str) -> Question:
    return Question.objects.get(slug=slug)


def written() -> dict[str, str]:
    return {name: text.decode() for name, text in course_files(Course.objects.get())}


def line_of(folder: CourseFolder, text: str) -> int:
    lines = (folder.path / FILE).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_both_are_stored_and_come_back_byte_for_byte(paired: CourseFolder) -> None:
    paired.load()
    assert question("q1").level == 3
    assert question("q2").level is None
    assert (question("q3").level, question("q3").sibling_of) == (4, question("q1"))

    assert written()[FILE] == (paired.path / FILE).read_text(encoding="utf-8")
    versions = versions_of(Question).count()
    assert "0 changed" in paired.load()
    assert versions_of(Question).count() == versions
    last = versions_of(Question).filter(pgh_obj=question("q3")).latest("pgh_id")
    assert (last.level, last.sibling_of_id) == (4, question("q1").pk)


def test_a_level_has_the_name_that_the_course_s_language_gives_it(paired: CourseFolder) -> None:
    paired.edit("language: ko", "language: en", "course.yaml")
    paired.load()
    assert "level: Apply\n" in written()[FILE]
    paired.edit("level: 적용", "level: Apply")
    assert "0 changed" in paired.load()


def test_a_sibling_may_stand_before_its_question(paired: CourseFolder) -> None:
    paired.edit(SIBLING, "")
    paired.edit(FIRST, SIBLING + FIRST)
    paired.load()
    assert [q.slug for q in Question.objects.order_by("position")] == ["q3", "q1", "q2"]
    assert written()[FILE] == (paired.path / FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("level: 적용", "level: 응용", "`응용`: takes one of Remember, Understand, Apply"),
        ("level: 적용", "level: 3", "`3`: takes one of"),
        ("sibling_of: q1", "sibling_of: q9", "This quiz has no question `q9`."),
        ("sibling_of: q1", "sibling_of: q3", "A question is no sibling of itself."),
        ("level: 적용", "sibling_of: q3", "`q3` is a sibling itself"),
        ("sibling_of: q1", "sibling_of: q4", "`q4` is a draft, which is not asked"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    paired: CourseFolder, old: str, new: str, fault: str
) -> None:
    draft = f"    - slug: q4\n      draft: true\n{OPTIONS}"
    paired.edit(AFTER, draft + AFTER)
    paired.edit(old, new)
    place = f"{FILE}:{line_of(paired, new)}: quiz.questions["

    refusal = paired.refusal()
    assert f"{place}q1].{new.split(':')[0]}: {fault}" in refusal or (
        f"{place}q3].{new.split(':')[0]}: {fault}" in refusal
    )
    assert not Question.objects.exists()
    assert any(fault in each.message for each in check_folder(paired.path))


def test_a_draft_may_be_the_sibling_of_a_draft(paired: CourseFolder) -> None:
    draft = f"    - slug: q4\n      draft: true\n{OPTIONS}"
    sibling = f"    - slug: q5\n      draft: true\n      sibling_of: q4\n{OPTIONS}"
    paired.edit(AFTER, draft + sibling + AFTER)
    paired.load()
    assert question("q5").sibling_of == question("q4")
    assert written()[FILE] == (paired.path / FILE).read_text(encoding="utf-8")


def test_a_renamed_question_keeps_its_sibling(paired: CourseFolder) -> None:
    paired.load()
    pks = {question(slug).pk for slug in ("q1", "q3")}
    answer_wrong(question("q1"), UserFactory.create())
    paired.edit("slug: q1", "slug: renamed")
    paired.edit("sibling_of: q1", "sibling_of: renamed")
    out = paired.load()
    assert "renamed: question tiny/first/q1 → renamed" in out
    assert {question("renamed").pk, question("q3").pk} == pks
    assert question("q3").sibling_of == question("renamed")


def replace_first(folder: CourseFolder) -> None:
    folder.edit("slug: q1", "slug: q1-2")
    folder.edit("무엇입니까?", "어느 것입니까?")
    folder.edit("sibling_of: q1", "sibling_of: q1-2")


def test_an_unanswered_sibling_goes_on_beside_the_question_that_replaces_its_own(
    paired: CourseFolder,
) -> None:
    paired.load()
    answer_wrong(question("q1"), UserFactory.create())
    replace_first(paired)
    paired.load()
    assert question("q1").is_retired
    assert question("q3").sibling_of == question("q1-2")
    assert not question("q3").is_retired
    assert written()[FILE] == (paired.path / FILE).read_text(encoding="utf-8")


def test_an_answered_sibling_needs_a_slug_of_its_own_then(paired: CourseFolder) -> None:
    paired.load()
    answered(question("q3"), UserFactory.create())
    replace_first(paired)
    refusal = paired.refusal()
    assert f"{FILE}:{line_of(paired, 'sibling_of')}: quiz.questions[q3].sibling_of: " in refusal
    assert "give it a slug of its own such as `q3-2`" in refusal
    assert not question("q1").is_retired

    paired.edit("slug: q3", "slug: q3-2")
    paired.load()
    assert question("q1").is_retired
    assert question("q3").is_retired
    assert question("q3-2").sibling_of == question("q1-2")
    assert question("q3").answers.count() == 1


@pytest.mark.parametrize("is_answered", [True, False])
def test_both_go_together(paired: CourseFolder, is_answered: bool) -> None:
    paired.load()
    if is_answered:
        answered(question("q3"), UserFactory.create())
    file = (paired.path / FILE).read_text(encoding="utf-8")
    begin, end = file.index(FIRST), file.index("    - slug: q2")
    paired.write(FILE, (file[:begin] + file[end:]).replace(SIBLING, ""))
    paired.load()
    assert [q.slug for q in Question.objects.asked()] == ["q2"]
    assert Question.objects.count() == (3 if is_answered else 1)


def test_a_sibling_that_is_not_listed_any_more_goes(paired: CourseFolder) -> None:
    paired.load()
    paired.edit(SIBLING, "")
    assert "removed: question tiny/first/q3" in paired.load()
    assert [q.slug for q in Question.objects.all()] == ["q1", "q2"]


def test_editors_know_the_keys() -> None:
    properties = json_schema()["then"]["properties"]["quiz"]["properties"]
    keys: dict[str, Any] = properties["questions"]["items"]["properties"]
    assert keys["sibling_of"] == {"type": "string", "default": ""}
    assert {"적용", "Apply"} < {*keys["level"]["enum"]}
    assert len(keys["level"]["enum"]) == 12


def test_a_pair_is_renamed_in_one_load(paired: CourseFolder) -> None:
    paired.load()
    pks = [question(slug).pk for slug in ("q1", "q3")]
    answered(question("q3"), UserFactory.create())
    paired.edit("slug: q1", "slug: first")
    paired.edit("slug: q3", "slug: second")
    paired.edit("sibling_of: q1", "sibling_of: first")
    assert "renamed: question tiny/first/q3 → second" in paired.load()
    assert [question(slug).pk for slug in ("first", "second")] == pks
