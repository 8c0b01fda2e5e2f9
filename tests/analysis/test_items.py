"""Every figure of the item analysis, recomputed from the raw choices with NumPy and SciPy."""

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from scipy import stats

from analysis.items import Item, items, reliability
from quizzes.models import Question
from tests.answering import Choices, counted, make_answered, until_right
from tests.factories import UserFactory, choose, make_quiz
from tests.tables import first

pytestmark = pytest.mark.django_db
RIGHT = 1  # the position of option b
Answers = list[list[list[int]]]


def random_choices(seed: int, learners: int, questions: int, missing: float = 0.0) -> Answers:
    """Learners of varied ability; some have stopped on the way, some at a wrong answer."""
    rng = random.Random(seed)
    hardness = [rng.uniform(-1.5, 1.5) for _ in range(questions)]
    found = []
    for _ in range(learners):
        ability = rng.gauss(0, 1)
        sheet: list[list[int]] = []
        for hard in hardness:
            if rng.random() < missing:
                sheet.append([])
                continue
            chance = 1 / (1 + np.exp(hard - ability))
            order = rng.sample([0, 2, 3], 3)
            chosen = [RIGHT] if rng.random() < chance else until_right(*order[: rng.randint(1, 3)])
            if rng.random() < missing and len(chosen) > 1:
                chosen.pop()  # not right yet
            sheet.append(chosen)
        found.append(sheet)
    return found


def figures(choices: Sequence[Choices], questions: int) -> tuple[list[Item], list[int], Any]:
    _cohort, quiz, people = make_answered(choices, questions)
    learners = [person.pk for person in people]
    return items(counted(learners), [quiz.module]), learners, quiz


def whole(choices: Sequence[Choices]) -> np.ndarray:
    """Right (1) or not (0) at first, of the learners who reached every question."""
    rows = [[one[0] == RIGHT for one in sheet] for sheet in choices if all(sheet)]
    return np.array(rows, dtype=float).reshape(len(rows), len(choices[0]) if choices else 0)


def expected_discrimination(first: np.ndarray, at: int) -> float | None:
    item, rest = first[:, at], np.delete(first, at, axis=1).sum(axis=1)
    if len(first) < 30 or np.ptp(item) == 0 or np.ptp(rest) == 0:
        return None
    return float(stats.pearsonr(item, rest).statistic)


def expected_upper_lower(first: np.ndarray, at: int) -> float | None:
    """Averaged over every order of those who tie, which is what sharing the places means."""
    if len(first) < 30:
        return None
    total, size = first.sum(axis=1), int(np.floor(0.27 * len(first) + 0.5))

    def group(sign: int) -> float:
        places, right = size, 0.0
        for score in sorted(set(total), key=lambda one: sign * one):
            tied = first[total == score, at]
            taken = min(places, len(tied))
            right += taken * tied.mean()
            places -= taken
        return right / size

    return group(-1) - group(1)


@pytest.mark.parametrize(
    ("seed", "learners", "questions", "missing"),
    first(
        3,
        [
            *((1, 30, 5, 0), (4, 41, 2, 0.1), (6, 33, 1, 0)),
            *((2, 64, 5, 0), (3, 64, 8, 0.04), (5, 29, 5, 0)),
        ],
    ),
)
def test_every_index_equals_that_of_scipy(
    seed: int, learners: int, questions: int, missing: float
) -> None:
    choices = random_choices(seed, learners, questions, missing)
    found, _learners, _quiz = figures(choices, questions)
    sheets = whole(choices)

    for at, item in enumerate(found):
        of_item = [sheet[at] for sheet in choices if sheet[at]]
        assert item.answered == len(of_item)
        assert item.facility.count == sum(one[0] == RIGHT for one in of_item)
        assert item.whole == (len(sheets) if questions > 1 else 0)
        tests = stats.binomtest(item.facility.count, item.answered)
        interval = tests.proportion_ci(0.95, method="wilson")
        assert item.facility.interval == pytest.approx((interval.low, interval.high), abs=1e-9)
        if questions > 1:
            assert item.discrimination == approx(expected_discrimination(sheets, at))
            assert item.upper_lower == approx(expected_upper_lower(sheets, at))
        tries = [len(one) for one in of_item if one[-1] == RIGHT]
        assert item.tries == {tried: tries.count(tried) for tried in set(tries)}
        assert item.tries_mean == approx(float(np.mean(tries)) if tries else None)


