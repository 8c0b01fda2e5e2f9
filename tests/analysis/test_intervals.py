"""Intervals of shares against published worked examples and SciPy."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from analysis.intervals import difference, exact, mid_p, wilson


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17, 1998, 857-872, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_that_of_scipy(case: tuple[int, int]) -> None:
    expected = stats.binomtest(*case).proportion_ci(0.95, method="wilson")
    assert wilson(*case) == pytest.approx((expected.low, expected.high), abs=1e-9)


@pytest.mark.parametrize(
    ("case", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, table II, method 10.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 10), 0.6075, 1.0000),
    ],
)
def test_a_difference_as_published(
    case: tuple[int, int, int, int], low: float, high: float
) -> None:
    assert difference(*case) == pytest.approx((low, high), abs=5e-5)


COUNTS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS, st.floats(0.01, 0.99))
@example((0, 270), 0.9375)  # whose first terms are below the smallest float
@example((2, 300), 0.99)
def test_mid_p_is_the_tail_with_half_of_its_step(case: tuple[int, int], chance: float) -> None:
    count, total = case
    law = stats.binom(total, chance)
    expected = law.sf(count) + law.pmf(count) / 2
    assert mid_p(count, total, chance) == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(COUNTS, st.sampled_from([0.025, 0.05 / 35, 0.05 / 105]))
def test_at_the_ends_of_an_exact_interval_the_count_is_as_seldom_as_said(
    case: tuple[int, int], level: float
) -> None:
    count, total = case
    low, high = exact(count, total, level)
    assert 0 <= low <= count / total <= high <= 1
    assert low == 0 if count == 0 else stats.binom(total, low).sf(count) < level
    if count:
        assert mid_p(count, total, low) == pytest.approx(level, rel=1e-3)
    if count < total:
        assert mid_p(total - count, total, 1 - high) == pytest.approx(level, rel=1e-3)


def test_what_cannot_be_is_never_and_what_must_be_always() -> None:
    assert mid_p(1, 5, 0.0) == 0
    assert mid_p(0, 5, 0.0) == 0.5
    assert exact(0, 5, 0.025)[0] == 0
    assert exact(5, 5, 0.025)[1] == 1
