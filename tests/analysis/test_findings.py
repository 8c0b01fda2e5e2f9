"""The sentences about a question: each is said where its interval says so, and else is not.

Those about misconceptions stand in test_misconceptions.py.
"""

from dataclasses import replace

import numpy as np
import pytest
from django.utils import translation
from scipy import stats

from analysis.findings import HARD, findings
from analysis.intervals import correlation
from analysis.items import Item, Share
from tests.analysis.figures import make_item, sentences


def korean(item: Item, kind: str) -> list[str]:
    with translation.override("ko"):
        return sentences(item, kind)


def test_a_question_is_hard_when_surely_fewer_than_half_are_right() -> None:
    said = "20명 가운데 3명만 처음에 맞혔습니다(15%, 범위 5~32%). 해당 절을 함께 다시 읽어 보세요."
    assert korean(make_item([3, 6, 6, 5]), "hard") == [said]


def test_among_many_questions_more_is_asked_for_and_in_between_it_is_not_sure() -> None:
    assert korean(make_item([6, 5, 5, 4], among=35), "hard") == [
        "아직 확실하지 않음: 20명 가운데 6명만 처음에 맞혔습니다(30%, 범위 7~64%)."
    ]
    (finding,) = findings(make_item([6, 5, 5, 4], among=35))
    assert not finding.sure
    assert (finding.n, finding.share) == (20, 0.3)
    assert finding.interval[1] > HARD
    (finding,) = findings(make_item([3, 6, 6, 5], among=35))
    assert finding.sure
    assert finding.interval[1] < HARD


@pytest.mark.parametrize("first", [[8, 4, 4, 4], [1, 1, 1, 1], [20, 0, 0, 0], [0, 0, 0, 0]])
def test_a_question_is_not_called_hard_by_chance_or_by_few(first: list[int]) -> None:
    assert korean(make_item(first), "hard") == []


def discriminating(value: float, people: int) -> Item:
    half = people // 2
    return make_item([half, people - half], whole=people, raw_discrimination=value)


def test_the_key_is_doubted_when_the_whole_interval_is_below_zero() -> None:
    assert korean(discriminating(-0.5, 40), "faulty") == [
        "이 문제를 맞힌 사람이 다른 문제는 오히려 더 틀렸습니다"
        "(변별도 -0.50, 범위 -0.70~-0.22, 40명). "
        "문제나 정답에 잘못이 없는지 다시 읽어 보세요."
    ]


@pytest.mark.parametrize(
    ("value", "people"), [(-0.1, 31), (-0.34, 31), (0.0, 31), (0.4, 200), (-0.9, 29)]
)
def test_the_key_is_not_doubted_where_the_interval_reaches_zero_or_people_are_few(
    value: float, people: int
) -> None:
    assert korean(discriminating(value, people), "faulty") == []


def test_the_rest_of_the_whole_course_decides_where_enough_have_answered_it() -> None:
    doubted = discriminating(-0.5, 40)
    sound = replace(doubted, course_discrimination=0.3, course_whole=30)
    too_few = replace(doubted, course_discrimination=0.3, course_whole=29)
    assert [bool(korean(item, "faulty")) for item in (doubted, sound, too_few)] == [
        *(True, False, True)
    ]


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


@pytest.mark.parametrize(
    ("wrong", "sure", "figures"),
    [
        (3, 5, "60%, 범위 23~89%"),
        (5, 10, "50%, 범위 25~75%"),
        (10, 27, "37%, 범위 23~53%"),
    ],
)
def test_it_is_said_when_surely_more_than_one_in_five_of_the_sure_are_wrong(
    wrong: int, sure: int, figures: str
) -> None:
    item = make_item([20, 15, 10, 10], sure=Share(wrong, sure))
    assert korean(item, "sure") == [
        f"확신한다고 답한 {sure}명 가운데 {wrong}명이 틀렸습니다({figures}). "
        "왜 그렇게 생각했는지 들어 보세요."
    ]


@pytest.mark.parametrize(("wrong", "sure"), [(2, 2), (4, 4), (2, 27), (4, 10), (8, 27), (0, 0)])
def test_a_few_who_were_sure_and_wrong_are_not_told(wrong: int, sure: int) -> None:
    assert korean(make_item([20, 15, 10, 10], sure=Share(wrong, sure)), "sure") == []


def test_an_explanation_is_doubted_when_it_helps_no_more_than_chance() -> None:
    """Three options are left, so chance is a third."""
    item = make_item([10, 20, 0, 0], next_right={1: Share(2, 20)})
    assert korean(item, "explanation") == [
        "②번의 풀이를 읽은 20명 가운데 2명이 바로 다음에 맞혔습니다"
        "(10%, 범위 1~31%, 우연이라면 33%). 우연보다 많지 않으니 다른 방법으로 풀어 주세요."
    ]


@pytest.mark.parametrize(("right", "read"), [(7, 20), (20, 20), (3, 20), (0, 4), (0, 0)])
def test_an_explanation_is_not_doubted_where_it_may_help_or_few_have_read_it(
    right: int, read: int
) -> None:
    item = make_item([10, 20, 0, 0], next_right={1: Share(right, read)})
    assert korean(item, "explanation") == []