def approx(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(("seed", "missing"), [(7, 0), (8, 0.1)])
def test_every_option_is_counted(seed: int, missing: float) -> None:
    choices = random_choices(seed, 50, 4, missing)
    found, _learners, _quiz = figures(choices, 4)

    for at, item in enumerate(found):
        of_item = [sheet[at] for sheet in choices if sheet[at]]
        for position, choice in enumerate(item.choices):
            first = [one for one in of_item if one[0] == position]
            assert choice.first.count == len(first)
            assert choice.first.total == len(of_item)
            assert choice.ever == sum(position in one for one in of_item)
            rest = [
                sum(other[0] == RIGHT for other in sheet) - (sheet[at][0] == RIGHT)
                for sheet in choices
                if all(sheet) and sheet[at][0] == position
            ]
            assert choice.rest_count == len(rest)
            assert choice.rest == approx(float(np.mean(rest)) / 3 if rest else None)
            went_on = [one for one in first if len(one) > 1]
            right_next = sum(one[1] == RIGHT for one in went_on)
            assert (choice.next_right.count, choice.next_right.total) == (right_next, len(went_on))


def test_kr20_equals_its_formula_and_cronbachs_alpha() -> None:
    choices = random_choices(9, 60, 6, missing=0.03)
    found, learners, quiz = figures(choices, 6)
    first = whole(choices)

    facility, total = first.mean(axis=0), first.sum(axis=1)
    kr20 = 6 / 5 * (1 - (facility * (1 - facility)).sum() / total.var())
    alpha = 6 / 5 * (1 - first.var(axis=0).sum() / total.var())
    reliable = reliability(counted(learners), [quiz.pk])
    assert reliable.learners == len(first)
    assert reliable.kr20 == approx(kr20)
    assert reliable.kr20 == approx(alpha)
    assert {item.question.pk for item in found} == {*reliable.questions}


def test_all_right_and_all_wrong_leave_the_indices_open() -> None:
    right = [[[RIGHT]] * 3 for _ in range(20)]
    wrong = [[[0, RIGHT]] * 3 for _ in range(20)]
    for choices, facility in ((right * 2, 1.0), (wrong * 2, 0.0)):
        found, learners, quiz = figures(choices, 3)
        for item in found:
            assert item.facility.value == facility
            assert item.discrimination is None
            assert item.upper_lower == 0
        assert reliability(counted(learners), [quiz.pk]).kr20 is None
    assert wrong[0][0][-1] == RIGHT


def test_ties_do_not_depend_on_the_order_of_learners() -> None:
    choices = random_choices(10, 45, 2)
    found, _learners, _quiz = figures(choices, 2)
    again, _learners, _quiz = figures(choices[::-1], 2)
    assert [one.upper_lower for one in found] == [one.upper_lower for one in again]
    assert len(set(whole(choices).sum(axis=1))) == 3


def test_one_learner_is_a_count_and_no_share() -> None:
    found, learners, quiz = figures([[[0, RIGHT], []]], 2)
    reached, unreached = found
    assert (reached.facility.count, reached.facility.total) == (0, 1)
    assert reached.facility.value is None
    assert reached.facility.interval is None
    assert reached.discrimination is None
    assert reached.tries == {2: 1}
    assert unreached.answered == 0
    assert unreached.tries_mean is None
    assert reliability(counted(learners), [quiz.pk]).kr20 is None


def test_nobody_yet_is_no_zero() -> None:
    found, learners, quiz = figures([], 2)
    assert [one.answered for one in found] == [0, 0]
    assert [one.facility.value for one in found] == [None, None]
    assert [one.upper_lower for one in found] == [None, None]
    assert reliability(counted(learners), [quiz.pk]).kr20 is None


def test_four_answers_are_a_count_and_five_a_share() -> None:
    found, *_ = figures([[[RIGHT]]] * 4, 1)
    assert found[0].facility.value is None
    found, *_ = figures([[[RIGHT]]] * 4 + [[[0]]], 1)
    assert found[0].facility.value == 0.8


def test_twenty_nine_sheets_have_no_discrimination_and_thirty_have() -> None:
    choices = random_choices(11, 30, 3)
    assert all(item.discrimination is None for item in figures(choices[:29], 3)[0])
    assert all(item.discrimination is not None for item in figures(choices, 3)[0])


def test_practice_and_people_outside_the_cohort_are_not_counted() -> None:
    found, learners, quiz = figures([[[RIGHT]]] * 6, 1)
    assert items(counted(learners[:5]), [quiz.module])[0].answered == 5
    assert found[0].answered == 6


def test_a_retired_question_keeps_its_figures_and_an_unanswered_one_goes() -> None:
    choices: Answers = [[[RIGHT], [0, RIGHT], []] for _ in range(6)]
    _found, learners, quiz = figures(choices, 3)
    _first, second, third = quiz.questions.all()
    for question in (second, third):
        question.retire()

    found = items(counted(learners), [quiz.module])

    assert [item.question for item in found] == [quiz.questions.all()[0], second]
    assert found[1].facility.value == 0
    assert Question.objects.count() == 3


def test_a_distractor_hardly_anybody_takes_is_not_working() -> None:
    choices: Answers = [[[0, RIGHT]]] * 1 + [[[2, RIGHT]]] * 10 + [[[RIGHT]]] * 10
    item = figures(choices, 1)[0][0]
    assert [choice.is_not_working for choice in item.choices] == [True, False, False, True]


@pytest.mark.parametrize(
    ("right_next", "went_on", "effect"),
    [(20, 20, "teaches"), (0, 20, "does-not"), (7, 20, "unclear"), (4, 4, "")],
)
def test_an_explanation_teaches_when_more_are_right_next_than_by_chance(
    right_next: int, went_on: int, effect: str
) -> None:
    """Three options are left, so chance is a third."""
    choices: Answers = [[[0, RIGHT] if at < right_next else [0, 2, RIGHT]] for at in range(went_on)]
    choice = figures(choices, 1)[0][0].choices[0]
    assert choice.chance == pytest.approx(1 / 3)
    assert choice.effect == effect


def test_those_who_were_sure_are_counted_with_those_of_them_who_were_wrong() -> None:
    quiz = make_quiz(questions=1)
    quiz.asks_confidence = True
    quiz.save()
    question = quiz.questions.get()
    people = UserFactory.create_batch(4)
    said = [(0, "sure"), (RIGHT, "sure"), (0, "half"), (0, "")]
    for person, (chosen, confidence) in zip(people, said, strict=True):
        choose(person, question.options.all()[chosen], confidence)
    item = items(counted(people), [quiz.module])[0]
    assert (item.sure.count, item.sure.total) == (1, 2)
