"""KR-20 stays what it was when a question is replaced, and says which questions it is of."""

import datetime

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from analysis.items import Reliability, reliability
from courses.models import Cohort, Module
from progress.counted import Counted
from quizzes.models import Question, Quiz
from reports.course_items import CourseItems
from tests.analysis.test_items import RIGHT, Answers, random_choices
from tests.answering import counted, give, make_answered, make_cohort
from tests.factories import QuestionFactory, make_quiz
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db


def kr20(choices: Answers) -> float:
    first = np.array([[one[0] == RIGHT for one in sheet] for sheet in choices], dtype=float)
    facility, total, count = first.mean(axis=0), first.sum(axis=1), first.shape[1]
    return float(count / (count - 1) * (1 - (facility * (1 - facility)).sum() / total.var()))


def replace(question: Question) -> Question:
    """Retire it and ask another in its place."""
    question.retire()
    return QuestionFactory.create(quiz=question.quiz, position=question.position)


def of(people: list[User], quiz: Quiz) -> Reliability:
    return reliability(counted(people), [quiz.pk])


def answered(quiz: Quiz, choices: Answers) -> tuple[Cohort, list[User]]:
    """Another cohort, which was asked what is asked now."""
    cohort, people = make_cohort(quiz, len(choices))
    live = Question.objects.live().filter(quiz=quiz)
    asked = [(one, list(one.options.all())) for one in live]
    for person, sheet in zip(people, choices, strict=True):
        give(quiz, person, asked, sheet)
    return cohort, people


def test_a_cohort_that_has_finished_keeps_its_own_when_a_question_is_replaced() -> None:
    choices = random_choices(21, 31, 5)
    _cohort, quiz, people = make_answered(choices, questions=5)
    before = of(people, quiz)

    replace(quiz.questions.get(position=3))

    after = of(people, quiz)
    assert before.kr20 == after.kr20 == pytest.approx(kr20(choices), abs=1e-9)
    assert after.learners == 31
    assert sorted(after.questions) == sorted(before.questions)


def test_the_next_cohort_has_one_of_the_questions_it_was_asked() -> None:
    _cohort, quiz, earlier = make_answered(random_choices(21, 31, 5), questions=5)
    replaced = quiz.questions.get(position=3)
    new = replace(replaced)
    choices = random_choices(22, 33, 5)
    _cohort, people = answered(quiz, choices)

    found = of(people, quiz)
    assert found.kr20 == pytest.approx(kr20(choices), abs=1e-9)
    assert found.learners == 33
    assert new.pk in found.questions
    assert replaced.pk not in found.questions
    assert of(earlier, quiz).learners == 31


def test_a_question_replaced_in_the_midst_of_a_cohort_is_left_out_with_its_successor(
    client: Client,
) -> None:
    first_half = random_choices(23, 18, 4)
    cohort, quiz, people = make_answered(first_half, questions=4)
    replaced = quiz.questions.get(position=2)
    new = replace(replaced)
    second_half = random_choices(24, 17, 4)
    _other, more = answered(quiz, second_half)
    for person in more:
        cohort.enrol(person)
    long_ago = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    cohort.enrolments.update(joined_at=long_ago)

    found = of([*people, *more], quiz)
    common = [[sheet[0], *sheet[2:]] for sheet in first_half + second_half]
    assert found.kr20 == pytest.approx(kr20(common), abs=1e-9)
    assert found.learners == 35
    assert {replaced.pk, new.pk}.isdisjoint(found.questions)

    client.force_login(make_facilitator(cohort))
    html = client.get(f"/admin/reports/{cohort.slug}/quiz/").content.decode()
    assert "3문제를 모두 푼 35명" in html
    label = quiz.module.label
    assert f"{label} · 출제 중지: {replaced.stem}, {label} · 문제 2" in html


def test_one_who_finished_before_questions_were_added_does_not_shorten_it() -> None:
    choices = random_choices(25, 31, 3)
    _cohort, quiz, (early, *_rest) = make_answered([sheet[:2] for sheet in choices[:1]], 2)
    QuestionFactory.create(quiz=quiz, position=3)
    _cohort, people = answered(quiz, choices[1:])

    found = of([early, *people], quiz)
    assert found.learners == 30
    assert len(found.questions) == 3
    assert found.kr20 == pytest.approx(kr20(choices[1:]), abs=1e-9)


def test_before_anybody_has_a_whole_sheet_nothing_is_said_of_left_out_questions() -> None:
    _cohort, quiz, people = make_answered([[[RIGHT], []]], questions=2)
    found = CourseItems.of(counted(people), [quiz.module])
    assert found.reliability.learners == 0
    assert found.left_out == []


def test_a_module_that_came_after_a_cohort_takes_nothing_from_it() -> None:
    choices = random_choices(27, 31, 4)
    cohort, quiz, _people = make_answered(choices, questions=4)
    later = make_quiz(questions=2)
    Module.objects.filter(pk=later.module_id).update(course=cohort.course, position=2)
    quizzes = [quiz.pk, later.pk]
    assert reliability(Counted.of(cohort), quizzes).learners == 0

    members = Counted.of(cohort).members
    over = Counted([member._replace(until=timezone.now()) for member in members])
    found = reliability(over, quizzes)
    assert (found.learners, len(found.questions)) == (31, 4)
    assert found.kr20 == pytest.approx(kr20(choices), abs=1e-9)
