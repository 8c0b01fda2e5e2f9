"""What people have answered changes with a file only where the file marks its wording as mended."""

import pytest
from django.utils import translation

from quizzes.models import Option, Question, Wording
from tests.authoring.conftest import CourseFolder
from tests.factories import UserFactory, answer_wrong, choose, right

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]

STEM, OPTION = "      stem: |\n        무엇입니까?", "          text: |\n            하나\n"
SLUG = "    - slug: q1\n"


@pytest.fixture
def answered(folder: CourseFolder) -> Question:
    """The question q1 of the course, loaded and answered."""
    folder.load()
    question = Question.objects.get(slug="q1")
    answer_wrong(question, UserFactory.create())
    return question


def mark(folder: CourseFolder) -> None:
    folder.edit(SLUG, f"{SLUG}      wording: mended\n")


def stored() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Question, Option, Wording)]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (STEM, STEM.replace("무엇", "어느 것"), "01-first.yaml:30: quiz.questions[q1].stem: "),
        (
            OPTION,
            OPTION.replace("하나", "셋"),
            "01-first.yaml:34: quiz.questions[q1].options[a].text: ",
        ),
    ],
)
def test_the_load_stops_with_line_place_and_both_ways_out(
    folder: CourseFolder, answered: Question, old: str, new: str, place: str
) -> None:
    folder.edit(old, new)
    before = stored()

    refusal = folder.refusal()

    assert place in refusal
    assert "`wording: mended` at the question `q1`" in refusal
    assert "`q1-2`: this one is retired with its answers" in refusal
    assert stored() == before


def test_the_load_stops_in_korean_as_well(folder: CourseFolder, answered: Question) -> None:
    folder.edit(STEM, STEM.replace("무엇", "어느 것"))
    with translation.override("ko"):
        refusal = folder.refusal()
    assert "`wording: mended`" in refusal
    assert "`q1-2`" in refusal
    assert "이미 답한" in refusal


def test_all_places_are_told_at_once(folder: CourseFolder, answered: Question) -> None:
    folder.edit(STEM, STEM.replace("무엇", "어느 것"))
    folder.edit(OPTION, OPTION.replace("하나", "셋"))
    refusal = folder.refusal()
    assert "[q1].stem" in refusal
    assert "[q1].options[a].text" in refusal


def test_marked_it_is_mended_and_what_was_said_is_kept(
    folder: CourseFolder, answered: Question
) -> None:
    folder.edit(STEM, STEM.replace("무엇", "어느 것"))
    folder.edit(OPTION, OPTION.replace("하나", "셋"))
    mark(folder)

    assert "0 added, 2 changed, 0 retired" in folder.load()

    option = answered.options.get(slug="a")
    answered.refresh_from_db()
    assert (answered.stem, option.text) == ("어느 것입니까?", "셋")
    kept = Wording.objects.values_list("question", "option", "text", "last_answer")
    last = answered.answers.get().pk
    assert list(kept) == [
        (answered.pk, None, "무엇입니까?", last),
        (answered.pk, option.pk, "하나", last),
    ]


def test_a_mark_stays_in_the_file_and_changes_nothing_more(
    folder: CourseFolder, answered: Question
) -> None:
    folder.edit(STEM, STEM.replace("무엇", "어느 것"))
    mark(folder)
    folder.load()
    before = stored()

    assert "0 added, 0 changed, 0 retired, 0 removed" in folder.load()
    assert stored() == before


def test_a_mark_is_of_its_own_question(folder: CourseFolder, answered: Question) -> None:
    choose(UserFactory.create(), right(Question.objects.get(slug="q2")))
    mark(folder)
    folder.edit("또 무엇", "또 어느 것")
    assert "quiz.questions[q2].stem" in folder.refusal()


def test_with_a_slug_of_its_own_it_is_asked_anew(folder: CourseFolder, answered: Question) -> None:
    folder.edit(STEM, STEM.replace("무엇", "어느 것"))
    folder.edit(SLUG, "    - slug: q1-2\n")

    assert "1 retired" in folder.load()

    answered.refresh_from_db()
    assert (answered.stem, answered.is_retired) == ("무엇입니까?", True)
    assert not Question.objects.get(slug="q1-2").has_answers
    assert not Wording.objects.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("            아닙니다.\n", "            아니지요.\n"),
        ("        무엇입니까?\n", "        무엇입니까?  \n"),
    ],
)
def test_what_is_no_wording_needs_no_mark(
    folder: CourseFolder, answered: Question, old: str, new: str
) -> None:
    folder.edit(old, new)
    assert " changed" in folder.load()
    assert not Wording.objects.exists()


def test_what_nobody_has_answered_needs_no_mark(folder: CourseFolder) -> None:
    folder.load()
    folder.edit(STEM, STEM.replace("무엇", "어느 것"))
    assert "1 changed" in folder.load()


def test_a_mark_takes_mended_alone(folder: CourseFolder) -> None:
    folder.edit(SLUG, f"{SLUG}      wording: other\n")
    assert "takes one of mended" in folder.refusal()
