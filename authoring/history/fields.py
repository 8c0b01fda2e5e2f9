"""What differs between two states of content, as authors read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.overwriting.lines import Line, differing_lines
from courses.models.base import ContentModel

if TYPE_CHECKING:
    from django.db import models

# Where a row stands and whether it is out, whatever it says.
STANDING = {"slug", "position", "is_published", "is_draft", "retired_at", "sibling_of"}
Names = dict[tuple[Any, Any], str]


def is_standing(field: Any) -> bool:
    """Whether it tells where a row stands, as also what the row is part of does."""
    return field.name in STANDING or is_parent(field)


def is_parent(field: Any) -> bool:
    return field.is_relation and not field.null


@dataclass(frozen=True)
class Pair:
    """A row before and after; None where it is not on the page. The head is the page's own row."""

    before: ContentModel | None
    after: ContentModel | None
    is_head: bool

    def fields(self) -> list[Any]:
        """The fields that differ; of a row that came or went, those that say something."""
        row = self.after or self.before
        if row is None:
            return []
        if self.before is None or self.after is None:
            written = row.written_fields()
            return [
                field for field in written if getattr(row, field.attname) and not is_parent(field)
            ]
        return [
            field
            for field in row.written_fields()
            if getattr(self.before, field.attname) != getattr(self.after, field.attname)
        ]


@dataclass(frozen=True)
class FieldChange:
    """A field that differs; going back leaves it as it is where `stays`."""

    label: str
    before: str
    after: str
    stays: bool

    def lines(self) -> list[Line]:
        return differing_lines(self.before, self.after)


@dataclass(frozen=True)
class RowChange:
    """A row that was "added", "removed" or "changed"."""

    what: str
    name: str
    fields: list[FieldChange]


def changes_in(pairs: Iterable[Pair], names: Names) -> list[RowChange]:
    """The rows that differ; `names` are those of what the rows refer to."""
    return [change for pair in pairs if (change := _change_in(pair, names)) is not None]


def _change_in(pair: Pair, names: Names) -> RowChange | None:
    row, fields = pair.after or pair.before, pair.fields()
    if row is None or not fields:
        return None
    what = "changed"
    if pair.before is None:
        what = "added"
    elif pair.after is None:
        what = "removed"
    name = str(row._meta.verbose_name)
    if not pair.is_head:
        name = Truncator(f"{name} {row}").chars(80)
    changes = [
        FieldChange(
            str(field.verbose_name),
            _told(field, pair.before, names),
            _told(field, pair.after, names),
            stays=pair.is_head and is_standing(field),
        )
        for field in fields
    ]
    return RowChange(what, name, changes)


def names_in(pairs: Iterable[Pair]) -> Names:
    """What the rows that differ refer to, by model and number; one query per model."""
    references: dict[type[models.Model], set[Any]] = {}
    for pair in pairs:
        for field in pair.fields():
            if field.is_relation:
                rows = [row for row in (pair.before, pair.after) if row is not None]
                numbers = {getattr(row, field.attname) for row in rows}
                references.setdefault(field.related_model, set()).update(numbers - {None})
    return {
        (model, number): str(row)
        for model, numbers in references.items()
        for number, row in model._default_manager.in_bulk(numbers).items()
    }


def _told(field: Any, row: ContentModel | None, names: Names) -> str:
    """The field's value as a text; nothing for a row that is not there."""
    value = None if row is None else getattr(row, field.attname)
    if value is None:
        return ""
    if field.is_relation:
        return names.get((field.related_model, value), _("(no longer there)"))
    if isinstance(value, bytes | memoryview):
        return filesizeformat(len(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, str) or field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    return str(formats.localize(value))
