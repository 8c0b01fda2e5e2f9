"""What people made in the database, and a load of files that do not know of it would undo.

The files know what `loaddata` itself stored last. Of what was imported or written in the admin they
know what they hold of it, and so all that was made before it: they were dumped later.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Model
from django.utils import formats, timezone

from authoring.coursefiles.report import differing, name_of
from courses.models.base import ContentModel
from courses.versions import versions_of

OWN_COMMAND = "loaddata"
PLACES = {"position", "rank"}  # of these the words are not lost
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Change:
    """A row as it is stored, and what the files have of it: None if they do not list it."""

    stored: ContentModel
    row: ContentModel | None

    @property
    def loses_words(self) -> bool:
        return self.row is None or not differing(self.stored, self.row) <= PLACES


@dataclass(frozen=True)
class _Making:
    """When a row got to be as it is stored, and whether its making was no load of files."""

    at: datetime.datetime
    is_elsewhere: bool
    began_elsewhere: bool
    is_all: bool  # there was no other before


def undone(changes: list[Change]) -> list[str]:
    """What the files would undo, each with when it was made, of all that is stored of a course."""
    losing = [change for change in changes if change.loses_words]
    if not losing:
        return []
    makings = _makings(change.stored for change in changes)
    begun, edited = _known_until(changes, makings)
    lines = []
    for change in losing:
        making = makings.get(_key(change.stored))
        if making is None or not making.is_elsewhere:
            continue
        is_new = making.began_elsewhere and change.row is None
        if making.at > (begun if is_new else max(begun, edited)):
            what = "removed" if change.row is None else "overwritten"
            lines.append(f"{what}: {name_of(change.stored)} ({_shown(making.at)})")
    return lines


def _known_until(
    changes: list[Change], makings: dict[tuple[type, int], _Making]
) -> tuple[datetime.datetime, datetime.datetime]:
    """Until when the files know what was added, and what was edited."""
    begun, edited = [NEVER], [NEVER]
    for change in changes:
        making = makings.get(_key(change.stored))
        if making is None or not making.is_elsewhere or not _is_known(change, making):
            continue
        (begun if making.began_elsewhere else edited).append(making.at)
    return max(begun), max(edited)


def _is_known(change: Change, making: _Making) -> bool:
    """Whether the file has what was made elsewhere of this row, whatever it changes of it."""
    row = change.row
    if row is None:
        return False
    if making.is_all or not change.loses_words:
        return True
    versions = versions_of(type(row)).filter(pgh_obj_id=row.pk).order_by("-pgh_id")
    _last, before = versions[:2]
    fields = [field.attname for field in type(row).written_fields()]
    return any(
        _has_edit(*(_lines(each, field) for each in (before, change.stored, row)))
        for field in fields
    )


def _has_edit(before: set[str], stored: set[str], written: set[str]) -> bool:
    """Whether the file has a line that the edit brought or, where it brought none, took none."""
    brought, taken = stored - before, before - stored
    return bool(brought & written) if brought else bool(taken) and not taken & written


def _lines(row: Model, field: str) -> set[str]:
    return {line for line in str(getattr(row, field, "")).split("\n") if line.strip()}


def _makings(rows: Iterable[ContentModel]) -> dict[tuple[type, int], _Making]:
    keys: defaultdict[type[ContentModel], list[int]] = defaultdict(list)
    for row in rows:
        keys[type(row)].append(row.pk)
    return {
        (model, number): making
        for model, numbers in keys.items()
        for number, making in _makings_of(model, numbers)
    }


def _makings_of(model: type[ContentModel], numbers: list[int]) -> Iterator[tuple[int, _Making]]:
    versions = versions_of(model).filter(pgh_obj_id__in=numbers).order_by("pgh_obj_id")
    columns = ("pgh_obj_id", "pgh_id", "pgh_created_at", "pgh_context__metadata__command")
    first = versions.order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id").values_list(*columns)
    last = versions.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values_list(*columns)
    began = {number: (event, command != OWN_COMMAND) for number, event, _at, command in first}
    for number, event, at, command in last:
        first_event, began_elsewhere = began[number]
        yield number, _Making(at, command != OWN_COMMAND, began_elsewhere, event == first_event)


def _key(row: ContentModel) -> tuple[type, int]:
    return type(row), row.pk


def _shown(at: datetime.datetime) -> str:
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
