"""The course written anew is loaded over the course that people have answered: nothing of theirs
changes, and what is asked from then on is new."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

from accounts.models import User
from courses.models import Cohort, Course, Lesson
from progress.checklists import items_of
from progress.models import ChecklistTick, LessonNote, Rating
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Answer, Attempt, Question, Quiz
from quizzes.models.wording import Wording
from tests.authoring.local_ai import MODULES
from tests.database import Keeping, put_back
from tests.factories import choose, make_member, right, sheet_of, wrong
from tests.progress.todays_review.steps import answer as review
from tests.progress.todays_review.steps import asked_on, form_on, shown
from tests.reports.conftest import make_facilitator
from tests.study_group import make_study_group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]
OLD = settings.BASE_DIR / "tests/data/local-ai-0.2.zip"
# Whatever a learner has done stands in these tables.
DONE = "tablename ~ '^progress_' OR tablename ~ '^quizzes_(attempt|answer|askedquestion)$'"
SAID = """
    SELECT answer.id, question.slug, question.stem, option.slug, option.text, option.is_correct
    FROM quizzes_answer AS answer
    JOIN quizzes_option AS option ON option.id = answer.option_id
    JOIN quizzes_question AS question ON question.id = answer.question_id
    WHERE question.slug NOT IN ('root-cause', 'tokens-and-speed') ORDER BY answer.id
"""
# These live on: the words of some of their texts alone are others.
MENDED = {"root-cause", "tokens-and-speed"}
FIRST = "spring-001"


def rows(query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def done() -> dict[str, list[Any]]:
    """Every row of what learners have done, all columns of it."""
    tables = [table for (table,) in rows(f"SELECT tablename FROM pg_tables WHERE {DONE}")]
    return {table: rows(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY t.id") for table in tables}


def scores() -> dict[tuple[str, str, int], tuple[int, int]]:
    """Of each attempt that is over, as its learner sees it."""
    over = Attempt.objects.exclude(finished_at=None, stopped_at=None).filter(answers__ordinal=1)
    found = {}
    for attempt in over.distinct().select_related("learner", "quiz__module"):
        sheet = AnswerSheet.of_review(attempt.quiz_id, attempt.learner, attempt.number)
        assert sheet is not None
        key = (attempt.learner.username, attempt.quiz.module.slug, attempt.number)
        found[key] = (sheet.score, sheet.total)
    return found


def make_answered_course() -> None:
    """The course as version 0.2 had it, and a group in the midst of it."""
    call_command("loaddata", str(OLD), verbosity=0)
    cohort = make_study_group(Course.objects.get(slug="local-ai"), members=6)
    first = User.objects.get(username=FIRST)
    facilitator = make_facilitator(cohort, username="leads")
    assert facilitator.pk
    lesson = next(lesson for lesson in Lesson.objects.all() if items_of(lesson.body_html))
    ChecklistTick.objects.change(first, lesson, dict([*items_of(lesson.body_html).items()][:2]), ())
    LessonNote.at(lesson, learner=first, text="서버실에 물어볼 것").save()
    practise(first)
    root = Question.objects.get(slug="root-cause")
    begun = User.objects.get(username="spring-006")
    for option in (wrong(root), right(root), wrong(Question.objects.get(slug="two-markets"))):
        choose(begun, option)


def practise(learner: User) -> None:
    """One question of today's review, and a practice of a whole quiz that is left in its midst."""
    client = Client()
    client.force_login(learner)
    html = shown(client)
    assert review(client, right(asked_on(html)), form_on(html))[0] == 303
    # One that asks for nothing but what is retired would end with that.
    Attempt.objects.filter(learner=learner).stop()
    quiz = Quiz.objects.get(module__slug="why-local-ai")
    practice = Attempt.objects.practise(quiz, learner, "all")
    assert practice is not None
    assert practice.number > 1
    choose(learner, wrong(quiz.questions.earliest("position")))


@dataclass
class Before:
    done: dict[str, list[Any]]
    said: list[Any]
    scores: dict[tuple[str, str, int], tuple[int, int]]
    answered: set[str]
    keys: dict[str, int]


@pytest.fixture(scope="session")
def _answered_rows(kept: Keeping) -> list[str]:
    return kept("answered_course", make_answered_course)


@pytest.fixture(scope="session")
def _loaded_rows(kept: Keeping, _answered_rows: list[str]) -> list[str]:
    def load_over_it() -> None:
        put_back(_answered_rows)
        call_command("loaddata", "local-ai", verbosity=0)

    return kept("written_anew", load_over_it)


