"""What an author got wrong in a text, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing to mend; `line` counts from 0 at the top of the source."""

    line: int
    message: str


class FaultList:
    """Collects faults; the same message is kept once a line."""

    def __init__(self) -> None:
        self._faults: set[Fault] = set()

    def report(self, line: int, message: str) -> None:
        """Note that the author should mend `line`."""
        self._faults.add(Fault(line, message))

    def in_order(self) -> tuple[Fault, ...]:
        """All faults from top to bottom."""
        return tuple(sorted(self._faults))
