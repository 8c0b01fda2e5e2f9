"""Every figure the course calculates, made anew from its parts: one file a module.

A figure names the section or question that says it, what it is, how the text prints it, and its
values; a helper of `formulas` stands where the sum is more than arithmetic. Whoever changes a
number in the course changes it here as well, and `tests/authoring/test_course_figures.py` says
which of the two is wrong.
"""

from math import copysign
from typing import NamedTuple

HAIR = 1e-9


class Figure(NamedTuple):
    """What a text says, with `{:…}` where each value stands, rounded as the text rounds it."""

    where: str
    what: str
    says: str
    values: tuple[float, ...]

    @property
    def printed(self) -> str:
        """The text's own words, halves rounded up as people do."""
        return self.says.format(*[value + copysign(HAIR, value) for value in self.values])


def figure(where: str, what: str, says: str, *values: float) -> Figure:
    """A row of a module's table."""
    return Figure(where, what, says, values)
