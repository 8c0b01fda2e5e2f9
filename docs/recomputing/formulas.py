"""The formulas of the figures, from their published sources.

- interval of a share: E. B. Wilson, JASA 22, 1927, 209-212
- interval of a difference: R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, method 10
- interval of a correlation: R. A. Fisher, Metron 1, 1921, 3-32
"""

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

Z = 1.959963984540054  # the 97.5 % point of the normal distribution
LEAST_FOR_A_SHARE, LEAST_FOR_AN_INDEX = 5, 30


def wilson(right: int, total: int) -> tuple[float, float]:
    share, square = right / total, Z * Z / total
    middle = share + square / 2
    half = Z * math.sqrt(share * (1 - share) / total + square / (4 * total))
    low = 0.0 if right == 0 else (middle - half) / (1 + square)
    return low, 1.0 if right == total else (middle + half) / (1 + square)


def share(right: int, total: int) -> tuple[float | None, float | None, float | None]:
    """A share and its interval; of fewer than five there is none."""
    if total < LEAST_FOR_A_SHARE:
        return None, None, None
    return right / total, *wilson(right, total)


def newcombe(
    right: int, total: int, right_before: int, total_before: int
) -> tuple[float | None, float | None, float | None]:
    """The difference of two shares and its interval, where there are enough of both."""
    if min(total, total_before) < LEAST_FOR_A_SHARE:
        return None, None, None
    now, before = right / total, right_before / total_before
    low, high = wilson(right, total)
    low_before, high_before = wilson(right_before, total_before)
    return (
        now - before,
        now - before - math.hypot(now - low, high_before - before),
        now - before + math.hypot(high - now, before - low_before),
    )


def correlation(pairs: Sequence[tuple[int, Fraction]]) -> float | None:
    """Of right (1) or not with the rest; of what does not vary there is none."""
    count = len(pairs)
    means = [sum((pair[at] for pair in pairs), Fraction(0)) / count for at in (0, 1)]
    apart = [[pair[at] - means[at] for pair in pairs] for at in (0, 1)]
    products = sum((x * y for x, y in zip(*apart, strict=True)), Fraction(0))
    squares = [sum((x * x for x in part), Fraction(0)) for part in apart]
    if not all(squares):
        return None
    return float(products) / math.sqrt(squares[0] * squares[1])


def fisher(value: float | None, people: int) -> tuple[float | None, float | None]:
    if value is None or abs(value) >= 1:
        return value, value
    middle, half = math.atanh(value), Z / math.sqrt(people - 3)
    return math.tanh(middle - half), math.tanh(middle + half)


def mean(values: Iterable[Fraction | int]) -> float | None:
    numbers = [Fraction(value) for value in values]
    return float(sum(numbers, Fraction(0)) / len(numbers)) if numbers else None
