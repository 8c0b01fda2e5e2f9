"""What a load tells: what became of each row, and where a row that is at fault was written."""

from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from authoring.coursefiles.records import Record
from courses.models.base import ContentModel
from texts import Fault


@dataclass(frozen=True)
class Origin:
    """Where a row came from: the file, and its place in it if it is a course file."""

    file: str
    record: Record | None = None

    def place(self, row: Model, field_name: str = "", line: int = 0) -> str:
        if self.record is None:
            return f"{self.file}: {name_of(row)}" + (f" {field_name}" if field_name else "")
        path = self.record.path_of(field_name) or self.record.label
        file = self.record.block.file or self.file
        return f"{file}:{self.record.line_of(field_name, line)}: {path}"

    def message(self, fault: Fault) -> str:
        """The fault's message; where it names a line, that is one of the file."""
        if self.record is None:
            return fault.message
        return fault.message_with(partial(self.record.line_of, fault.place))


IN_DATABASE = Origin("(database)")


@dataclass
class Report:
    """What a load added, changed, retired and removed, which rows it holds, and every fault.

    `undone` is what people made here, and the files do not know of; `reworded` what they have
    answered, and the files have in other words. `is_trial`: all of it is undone at the end.
    """

    is_trial: bool = False
    undone: list[str] = field(default_factory=list)
    reworded: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    origins: dict[tuple[type[Model], Any], Origin] = field(default_factory=dict)

    def note(self, what: str, row: Model) -> None:
        """Count it; what was there before and is not the same any more gets a line."""
        self.counts[what] += 1
        if self.is_trial and what != "unchanged":
            self.lines.append(f"would be {what}: {name_of(row)}")
        elif what in {"changed", "retired", "removed"}:
            self.lines.append(f"{what}: {name_of(row)}")

    def note_renamed(self, stored: Model, slug: object) -> None:
        """Count it as changed; its line says what it was called."""
        self.counts["changed"] += 1
        line = f"renamed: {name_of(stored)} → {slug}"
        self.lines.append(f"would be {line}" if self.is_trial else line)

    def summary(self) -> str:
        kinds = ("added", "changed", "retired", "removed", "unchanged")
        counts = ", ".join(f"{self.counts[kind]} {kind}" for kind in kinds)
        return f"{counts}. Nothing was loaded: this was a trial." if self.is_trial else counts

    def tell(self, origin: Origin, row: Model, fault: Fault) -> None:
        """Tell what is wrong with a text: it stops the load, but for a warning."""
        place = origin.place(row, fault.place, fault.line)
        line = f"{place}: {origin.message(fault)}"
        if fault.is_warning:
            self.lines.append(f"{line} (a warning)")
        else:
            self.faults.append(line)

    def check_once(self, row: Model, origin: Origin) -> None:
        """No two files may hold the same row: the second would undo the first."""
        before = self.origins.get((type(row), row.pk))
        if before is not None and before.file != origin.file:
            self.tell_twice(origin.place(row), before.file)

    def tell_twice(self, place: str, file: str) -> None:
        """Tell that what stands here stands in another file too."""
        reason = _("This stands in %(file)s already.") % {"file": file}
        self.faults.append(f"{place}: {reason}")

    def check_fields(self, row: ContentModel, origin: Origin, but: set[str] | None = None) -> None:
        """Tell what a form would say of each field, `but` those that need no look."""
        for name, reason in row.texts_too_large().items():
            self.faults.append(f"{origin.place(row, name)}: {reason}")
        for fault in row.field_faults({*row.html(), *(but or ())}):
            place = origin.place(row, fault.place, fault.line)
            self.faults.append(f"{place}: {fault.message}")


def name_of(row: Model) -> str:
    """How messages call a row: its model and natural key."""
    key = row.natural_key() if hasattr(row, "natural_key") else (row.pk,)
    return f"{row._meta.model_name} {'/'.join(str(part) for part in key)}"


def keep_unwritten(stored: Model, row: Model) -> None:
    """What no file says stays as it is."""
    names = row.kept_by_database if isinstance(row, ContentModel) else ()
    for column in row._meta.concrete_fields:
        if column.name in names:
            setattr(row, column.attname, getattr(stored, column.attname))


def is_same(stored: Model, row: Model) -> bool:
    """Whether the row says what is stored."""
    return not differing(stored, row)


def differing(stored: Model, row: Model) -> set[str]:
    """The names of the fields in which the row says something else than what is stored."""
    unwritten = {*row.html(), *row.kept_by_database} if isinstance(row, ContentModel) else ()
    return {
        column.name
        for column in row._meta.concrete_fields
        if column.name not in unwritten
        and getattr(stored, column.attname) != getattr(row, column.attname)
    }
