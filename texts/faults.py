"""What an author has to mend, where, and why: one word for it in texts, rows and files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True, kw_only=True)
class Fault:
    """Something to mend.

    `line` counts from 1 in the file or, where none is named, in the text; 0 is the whole of it.
    `place` is a row's field or the path of a key. A warning stops nothing.
    """

    file: str = ""
    line: int = 0
    place: str = ""
    message: str
    is_warning: bool = False
    # Another line that the message names, and the message with %(line)s in its place.
    refers_to: int = 0
    wording: str = ""

    def message_with(self, line_of: Callable[[int], int]) -> str:
        """The message where the lines of the text are counted in another way."""
        if not self.refers_to:
            return self.message
        return self.wording % {"line": line_of(self.refers_to)}

    def __str__(self) -> str:
        """Such as `01-why.yaml:12: lessons[why-nvidia].title: This key is missing.`"""
        line = f":{self.line}" if self.line else ""
        place = f" {self.place}:" if self.place else ""
        return f"{self.file}{line}:{place} {self.message}"

    @property
    def sentence(self) -> str:
        """As it stands beside the field that it is about."""
        if not self.line:
            return self.message
        return _("Line %(line)d: %(message)s") % {"line": self.line, "message": self.message}


class FaultList:
    """Collects the faults of a text; the same message is kept once a line."""

    def __init__(self) -> None:
        self._faults: set[Fault] = set()

    def report(self, line: int, message: str, *, is_warning: bool = False) -> None:
        """Note that the author should mend `line`, which counts from 0 as parsers do."""
        self._faults.add(Fault(line=line + 1, message=message, is_warning=is_warning))

    def report_with(self, line: int, wording: str, refers_to: int) -> None:
        """Note a fault whose wording names another line as %(line)s."""
        message = wording % {"line": refers_to + 1}
        fault = Fault(line=line + 1, message=message, refers_to=refers_to + 1, wording=wording)
        self._faults.add(fault)

    def in_order(self) -> tuple[Fault, ...]:
        """All faults from top to bottom."""
        return tuple(sorted(self._faults))
