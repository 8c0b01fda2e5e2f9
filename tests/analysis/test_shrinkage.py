"""A small cohort's share beside the others': against SciPy, and against cohorts made up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.items import Share
from analysis.shrinkage import below, likeness, shrunk


@given(st.floats(0, 1), st.floats(0.05, 3000), st.floats(0.05, 3000))
def test_the_incomplete_beta_function_is_that_of_scipy(share: float, yes: float, no: float) -> None:
    assert below(share, yes, no) == pytest.approx(stats.beta(yes, no).cdf(share), abs=1e-7)


def cohorts(rng: np.random.Generator, alike: float, questions: int = 400) -> list[list[Share]]:
    """Shares of five cohorts of 12 to 40 people at each question, as alike within as told."""
    made = []
    for mean in rng.uniform(0.2, 0.9, size=questions):
        weight = 1 / alike - 1 if alike else 0
        truths = rng.beta(mean * weight, (1 - mean) * weight, 5) if alike else [mean] * 5
        sizes = rng.integers(12, 41, size=5)
        made.append(
            [
                Share(int(rng.binomial(size, truth)), int(size))
                for size, truth in zip(sizes, truths, strict=True)
            ]
        )
    return made


@pytest.mark.parametrize("alike", [0.0, 0.03, 0.1, 0.3])
def test_how_alike_answers_within_a_cohort_are_is_found_again(alike: float) -> None:
    assert likeness(cohorts(np.random.default_rng(4), alike)) == pytest.approx(alike, abs=0.02)


def test_the_drawn_share_lies_between_the_own_and_the_others_and_nearer_with_more() -> None:
    others = [Share(40, 50), Share(45, 50)]
    few, many = (shrunk(Share(n, 4 * n), others, alike=0.05) for n in (1, 20))
    assert few is not None
    assert many is not None
    assert 0.25 < many.value < few.value < 0.85
    assert few.others == 100


def test_where_cohorts_differ_by_chance_alone_it_is_that_of_all_together() -> None:
    drawn = shrunk(Share(2, 10), [Share(80, 100)], alike=0.0)
    assert drawn is not None
    assert drawn.value == pytest.approx(82 / 110, abs=0.01)


def test_where_cohorts_have_nothing_in_common_it_stays_its_own() -> None:
    drawn = shrunk(Share(2, 10), [Share(80, 100)], alike=1.0)
    assert drawn is not None
    assert drawn.value == pytest.approx(2.5 / 11)


def test_one_large_cohort_tells_less_of_the_next_than_many_small_ones() -> None:
    one, many = (
        shrunk(Share(2, 10), others, alike=0.2)
        for others in ([Share(80, 100)], [Share(8, 10)] * 10)
    )
    assert one is not None
    assert many is not None
    assert one.value < many.value - 0.05


@pytest.mark.parametrize(("own", "others"), [(Share(0, 0), 50), (Share(2, 4), 4), (Share(2, 4), 0)])
def test_without_answers_or_with_fewer_than_five_others_there_is_none(
    own: Share, others: int
) -> None:
    assert shrunk(own, [Share(others // 2, others)], alike=0.1) is None


def test_it_is_nearer_to_the_truth_than_the_raw_share_and_its_interval_holds_it() -> None:
    rng = np.random.default_rng(9)
    raw = drawn = held = tried = 0.0
    alike = 0.05
    for _ in range(600):
        mean = rng.uniform(0.3, 0.9)
        truths = rng.beta(mean * 19, (1 - mean) * 19, 4)
        shares = [Share(int(rng.binomial(9, truth)), 9) for truth in truths]
        estimate = shrunk(shares[0], shares[1:], alike)
        assert estimate is not None
        raw += (shares[0].count / 9 - truths[0]) ** 2
        drawn += (estimate.value - truths[0]) ** 2
        held += estimate.interval[0] <= truths[0] <= estimate.interval[1]
        tried += 1
    assert drawn < 0.5 * raw
    assert held / tried >= 0.93
