"""When a module is complete: one rule, for the learner's pages and for the reports alike."""

import random
from collections.abc import Iterator

import pytest
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Course, Module
from progress.counted import Counted
from progress.models import LessonRead, LessonVisit
from progress.module_progress import CourseStanding
from quizzes.models import Attempt, Question
from reports.overview import Overview, Selection
from tests.factories import CourseFactory, make_member, standing
from tests.histories import History, finish, make_module, read
from tests.tables import first

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Iterator[Course]:
    """Its modules may have nothing in them, as older ones may: the database takes no new ones."""
    course = CourseFactory.create()
    yield course
    course.modules.update(is_published=False)


@pytest.fixture
def learner(course: Course) -> User:
    return make_member(course)


def standing_of(course: Course, learner: User) -> CourseStanding:
    return standing(course, learner)


def overview_of(course: Course, learner: User) -> Overview:
    members = Counted.of(*Cohort.objects.filter(enrolments__learner=learner))
    return Overview.of(members, list(course.modules.order_by("position")), Selection(), None)


def states(course: Course, learner: User) -> list[tuple[str, str]]:
    """Each module's state on the learner's pages and in the reports."""
    mine = [module.state for module in standing_of(course, learner).modules]
    reported = [cell.state for cell in overview_of(course, learner).members[0].cells]
    return list(zip(mine, reported, strict=True))


def test_nobody_is_complete_where_there_is_nothing_to_read_or_answer(
    course: Course, learner: User
) -> None:
    make_module(course, lessons=0, questions=0)
    draft = make_module(course, lessons=0, questions=1)
    Question.objects.filter(quiz=draft.quiz).update(retired_at=timezone.now())

    assert states(course, learner) == [("not-started", "not-started")] * 2
    assert not standing_of(course, learner).is_finished
    assert [module.left_text for module in standing_of(course, learner).modules] == ["", ""]


def test_who_had_finished_a_quiz_stays_complete_when_its_questions_are_retired(
    course: Course, learner: User
) -> None:
    module = make_module(course, lessons=0, questions=2)
    finish(module, learner)
    for question in module.quiz.questions.all():
        question.retire()

    assert states(course, learner) == [("complete", "complete")]


def test_with_lessons_alone_it_is_complete_once_they_are_read(
    course: Course, learner: User
) -> None:
    module = make_module(course, lessons=2, questions=0)
    assert states(course, learner) == [("not-started", "not-started")]
    read(module, learner)
    assert states(course, learner) == [("complete", "complete")]


def test_with_both_it_is_complete_once_both_are_done(course: Course, learner: User) -> None:
    module = make_module(course, lessons=1, questions=1)
    finish(module, learner)
    assert states(course, learner) == [("reading", "reading")]
    read(module, learner)
    assert states(course, learner) == [("complete", "complete")]


def test_an_attempt_without_an_answer_is_not_begun(course: Course, learner: User) -> None:
    module = make_module(course, lessons=1, questions=1)
    Attempt.objects.create(quiz=module.quiz, learner=learner)
    assert states(course, learner) == [("not-started", "not-started")]


def state_by_the_rule(module: Module, learner: User) -> str:
    """DESIGN's rule, worked out row by row: the third opinion.

    A finished attempt of record stays what it is, whatever is asked since. Where nobody could
    finish one as nothing was asked, the first question makes the module open again, as a section
    that is added does.
    """
    lessons = set(module.lessons.values_list("pk", flat=True))
    read = set(LessonRead.objects.filter(learner=learner).values_list("lesson", flat=True))
    visited = set(LessonVisit.objects.filter(learner=learner).values_list("lesson", flat=True))
    attempts = Attempt.objects.filter(quiz__module=module, learner=learner)
    of_record = attempts.filter(number=1).first()
    in_quiz = Question.objects.filter(quiz__module=module, sibling_of=None)
    asks = in_quiz.filter(retired_at=None, is_draft=False).exists()
    is_finished = of_record is not None and of_record.finished_at is not None
    if lessons <= read and (is_finished or (lessons and not asks)):
        return "complete"
    if of_record is not None and not is_finished and of_record.answers.exists():
        return "answering"
    answered = attempts.filter(answers__isnull=False).exists()
    return "reading" if answered or lessons & (read | visited) else "not-started"


@pytest.mark.parametrize("seed", first(4, range(500)))
def test_pages_and_reports_agree_whatever_happened(
    course: Course, learner: User, seed: int
) -> None:
    History(random.Random(seed), course, learner).go(steps=25)

    mine, report = standing_of(course, learner), overview_of(course, learner)
    member = report.members[0]
    by_the_rule = [state_by_the_rule(one.module, learner) for one in mine.modules]
    assert [one.state for one in mine.modules] == by_the_rule
    assert [cell.state for cell in member.cells] == by_the_rule
    assert mine.done == member.done == by_the_rule.count("complete")
    assert mine.is_finished == (member.state == "finished")
    days = [timezone.localdate(at) for one in mine.modules if (at := one.completed_at)]
    assert report.days == [(day, days.count(day)) for day in sorted(set(days))]
