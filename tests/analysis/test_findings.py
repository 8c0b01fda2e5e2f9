"""The sentences about a question: each is said where its interval says so, and else is not.

Those about misconceptions stand in test_misconceptions.py.
"""

import numpy as np
import pytest
from django.utils import translation
from scipy import stats

from analysis.intervals import correlation
from analysis.items import Item, Share
from tests.analysis.figures import make_item, sentences


def korean(item: Item, kind: str) -> list[str]:
    with translation.override("ko"):
        return sentences(item, kind)


def test_a_question_is_hard_when_surely_fewer_than_half_are_right() -> None:
    said = "20명 가운데 3명만 처음에 맞혔습니다. 해당 절을 함께 다시 읽어 보세요."
    assert korean(make_item([3, 6, 6, 5]), "hard") == [said]


@pytest.mark.parametrize("first", [[8, 4, 4, 4], [1, 1, 1, 1], [20, 0, 0, 0], [0, 0, 0, 0]])
def test_a_question_is_not_called_hard_by_chance_or_by_few(first: list[int]) -> None:
    assert korean(make_item(first), "hard") == []


def discriminating(value: float, people: int) -> Item:
    half = people // 2
    return make_item([half, people - half], whole=people, raw_discrimination=value)


def test_the_key_is_doubted_when_the_whole_interval_is_below_zero() -> None:
    assert korean(discriminating(-0.5, 40), "faulty") == [
        "이 문제를 맞힌 사람이 다른 문제는 오히려 더 틀렸습니다"
        "(변별도 -0.50, 95% 범위 -0.70~-0.22). "
        "문제나 정답에 잘못이 없는지 다시 읽어 보세요."
    ]


@pytest.mark.parametrize(
    ("value", "people"), [(-0.1, 31), (-0.34, 31), (0.0, 31), (0.4, 200), (-0.9, 29)]
)
def test_the_key_is_not_doubted_where_the_interval_reaches_zero_or_people_are_few(
    value: float, people: int
) -> None:
    assert korean(discriminating(value, people), "faulty") == []


def test_the_interval_of_a_correlation_is_that_of_scipy() -> None:
    rng = np.random.default_rng(3)
    for people in (30, 31, 64, 500):
        one = rng.normal(size=people)
        other = one * rng.normal() + rng.normal(size=people)
        found = stats.pearsonr(one, other)
        interval = found.confidence_interval(0.95)
        expected = (interval.low, interval.high)
        assert correlation(found.statistic, people) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("value", [-1.0, 1.0])
def test_a_perfect_correlation_has_an_interval_too(value: float) -> None:
    assert correlation(value, 30) == (value, value)


def doubted(rng: np.random.Generator, quizzes: int, key_is_right: bool) -> float:
    """The share of first questions of five whose key is doubted, at 31 learners each."""
    alarms = 0
    for _ in range(quizzes):
        ability, hardness = rng.normal(size=31), rng.uniform(-1.5, 1.5, size=5)
        chance = 1 / (1 + np.exp(hardness - ability[:, None]))
        right = rng.random((31, 5)) < chance
        first = right[:, 0] if key_is_right else ~right[:, 0]
        rest = right[:, 1:].sum(axis=1)
        if 0 < first.sum() < 31 and np.ptp(rest):
            value = float(np.corrcoef(first, rest)[0, 1])
            alarms += bool(sentences(discriminating(value, 31), "faulty"))
    return alarms / quizzes


def test_sound_questions_are_doubted_once_in_forty_at_most() -> None:
    assert doubted(np.random.default_rng(5), 1000, key_is_right=True) <= 0.025


def test_a_wrong_key_is_doubted_far_more_often_than_a_right_one() -> None:
    assert doubted(np.random.default_rng(5), 1000, key_is_right=False) > 0.2


@pytest.mark.parametrize(("wrong", "sure"), [(3, 5), (5, 10), (10, 27)])
def test_it_is_said_when_surely_more_than_one_in_five_of_the_sure_are_wrong(
    wrong: int, sure: int
) -> None:
    item = make_item([20, 15, 10, 10], sure=Share(wrong, sure))
    assert korean(item, "sure") == [
        f"확신한다고 답한 {sure}명 가운데 {wrong}명이 틀렸습니다. 왜 그렇게 생각했는지 들어 보세요."
    ]


@pytest.mark.parametrize(("wrong", "sure"), [(2, 2), (4, 4), (2, 27), (4, 10), (8, 27), (0, 0)])
def test_a_few_who_were_sure_and_wrong_are_not_told(wrong: int, sure: int) -> None:
    assert korean(make_item([20, 15, 10, 10], sure=Share(wrong, sure)), "sure") == []


def test_an_explanation_is_doubted_when_it_helps_no_more_than_chance() -> None:
    """Three options are left, so chance is a third."""
    item = make_item([10, 20, 0, 0], next_right={1: Share(2, 20)})
    assert korean(item, "explanation") == [
        "②번의 풀이를 읽은 20명 가운데 바로 다음에 맞힌 사람은 2명으로, 우연보다 많지 않습니다. "
        "다른 방법으로 풀어 주세요."
    ]


@pytest.mark.parametrize(("right", "read"), [(7, 20), (20, 20), (3, 20), (0, 4), (0, 0)])
def test_an_explanation_is_not_doubted_where_it_may_help_or_few_have_read_it(
    right: int, read: int
) -> None:
    item = make_item([10, 20, 0, 0], next_right={1: Share(right, read)})
    assert korean(item, "explanation") == []
