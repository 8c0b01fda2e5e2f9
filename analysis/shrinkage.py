"""What a small cohort's share right may really be, drawn towards the others' of the same question.

Beta-binomial, by moments: J. C. Kleinman, "Proportions with extraneous variance: single and
independent samples", Journal of the American Statistical Association 68, 1973, 46-54.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.items import LEAST_FOR_A_SHARE, Share

CLOSE = 1e-9
# Steps of a continued fraction that is done after a few dozen.
MOST_STEPS = 500


@dataclass(frozen=True)
class Shrunk:
    """An estimate of a share with its 95 % interval; `others` are the people it is drawn to."""

    value: float
    interval: tuple[float, float]
    others: int


def likeness(questions: Iterable[Sequence[Share]]) -> float:
    """How alike answers within a cohort are (the intraclass correlation), from 0.

    Of each question the shares of several cohorts. Between cohorts that differ by chance alone it
    is 0; then what one adds to the others is worth as much as theirs.
    """
    beyond_chance = weight = 0.0
    for shares in questions:
        cohorts = [share for share in shares if share.total]
        total, right = sum(s.total for s in cohorts), sum(s.count for s in cohorts)
        if len(cohorts) < 2 or not 0 < right < total:
            continue
        mean = right / total
        squares = sum(s.total * (s.count / s.total - mean) ** 2 for s in cohorts)
        by_chance = len(cohorts) - 1
        beyond_chance += squares / (mean * (1 - mean)) - by_chance
        weight += total - sum(s.total**2 for s in cohorts) / total - by_chance
    return min(1.0, max(0.0, beyond_chance / weight)) if weight > 0 else 0.0


def shrunk(own: Share, others: Sequence[Share], alike: float) -> Shrunk | None:
    """This cohort's share, drawn to that of the others the more, the fewer its own answers are.

    A beta distribution stands for what the others tell of this question: as wide as cohorts differ
    (`alike`), and as their own numbers leave it unknown.
    """
    total, right = sum(s.total for s in others), sum(s.count for s in others)
    if not own.total or total < LEAST_FOR_A_SHARE:
        return None
    mean = (right + 0.5) / (total + 1)
    unknown = sum(s.total * (1 + (s.total - 1) * alike) for s in others) / total**2
    weight = max(0.0, 1 / min(1.0, alike + unknown) - 1)
    yes = own.count + weight * mean + (0 if weight else 0.5)
    no = own.total - own.count + weight * (1 - mean) + (0 if weight else 0.5)
    interval = _quantile(0.025, yes, no), _quantile(0.975, yes, no)
    return Shrunk(yes / (yes + no), interval, total)


def _quantile(level: float, yes: float, no: float) -> float:
    low, high = 0.0, 1.0
    while high - low > CLOSE:
        middle = (low + high) / 2
        if below(middle, yes, no) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def below(share: float, yes: float, no: float) -> float:
    """How likely a beta distribution lies below this share (the incomplete beta function).

    By its continued fraction, DLMF 8.17.22, on the side where it is quick.
    """
    if share <= 0 or share >= 1:
        return float(share >= 1)
    if share > (yes + 1) / (yes + no + 2):
        return 1 - below(1 - share, no, yes)
    log = math.lgamma(yes + no) - math.lgamma(yes) - math.lgamma(no)
    front = math.exp(log + yes * math.log(share) + no * math.log1p(-share)) / yes
    return front * _fraction(share, yes, no)


def _fraction(share: float, yes: float, no: float) -> float:
    """The continued fraction, from its front (W. J. Lentz, Applied Optics 15, 1976, 668-671)."""
    ratio = value = 1 / (1 - (yes + no) * share / (yes + 1))
    above = 1.0
    for step in range(1, MOST_STEPS):
        even = step * (no - step) * share / ((yes + 2 * step - 1) * (yes + 2 * step))
        odd = -(yes + step) * (yes + no + step) * share / ((yes + 2 * step) * (yes + 2 * step + 1))
        for term in (even, odd):
            ratio = 1 / (1 + term * ratio)
            above = 1 + term / above
            change = ratio * above
            value *= change
        if abs(change - 1) < CLOSE:
            break
    return value
