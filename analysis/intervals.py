"""How sure a figure is: intervals, and how likely chance alone would give it."""

import math
from statistics import NormalDist

Z = 1.959963984540054  # the 97.5 % point of the normal distribution
# How near the end of an exact interval is looked for.
CLOSE = 1e-9


def wilson(right: int, total: int) -> tuple[float, float]:
    """The Wilson score interval of a share (E. B. Wilson, JASA 22, 1927); total is at least 1."""
    share, square = right / total, Z * Z / total
    middle = share + square / 2
    half = Z * math.sqrt(share * (1 - share) / total + square / (4 * total))
    # At the ends the formula is exact, and floating point is not.
    low = 0.0 if right == 0 else (middle - half) / (1 + square)
    high = 1.0 if right == total else (middle + half) / (1 + square)
    return low, high


def difference(right: int, total: int, right_before: int, total_before: int) -> tuple[float, float]:
    """The interval of the difference of two independent shares, from their Wilson intervals.

    Method 10 of R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890.
    """
    share, before = right / total, right_before / total_before
    low, high = wilson(right, total)
    low_before, high_before = wilson(right_before, total_before)
    gap = share - before
    return (
        gap - math.hypot(share - low, high_before - before),
        gap + math.hypot(high - share, before - low_before),
    )


def correlation(value: float, people: int, level: float = 0.025) -> tuple[float, float]:
    """The interval of a correlation of at least 4 people (R. A. Fisher's z, Metron 1, 1921).

    `level` is how often chance may put the truth beyond each of its ends.
    """
    if abs(value) >= 1:
        return value, value
    beyond = NormalDist().inv_cdf(1 - level)
    middle, half = math.atanh(value), beyond / math.sqrt(people - 3)
    return math.tanh(middle - half), math.tanh(middle + half)


def binomial_tail(count: int, total: int, chance: float) -> float:
    """How likely at least `count` of `total` are where each is so with this chance."""
    if count <= 0 or chance >= 1:
        return 1.0
    if count > total or chance <= 0:
        return 0.0
    if count <= total * chance:
        # Terms are added from the mode outwards: where one begins far out, it is lost to rounding.
        return 1.0 - binomial_tail(total - count + 1, total, 1 - chance)
    log = math.lgamma(total + 1) - math.lgamma(count + 1) - math.lgamma(total - count + 1)
    term = math.exp(log + count * math.log(chance) + (total - count) * math.log1p(-chance))
    odds, tail = chance / (1 - chance), 0.0
    for at in range(count, total + 1):
        tail += term
        term *= odds * (total - at) / (at + 1)
    return min(tail, 1.0)


def mid_p(count: int, total: int, chance: float) -> float:
    """How likely more than `count` of `total` are, with half of just as many.

    A count goes in steps, so that a tail with the whole of its step is on average far below the
    level it is held to; with half of it the average is right (H. O. Lancaster, JASA 56, 1961,
    223-234; A. Agresti, Statistics in Medicine 20, 2001, 2709-2722).
    """
    return (binomial_tail(count, total, chance) + binomial_tail(count + 1, total, chance)) / 2


def exact(count: int, total: int, level: float) -> tuple[float, float]:
    """The exact interval of a share with mid-p; beyond each end the truth lies so seldom."""
    return _lower(count, total, level), 1 - _lower(total - count, total, level)


def _lower(count: int, total: int, level: float) -> float:
    """The share at which so many, or more, come as seldom as the level says."""
    low, high = 0.0, count / total
    while high - low > CLOSE:
        middle = (low + high) / 2
        if mid_p(count, total, middle) < level:
            low = middle
        else:
            high = middle
    return low
