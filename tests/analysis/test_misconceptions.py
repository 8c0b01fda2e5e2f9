"""A misconception is told only where wrong answers draw together more than chance lets them."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from django.test import Client
from django.utils import translation

from analysis.findings import LEVEL, findings, misconceptions
from reports.meeting import Topic
from tests.analysis.figures import make_item, sentences
from tests.answering import make_answered, until_right
from tests.reports.conftest import make_facilitator
from tests.tables import first


def told(first: Sequence[int]) -> list[str]:
    """Of a question whose first option is right."""
    with translation.override("ko"):
        return sentences(make_item(first), "misconception")


def test_it_is_told_with_its_share_among_the_wrong_answers() -> None:
    assert told([7, 11, 3, 3]) == [
        "처음에 틀린 17명 가운데 11명이 ②번을 골랐습니다(65%, 범위 38~86%, 우연이라면 33%). "
        "이 오개념을 먼저 다루세요."
    ]


def test_it_is_told_however_many_were_right() -> None:
    assert told([90, 10, 0, 0]) == [
        "처음에 틀린 10명 가운데 10명이 ②번을 골랐습니다(100%, 범위 61~100%, 우연이라면 33%). "
        "이 오개념을 먼저 다루세요."
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
    for chosen in ([2, 9, 3, 3], [2, 5, 5, 5], [1, 2, 2, 2]):
        with translation.override("ko"):
            hard = sentences(make_item(chosen), "hard")
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


def told_surely(missed: int, distractors: int, among: int) -> list[bool]:
    """Of each count at the first distractor whether it is told for sure; half were right."""
    spread = [0] * (distractors - 2)
    return [
        any(
            finding.kind == "misconception" and finding.sure and finding.option is item.choices[1]
            for finding in findings(item)
        )
        for count in range(missed + 1)
        for item in [make_item([missed, count, missed - count, *spread], among=among)]
    ]


@pytest.mark.full
@pytest.mark.parametrize("distractors", first(1, [3, 2, 4, 5]))
def test_of_evenly_spread_wrong_answers_one_question_in_twenty_is_told(distractors: int) -> None:
    """Whichever option happens to be in front, as all are looked at; on average over counts."""
    chances = []
    for missed in range(5, 61):
        told = told_surely(missed, distractors, among=1)
        least = told.index(True) if True in told else missed + 1
        chances.append(chance_of_any(missed, distractors, least))
    assert LEVEL / 2 < np.mean(chances) <= LEVEL


@pytest.mark.parametrize("among", [1, 5, 35])
@pytest.mark.parametrize("first", [[9, 9, 2, 2], [7, 11, 3, 3], [20, 18, 1, 0], [0, 12, 4, 3]])
def test_it_is_sure_exactly_where_its_interval_lies_above_chance(
    first: list[int], among: int
) -> None:
    drawn = [one for one in findings(make_item(first, among=among)) if one.kind == "misconception"]
    assert [finding.sure for finding in drawn] == [
        finding.interval[0] >= 1 / 3 for finding in drawn
    ]
    assert drawn


def test_in_between_it_is_told_as_not_sure_yet_with_its_figures() -> None:
    with translation.override("ko"):
        assert sentences(make_item([7, 11, 3, 3], among=35), "misconception") == [
            "아직 확실하지 않음: 처음에 틀린 17명 가운데 11명이 ②번을 골랐습니다"
            "(65%, 범위 27~92%, 우연이라면 33%)."
        ]
    assert misconceptions(make_item([7, 11, 3, 3], among=35)) == []


def pooled(first: list[int], everywhere: list[int]) -> list[str]:
    item = make_item(first, among=35)
    with translation.override("ko"):
        return sentences(replace(item, pooled=make_item(everywhere, among=35)), "misconception")


def test_all_cohorts_together_tell_what_one_alone_cannot() -> None:
    assert pooled([6, 4, 2, 1], [20, 33, 8, 9]) == [
        "모든 기수를 합치면 처음에 틀린 50명 가운데 33명이 ②번을 골랐습니다"
        "(66%, 범위 42~85%, 우연이라면 33%). 이 기수에서는 7명 가운데 4명입니다. "
        "이 오개념을 먼저 다루세요."
    ]


def test_what_one_cohort_tells_surely_is_told_of_it() -> None:
    (sentence,) = pooled([7, 19, 1, 0], [70, 20, 20, 21])
    assert sentence.startswith("처음에 틀린 20명 가운데 19명이 ②번을 골랐습니다")


def test_what_nobody_of_this_cohort_has_chosen_is_none_of_its_misconceptions() -> None:
    assert pooled([6, 0, 4, 3], [20, 33, 8, 9]) == []


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
        assert "처음에 틀린 6명 가운데 6명이 ③번을 골랐습니다(100%" in html, place
