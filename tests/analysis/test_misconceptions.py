"""A misconception is told only where wrong answers draw together more than chance lets them."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from django.test import Client
from django.utils import translation

from analysis.findings import LEVEL
from analysis.intervals import wilson
from reports.meeting import Topic
from tests.analysis.figures import make_item, sentences
from tests.answering import make_answered, until_right
from tests.reports.conftest import make_facilitator


def told(first: Sequence[int]) -> list[str]:
    """Of a question whose first option is right."""
    with translation.override("ko"):
        return sentences(make_item(first), "misconception")


def test_it_is_told_with_its_share_among_the_wrong_answers() -> None:
    assert told([7, 11, 3, 3]) == [
        "처음에 틀린 17명 가운데 11명이 ②번을 골랐습니다. 이 오개념을 먼저 다루세요."
    ]


def test_it_is_told_however_many_were_right() -> None:
    assert told([90, 10, 0, 0]) == [
        "처음에 틀린 10명 가운데 10명이 ②번을 골랐습니다. 이 오개념을 먼저 다루세요."
    ]


@pytest.mark.parametrize(
    "first", [[7, 6, 6, 5], [0, 2, 0, 0], [2, 2, 0, 0], [0, 4, 0, 0], [10, 0, 0, 0], [0, 0, 0, 0]]
)
def test_wrong_answers_that_are_even_or_few_are_no_misconception(first: list[int]) -> None:
    assert told(first) == []


def test_with_one_wrong_option_there_is_nothing_to_choose_between() -> None:
    assert told([2, 40]) == []


@pytest.mark.parametrize("first", [[0, 30, 30, 0], [0, 30, 0, 30], [0, 0, 30, 30]])
def test_of_two_that_draw_alike_both_are_told(first: list[int]) -> None:
    signs = [sign for sign, count in zip("①②③④", first, strict=True) if count]
    assert [one for one in signs if any(one in sentence for sentence in told(first))] == signs


def test_it_is_never_said_that_wrong_answers_are_spread() -> None:
    for first in ([2, 9, 3, 3], [2, 5, 5, 5], [1, 2, 2, 2]):
        with translation.override("ko"):
            hard = sentences(make_item(first), "hard")
        assert "갈렸" not in "".join(hard)


def chance_of_any(missed: int, options: int, least: int) -> float:
    """Exactly: that of so many even choices some option gets at least so many."""
    logs = [math.lgamma(count + 1) for count in range(missed + 1)]
    one = np.array([math.exp(-log) if at < least else 0.0 for at, log in enumerate(logs)])
    all_below = np.array([1.0])
    for _ in range(options):
        all_below = np.convolve(all_below, one)[: missed + 1]
    none = math.exp(logs[missed] - missed * math.log(options)) * float(all_below[missed])
    return 1 - none


@cache
def least_told(missed: int, distractors: int) -> int | None:
    """How many must have chosen one option for it to be told."""
    for count in range(missed + 1):
        rest = [missed - count, *[0] * (distractors - 2)]
        if any("②" in sentence for sentence in told([0, count, *rest])):
            return count
    return None


@pytest.mark.parametrize("distractors", [2, 3, 4, 5])
def test_evenly_spread_wrong_answers_are_told_once_in_twenty_quizzes_at_most(
    distractors: int,
) -> None:
    """Whichever option happens to be in front: all of them are looked at."""
    for missed in range(5, 61):
        least = least_told(missed, distractors)
        if least is not None:
            assert chance_of_any(missed, distractors, least) <= LEVEL, missed


@pytest.mark.parametrize("distractors", [2, 3, 4, 5])
def test_it_is_told_only_where_wilsons_interval_lies_above_chance(distractors: int) -> None:
    for missed in range(5, 61):
        least = least_told(missed, distractors)
        if least is not None:
            assert wilson(least, missed)[0] > 1 / distractors


def test_a_real_misconception_is_found_more_often_the_more_have_answered() -> None:
    """35 % right, 43 % at one distractor, 11 % at each other."""
    rng = np.random.default_rng(12)
    found = []
    for people in (15, 27, 60):
        drawn = rng.multinomial(people, [0.35, 0.43, 0.11, 0.11], size=300)
        found.append(sum(bool(told([int(one) for one in row])) for row in drawn) / 300)
    assert found == sorted(found)
    assert found[1] > 0.5
    assert found[2] > 0.9


def test_the_sheet_for_the_meeting_explains_what_is_told_and_else_the_right_option() -> None:
    told_of, even = make_item([7, 11, 3, 3]), make_item([7, 6, 6, 5])
    assert Topic(told_of).explained == [told_of.choices[1]]
    assert Topic(even).explained == [even.choices[0]]


@pytest.mark.django_db
def test_it_stands_on_the_page_of_the_quiz_and_on_the_sheet_for_the_meeting(client: Client) -> None:
    cohort, quiz, _people = make_answered([[until_right(2)]] * 6 + [[[1]]] * 6, questions=1)
    client.force_login(make_facilitator(cohort))
    for place in (f"quiz/{quiz.module.slug}/", "meeting/"):
        html = client.get(f"/admin/reports/{cohort.slug}/{place}").content.decode()
        assert "처음에 틀린 6명 가운데 6명이 ③번을 골랐습니다." in html, place
