"""What the outline tells of each module, and in how many queries."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from authoring.outline.changes import changed_since_published
from authoring.outline.page import StoredOutline
from authoring.outline.states import ModuleState
from authoring.publishing import publish, take_back
from courses.models import Course, Lesson, Level, Module
from quizzes.models import Option, Question, Remark
from tests.authoring.versions import age_versions
from tests.factories import (
    CohortFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
)
from tests.reports.conftest import make_course, make_facilitator

pytestmark = pytest.mark.django_db


def states(course: Course) -> list[ModuleState]:
    return [row.state for row in StoredOutline(course).page().modules]


def module_at(course: Course, position: int) -> Module:
    return course.modules.get(position=position)


def later(module: Module) -> Module:
    age_versions()
    return module


def test_a_published_module_that_lacks_nothing_has_no_state(course: Course) -> None:
    assert states(course) == [ModuleState()] * 3


def test_a_draft_tells_what_holds_it_back_and_nothing_that_may_wait(course: Course) -> None:
    whole, faulty, _third = course.modules.order_by("position")
    Module.objects.filter(pk__in=[whole.pk, faulty.pk]).update(is_published=False)
    whole.quiz.delete()
    faulty.lessons.update(body="{없는말}과 ::: analogie")
    found = states(course)
    assert found[0].lacks == []
    assert len(found[1].lacks) == 2
    assert all("없는말" in line.sentence for line in found[1].lacks)
    assert found[2].lacks == []


def test_an_empty_draft_says_so(course: Course) -> None:
    ModuleFactory.create(course=course, is_published=False)
    assert [line.sentence for line in states(course)[3].lacks] == ["아직 절이 없습니다."]


def test_what_was_mended_is_told_no_more(course: Course) -> None:
    """Though what was found of the same texts is remembered."""
    module = module_at(course, 1)
    Module.objects.filter(pk=module.pk).update(is_published=False)
    lesson = module.lessons.earliest("position")
    Lesson.objects.filter(pk=lesson.pk).update(body="[갈 곳](course:not-yet)")
    assert len(states(course)[0].lacks) == 1
    assert len(states(course)[0].lacks) == 1
    ModuleFactory.create(course=course, slug="not-yet", is_published=False)
    assert states(course)[0].lacks == []
    Lesson.objects.filter(pk=lesson.pk).update(body="{없는말}")
    assert len(states(course)[0].lacks) == 1


def test_links_that_lead_nowhere_are_told_where_they_are(course: Course) -> None:
    first, second, third = course.modules.order_by("position")
    first.lessons.update(body="`course:sample`은 이렇게 씁니다: [보기](course:" + second.slug + ")")
    lesson = second.lessons.earliest("position")
    Lesson.objects.filter(pk=lesson.pk).update(body="[하나](course:gone) [둘](course:gone-2)")
    question = third.quiz.questions.earliest("position")
    option = question.options.earliest("position")
    Option.objects.filter(pk=option.pk).update(explanation="[셋](course:gone)")
    retired = QuestionFactory.create(quiz=third.quiz, stem="[넷](course:gone)", is_draft=True)
    Question.objects.filter(pk=retired.pk).update(retired_at=timezone.now())
    Level.objects.filter(rank=2).update(read_next="[다섯](course:gone)")
    found = states(course)
    assert [len(state.broken) for state in found] == [0, 2, 2]
    assert {link.row for link in found[1].broken} == {lesson}
    assert all("gone" in link.sentence for link in found[1].broken)
    assert f"/question/{question.pk}/" in " ".join(link.address for link in found[2].broken)


def test_links_of_another_course_are_its_own(course: Course) -> None:
    LessonFactory.create(body="[하나](course:gone)")
    assert states(course) == [ModuleState()] * 3


def test_remarks_that_are_open_are_counted(course: Course, author: User) -> None:
    cohort = CohortFactory.create(course=course)
    sender = make_facilitator(cohort)
    for question in module_at(course, 2).quiz.questions.all():
        Remark.objects.send(question, cohort, sender, "정답이 둘로 보입니다.")
    Remark.objects.send(module_at(course, 3).quiz.questions.all()[0], cohort, sender, "고칠 말")
    Remark.objects.filter(text="고칠 말").finish(author)
    assert [state.remarks for state in states(course)] == [0, 2, 0]


def test_a_review_that_is_due_is_told(course: Course) -> None:
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Module.objects.filter(course=course, position=2).update(review_after=yesterday)
    assert [state.is_due for state in states(course)] == [False, True, False]


CHANGES: dict[str, Callable[[Module], object]] = {
    "its title": lambda module: module.course.modules.filter(pk=module.pk).update(title="새 제목"),
    "a section": lambda module: module.lessons.update(body="고쳐 쓴 글"),
    "a section that is new": lambda module: LessonFactory.create(module=module),
    "a section that is gone": lambda module: module.lessons.latest("pk").delete(),
    "the quiz": lambda module: type(module.quiz).objects.filter(module=module).update(intro="말"),
    "a question": lambda module: module.quiz.questions.update(stem="다른 물음"),
    "an option": lambda module: Option.objects.filter(
        question__quiz__module=module, slug="a"
    ).update(explanation="고친 풀이"),
    "a level": lambda _module: Level.objects.filter(rank=1).update(can_do="고친 말"),
}
NO_CHANGES: dict[str, Callable[[Module], object]] = {
    "another place": lambda module: module.lessons.filter(position=2).update(position=5),
    "its own place": lambda module: (
        type(module).objects.filter(pk=module.pk).update(position=9, label="모듈 9")
    ),
    "the day of its review": lambda module: (
        type(module).objects.filter(pk=module.pk).update(review_after=timezone.localdate())
    ),
    "a question that is a draft": lambda module: QuestionFactory.create(
        quiz=module.quiz, is_draft=True
    ),
    "a section of another": lambda module: module_at(module.course, 1).lessons.update(body="글"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_learners_read_that_changed_since_it_was_published(course: Course, what: str) -> None:
    module = later(module_at(course, 3))
    assert changed_since_published([module.pk]) == {}
    CHANGES[what](module)
    assert set(changed_since_published([module.pk])) == {module.pk}


@pytest.mark.parametrize("what", NO_CHANGES)
def test_what_learners_do_not_read_is_no_change(course: Course, what: str) -> None:
    module = later(module_at(course, 3))
    NO_CHANGES[what](module)
    assert changed_since_published([module.pk]) == {}


def test_publishing_it_anew_begins_anew(course: Course) -> None:
    module = later(module_at(course, 3))
    module.lessons.update(body="고쳐 쓴 글")
    take_back(module)
    assert changed_since_published([module.pk]) == {}
    publish(module)
    later(module)
    assert changed_since_published([module.pk]) == {}
    module.lessons.update(body="또 고쳐 쓴 글")
    assert set(changed_since_published([module.pk])) == {module.pk}


def test_the_page_says_all_of_it(client: Client, author: User, course: Course) -> None:
    module = later(module_at(course, 3))
    module.lessons.update(body="[하나](course:gone)")
    Module.objects.filter(course=course, position=1).update(is_published=False)
    html = client.get(f"/admin/courses/course/{course.pk}/outline/").content.decode()
    assert "빠진 것 없음" in html
    assert "끊긴 링크 2" in html
    assert "에 고침" in html
    assert "모듈 3개 · 절 6개 · 문제 6개 · 약 12분" in html


@pytest.mark.full
def test_thirty_modules_are_told_in_as_many_queries_as_three(client: Client, author: User) -> None:
    numbers = []
    for many in (1, 3, 30):  # with the first what is kept is read
        course = make_course(modules=many, questions=1)
        course.modules.filter(position__gt=1).update(is_published=False)
        Lesson.objects.filter(module__course=course).update(body="[하나](course:gone) {없는말}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/admin/courses/course/{course.pk}/outline/")
        numbers.append(len(queries))
    assert numbers[1] == numbers[2] < 35
