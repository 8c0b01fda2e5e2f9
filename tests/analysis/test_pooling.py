"""What all cohorts of a course tell together, recomputed from the raw answers."""

import datetime
from collections.abc import Sequence

import numpy as np
import pytest
from django.utils import timezone
from scipy import stats

from accounts.models import User
from analysis.items import Item, Share
from analysis.pooling import all_items, cohort_items
from analysis.shrinkage import likeness, shrunk
from courses.models import Cohort, Enrolment
from progress.counted import Counted
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.analysis.test_items import RIGHT, Answers, random_choices
from tests.answering import make_answered, make_cohort, until_right
from tests.factories import ModuleFactory, QuestionFactory, QuizFactory, make_author
from tests.reports.conftest import make_facilitator
from tests.reports.random_cohorts import RandomCohorts
from tests.tables import first

pytestmark = pytest.mark.django_db


def answer(quiz: Quiz, person: User, sheet: Sequence[Sequence[int]], days_ago: int = 0) -> None:
    """What this person chose at each question asked now."""
    when = timezone.now() - datetime.timedelta(days=days_ago)
    attempt = Attempt.objects.create(quiz=quiz, learner=person, started_at=when)
    questions = Question.objects.live().filter(quiz=quiz).prefetch_related("options")
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            question=question,
            option=(option := list(question.options.all())[chosen]),
            ordinal=ordinal,
            is_correct=option.is_correct,
            answered_at=when,
        )
        for question, positions in zip(questions, sheet, strict=True)
        for ordinal, chosen in enumerate(positions, 1)
    )


def another(quiz: Quiz, choices: Answers, days_ago: int = 0) -> tuple[Cohort, list[User]]:
    cohort, people = make_cohort(quiz, len(choices))
    for person, sheet in zip(people, choices, strict=True):
        answer(quiz, person, sheet, days_ago)
    return cohort, people


def beside_all(cohort: Cohort, quiz: Quiz) -> list[Item]:
    return cohort_items(*Counted.beside_all(cohort), [quiz.module])


def right_first(choices: Answers) -> np.ndarray:
    return np.array([[one[0] == RIGHT for one in sheet] for sheet in choices], dtype=float)


def test_from_thirty_whole_sheets_of_whatever_cohorts_there_are_indices() -> None:
    here, there = random_choices(31, 12, 4), random_choices(32, 21, 4)
    cohort, quiz, _people = make_answered(here, questions=4)
    another(quiz, there)
    sheets = right_first([*here, *there])

    for at, item in enumerate(beside_all(cohort, quiz)):
        assert item.discrimination is None
        assert item.pooled is not None
        assert item.pooled.whole == 33
        rest = np.delete(sheets, at, axis=1).sum(axis=1)
        expected = stats.pearsonr(sheets[:, at], rest).statistic
        assert item.pooled.discrimination == pytest.approx(expected, abs=1e-9)
        assert item.pooled.upper_lower is not None
        assert item.facility.total == 12
        assert item.pooled.facility == Share(int(sheets[:, at].sum()), 33)


def test_the_estimate_is_drawn_to_the_other_cohorts_by_how_alike_all_are() -> None:
    here, there, elsewhere = (random_choices(seed, 9, 3) for seed in (41, 42, 43))
    cohort, quiz, _people = make_answered(here, questions=3)
    for choices in (there, elsewhere):
        another(quiz, choices)
    counts = [right_first(choices).sum(axis=0) for choices in (here, there, elsewhere)]
    shares = [[Share(int(count[at]), 9) for count in counts] for at in range(3)]

    for item, (own, *others) in zip(beside_all(cohort, quiz), shares, strict=True):
        expected = shrunk(own, others, likeness(shares))
        assert expected is not None
        assert item.estimate is not None
        assert item.estimate.value == pytest.approx(expected.value, abs=1e-9)
        assert item.estimate.interval == pytest.approx(expected.interval, abs=1e-6)


def test_who_is_in_two_cohorts_counts_once() -> None:
    cohort, quiz, people = make_answered([[[0, RIGHT]]] * 6, questions=1)
    other, _more = another(quiz, [[[RIGHT]]] * 5)
    other.enrol(people[0])

    for here, own in ((cohort, 6), (other, 6)):
        (item,) = beside_all(here, quiz)
        assert item.pooled is not None
        assert item.pooled.facility == Share(5, 11)
        assert item.pooled.by_cohort[here.pk].total == own


@pytest.mark.parametrize(("others", "is_told"), [(0, False), (4, False), (5, True)])
def test_beside_fewer_than_five_others_nothing_is_told_of_them(others: int, is_told: bool) -> None:
    cohort, quiz, _people = make_answered([[[RIGHT]]] * 8, questions=1)
    if others:
        another(quiz, [[[0, RIGHT]]] * others)
    (item,) = beside_all(cohort, quiz)
    assert (item.pooled is not None) is is_told
    assert (item.estimate is not None) is is_told


@pytest.mark.parametrize(("people", "answered"), [(4, 0), (5, 5)])
def test_authors_are_told_of_five_and_of_no_fewer(people: int, answered: int) -> None:
    _cohort, quiz, _people = make_answered([[[RIGHT]]] * people, questions=1)
    (item,) = all_items(quiz.module.course_id, [quiz.module])
    assert item.answered == answered
    assert sum(choice.ever for choice in item.choices) == answered


