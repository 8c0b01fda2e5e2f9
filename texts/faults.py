"""What an author has to mend, where, and why: one word for it in texts, rows and files."""

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

    def in_order(self) -> tuple[Fault, ...]:
        """All faults from top to bottom."""
        return tuple(sorted(self._faults))
