"""How sure a share is: 95 % intervals of proportions."""

import math

Z = 1.959963984540054  # the 97.5 % point of the normal distribution


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