@pytest.fixture
def before(db: None, _answered_rows: list[str], _loaded_rows: list[str]) -> Before:
    """What stood there before the new course was loaded, which it is now."""
    with transaction.atomic():
        put_back(_answered_rows)
        answered = {*Question.objects.exclude(answers=None).values_list("slug", flat=True)}
        keys = dict(Question.objects.values_list("slug", "pk"))
        before = Before(done(), rows(SAID), scores(), answered, keys)
        transaction.set_rollback(True)
    put_back(_loaded_rows)
    return before


def test_every_row_of_what_learners_did_is_as_it_was(before: Before) -> None:
    assert {table for table, found in before.done.items() if found} >= {
        *("quizzes_attempt", "quizzes_answer", "progress_lessonread", "progress_lessonnote"),
        *("progress_diagnosis", "progress_rating", "progress_checklisttick"),
    }
    assert Answer.objects.filter(ordinal=2).exists()
    assert Attempt.objects.filter(number=2).exists()
    assert Rating.objects.filter(rating="on-my-own").exists()
    assert done() == before.done


def test_every_answer_says_what_it_said(before: Before) -> None:
    assert len(before.said) > 50
    assert rows(SAID) == before.said


def test_every_score_is_as_it_was(before: Before) -> None:
    assert len(before.scores) > 7
    assert scores() == before.scores


def test_what_was_answered_is_retired_and_what_was_not_is_removed(before: Before) -> None:
    new = {part["slug"] for module in MODULES.values() for part in module["quiz"]["questions"]}
    stay = before.keys.keys() & new
    retired = {*Question.objects.exclude(retired_at=None).values_list("slug", flat=True)}

    assert stay == MENDED
    assert retired == before.answered - stay
    assert {*Question.objects.values_list("slug", flat=True)} == retired | new
    live = Question.objects.filter(slug__in=stay, retired_at=None).values_list("slug", "pk")
    assert dict(live) == {slug: before.keys[slug] for slug in stay}


def test_the_mended_question_lives_on_and_its_earlier_words_are_kept(before: Before) -> None:
    root = Question.objects.get(slug="root-cause")

    assert root.stem == MODULES["ai-semiconductors"]["quiz"]["questions"][0]["stem"].strip()
    kept = {wording.text for wording in Wording.objects.filter(question=root)}
    assert "NVIDIA가 독주하는 가장 근본적인 원인은 무엇일까요?" in kept
    assert {*Wording.objects.values_list("question__slug", flat=True)} <= MENDED


def test_quizzes_that_were_finished_stay_finished_and_practice_asks_the_new_five(
    before: Before,
) -> None:
    first = User.objects.get(username=FIRST)
    quizzes = Quiz.objects.filter(module__course__slug="local-ai")

    for quiz in quizzes:
        sheet = sheet_of(quiz, first)
        assert sheet.is_ever_finished
        Attempt.objects.filter(quiz=quiz, learner=first).stop()
        assert Attempt.objects.practise(quiz, first, "all")
        assert [*sheet_of(quiz, first).questions] == [*quiz.questions.live()]


def test_who_begins_now_is_asked_the_new_five_of_each_module(before: Before) -> None:
    course = Course.objects.get(slug="local-ai")
    member = make_member(course)

    for quiz in Quiz.objects.filter(module__course=course).select_related("module"):
        written = MODULES[quiz.module.slug]["quiz"]["questions"]
        asked = [question.slug for question in sheet_of(quiz, member).questions]
        assert asked == [part["slug"] for part in written if "sibling_of" not in part]
        assert len(asked) == 5


def test_who_was_in_the_midst_of_a_quiz_finishes_it_with_the_new_questions(before: Before) -> None:
    begun = User.objects.get(username="spring-006")
    quiz = Quiz.objects.get(module__slug="ai-semiconductors")

    for question in quiz.questions.live().exclude(slug="root-cause"):
        choose(begun, right(question))

    sheet = sheet_of(quiz, begun)
    assert sheet.is_finished
    assert (sheet.score, sheet.total) == (4, 6)


def test_reports_show_the_questions_of_before_and_those_of_now(
    before: Before, client: Client
) -> None:
    client.force_login(User.objects.get(username="leads"))
    assert Cohort.objects.get(slug="spring").course.slug == "local-ai"

    for module, old in (("sizing", "weigh-a-model"), ("ai-semiconductors", "open-camp")):
        html = client.get(f"/admin/reports/spring/quiz/{module}/").content.decode()
        written = MODULES[module]["quiz"]["questions"]
        assert old in before.answered
        for slug in (old, *(part["slug"] for part in written if "sibling_of" not in part)):
            assert f'data-question="{slug}"' in html