def test_who_writes_the_course_leads_a_cohort_or_has_left_is_not_in_it() -> None:
    cohort, quiz, people = make_answered([[[RIGHT]]] * 8, questions=1)
    for person in (make_author(), make_facilitator(cohort)):
        cohort.enrol(person)
        answer(quiz, person, [[RIGHT]])
    Enrolment.objects.filter(learner=people[0]).update(left_at=timezone.now())
    (item,) = all_items(quiz.module.course_id, [quiz.module])
    assert item.answered == 7


def reword(question: Question) -> None:
    question.mend_wording()
    question.stem = "다르게 물으면 무엇입니까?"
    question.save()


def reword_an_option(question: Question) -> None:
    question.mend_wording()
    option = question.options.get(slug="c")
    option.text = "다른 보기"
    option.save()


@pytest.mark.parametrize("change", [reword, reword_an_option])
def test_answers_to_an_earlier_wording_are_counted_apart(change: object) -> None:
    assert callable(change)
    cohort, quiz, _people = make_answered([[[RIGHT]]] * 7, questions=1)
    another(quiz, [until_right_sheet(0)] * 6 + [[[RIGHT]]] * 3, days_ago=20)
    change(quiz.questions.get())
    another(quiz, [until_right_sheet(2)] * 5)

    (item,) = beside_all(cohort, quiz)
    assert item.pooled is not None
    assert item.pooled.facility == Share(7, 12)
    assert item.pooled.before_rewording == Share(3, 9)
    assert item.pooled.right_by_now == 12
    assert [choice.first.count for choice in item.pooled.choices] == [0, 7, 5, 0]
    assert item.facility == Share(7, 7)


def until_right_sheet(option: int) -> list[list[int]]:
    return [until_right(option)]


def test_spaces_positions_and_who_retired_it_are_no_wording() -> None:
    _cohort, quiz, _people = make_answered([[[RIGHT]]] * 7, questions=1)
    another(quiz, [[[RIGHT]]] * 9, days_ago=20)
    question = quiz.questions.get()
    question.mend_wording()
    question.stem = question.stem.replace(" ", "\n ")
    question.position = 7
    question.save()
    question.retire()
    (item,) = all_items(quiz.module.course_id, [quiz.module])
    assert item.facility == Share(16, 16)
    assert item.before_rewording == Share(0, 0)


def test_an_explanation_written_anew_is_judged_by_those_who_read_it() -> None:
    _cohort, quiz, _people = make_answered([until_right_sheet(0)] * 6, questions=1)
    another(quiz, [[[0, 2, RIGHT]]] * 9, days_ago=20)
    (item,) = all_items(quiz.module.course_id, [quiz.module])
    assert item.choices[0].next_right == Share(6, 15)

    option = Option.objects.get(question__quiz=quiz, slug="a")
    option.explanation = "다른 풀이"
    option.save()

    (item,) = all_items(quiz.module.course_id, [quiz.module])
    assert item.choices[0].next_right == Share(6, 6)
    assert item.facility.total == 15


def test_a_doubtful_question_is_looked_at_with_the_rest_of_the_whole_course() -> None:
    """The more one has right, the more surely wrong here."""
    rng = np.random.default_rng(8)
    ability = rng.normal(size=36)
    sheets = [
        [[RIGHT] if rng.random() < 1 / (1 + np.exp(-2 * one)) else until_right(0)] * 3
        + [[[RIGHT] if rng.random() < 1 / (1 + np.exp(3 * one)) else until_right(2)][0]]
        for one in ability
    ]
    _cohort, quiz, people = make_answered(sheets, questions=4)
    second = QuizFactory.create(module=ModuleFactory.create(course=quiz.module.course))
    QuestionFactory.create_batch(2, quiz=second)
    others = [
        [[RIGHT] if rng.random() < 1 / (1 + np.exp(-one)) else until_right(0) for _ in range(2)]
        for one in ability
    ]
    for person, sheet in zip(people[:31], others, strict=False):
        answer(second, person, sheet)

    item = all_items(quiz.module.course_id, [quiz.module])[3]
    assert item.discrimination is not None
    assert item.discrimination < 0
    both = np.hstack([right_first(sheets)[:31], right_first(others)[:31]])
    rest = np.delete(both, 3, axis=1).sum(axis=1)
    assert item.course_whole == 31
    expected = stats.pearsonr(both[:, 3], rest).statistic
    assert item.course_discrimination == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", first(1, range(12)))
def test_over_random_histories_everybody_is_counted_once(seed: int) -> None:
    histories = RandomCohorts(seed)
    who = set(
        Enrolment.objects.counted()
        .filter(cohort__course=histories.course)
        .values_list("learner", flat=True)
    )
    answers = list(
        Answer.objects.filter(
            attempt__learner__in=who,
            attempt__number=1,
            ordinal=1,
            question__quiz__module__course=histories.course,
        )
    )
    modules = list(histories.course.modules.filter(quiz__isnull=False))
    for cohort in histories.cohorts:
        counted, everybody = Counted.beside_all(cohort)
        assert sorted(everybody.learners) == sorted(who)
        assert sorted(counted.members) == sorted(Counted.of(cohort).members)
        for item in cohort_items(counted, everybody, modules):
            given = [one for one in answers if one.question_id == item.question.pk]
            here = {member.learner for member in counted.members}
            others = [one for one in given if one.attempt.learner_id not in here]
            assert (item.pooled is not None) is (len(others) >= 5)
            if item.pooled is not None:
                right = sum(one.is_correct for one in given)
                assert item.pooled.facility == Share(right, len(given))
