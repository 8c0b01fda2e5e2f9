"""What people made in the database, and a load of files that do not know of it would undo.

The files know what `loaddata` itself stored last. What was imported or written in the admin a file
knows if it was written later. Until when it knows of things is told by what it holds: a row that
began elsewhere, an edit made elsewhere. Each file is asked by itself, as one alone may be old.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField
from django.utils import formats, timezone

from authoring.coursefiles.report import differing, name_of
from courses.models.base import ContentModel
from courses.versions import versions_of

OWN_COMMAND = "loaddata"
PLACES = {"position", "rank"}  # of these the words are not lost
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)

Number = tuple[type, int]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """A row as it is stored, and what its file has of it: None if that does not list it."""

    stored: ContentModel
    row: ContentModel | None
    file: str

    @property
    def loses_words(self) -> bool:
        return self.row is None or not differing(self.stored, self.row) <= PLACES

    @property
    def number(self) -> Number:
        return type(self.stored), self.stored.pk


@dataclass(frozen=True)
class _Making:
    """When people began a row and made it as it is stored; NEVER where a load of files did."""

    began: datetime.datetime
    last: datetime.datetime
    is_all: bool  # there was no other before

    def lost_with(self, change: Change) -> datetime.datetime:
        """When people made the last of what is lost."""
        return self.last if change.row is not None else max(self.began, self.last)


def undone(changes: list[Change]) -> list[str]:
    """What the files would undo, each with when it was made, of all that is stored of a course."""
    losing = [change for change in changes if change.loses_words]
    if not losing:
        return []
    makings = _makings(change.stored for change in changes)
    until = _known_by_rows(changes, makings)
    if _unknown(losing, makings, until):
        until = _known_by_edits(changes, makings, until)
    return [
        f"{'removed' if change.row is None else 'overwritten'}: "
        f"{name_of(change.stored)} ({_shown(at)})"
        for change, at in _unknown(losing, makings, until)
    ]


def _unknown(
    losing: Iterable[Change],
    makings: Mapping[Number, _Making],
    until: Mapping[str, datetime.datetime],
) -> list[tuple[Change, datetime.datetime]]:
    lost = ((change, makings[change.number].lost_with(change)) for change in losing)
    return [(change, at) for change, at in lost if at > until.get(change.file, NEVER)]


def _known_by_rows(
    changes: Iterable[Change], makings: Mapping[Number, _Making]
) -> dict[str, datetime.datetime]:
    """Until when each file knows of things, as it lists rows that began elsewhere."""
    until: dict[str, datetime.datetime] = {}
    for change in changes:
        if change.row is not None:
            began = makings[change.number].began
            until[change.file] = max(until.get(change.file, NEVER), began)
    return until


def _known_by_edits(
    changes: Iterable[Change],
    makings: Mapping[Number, _Making],
    until: Mapping[str, datetime.datetime],
) -> dict[str, datetime.datetime]:
    """The same, as it holds what was edited elsewhere."""
    later = dict(until)
    edited = {
        change.number: change
        for change in changes
        if change.row is not None and not makings[change.number].is_all
    }
    for number, states in _histories(edited):
        change = edited[number]
        held = _held_until(change, states)
        later[change.file] = max(later.get(change.file, NEVER), held)
    return later


@dataclass(frozen=True)
class _State:
    """What a row said from a time on, and whether people made it so."""

    at: datetime.datetime
    is_elsewhere: bool
    values: Values


def _held_until(change: Change, states: list[_State]) -> datetime.datetime:
    """When the last edit was made that the file holds, as it cannot have had it before."""
    written = {name: getattr(change.row, name) for name in states[0].values}
    same = next((state for state in states if _says(state.values) == _says(written)), None)
    if same is not None:
        return same.at if same.is_elsewhere else NEVER
    edits = (state.at for at, state in enumerate(states) if _is_edit_held(at, states, written))
    return max(edits, default=NEVER)


def _says(values: Values) -> Values:
    """Its words: what it is called, and where it stands, may be changed in any file."""
    return {name: value for name, value in values.items() if name not in {*PLACES, "slug"}}


def _is_edit_held(at: int, states: list[_State], written: Values) -> bool:
    """Whether the file has a line that no earlier state has or, where the edit brought none, lacks
    what all of them have."""
    before = states[:at]
    if not before or not states[at].is_elsewhere:
        return False
    for name, value in written.items():
        lines, stored = _lines(value), _lines(states[at].values[name])
        earlier = [_lines(state.values[name]) for state in before]
        brought = stored.difference(*earlier)
        taken = set.intersection(*earlier) - stored
        if brought & lines or (not brought and taken and not taken & lines):
            return True
    return False


def _lines(value: Any) -> set[str]:
    """Of a text; no other value is so much one's own."""
    return {line for line in value.split("\n") if line.strip()} if isinstance(value, str) else set()


def _histories(numbers: Iterable[Number]) -> Iterator[tuple[Number, list[_State]]]:
    """All states of each row, where people made one of them after its first."""
    for model, own in _by_model(numbers).items():
        fields = [
            field.attname for field in model.written_fields() if not isinstance(field, BinaryField)
        ]
        versions = versions_of(model).filter(pgh_obj_id__in=own).order_by("pgh_obj_id", "pgh_id")
        states: defaultdict[int, list[_State]] = defaultdict(list)
        columns = ("pgh_obj_id", "pgh_created_at", "pgh_context__metadata__command")
        for row, at, command, *values in versions.values_list(*columns, *fields):
            state = _State(at, command != OWN_COMMAND, dict(zip(fields, values, strict=True)))
            states[row].append(state)
        yield from (((model, row), of_row) for row, of_row in states.items())


def _makings(rows: Iterable[ContentModel]) -> dict[Number, _Making]:
    return {
        (model, number): making
        for model, numbers in _by_model((type(row), row.pk) for row in rows).items()
        for number, making in _makings_of(model, numbers)
    }


def _makings_of(
    model: type[ContentModel], numbers: Collection[int]
) -> Iterator[tuple[int, _Making]]:
    versions = versions_of(model).filter(pgh_obj_id__in=numbers).order_by("pgh_obj_id")
    columns = ("pgh_obj_id", "pgh_id", "pgh_created_at", "pgh_context__metadata__command")
    first = versions.order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id").values_list(*columns)
    last = versions.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values_list(*columns)
    began = {number: (event, _elsewhere(at, command)) for number, event, at, command in first}
    for number, event, at, command in last:
        first_event, began_at = began[number]
        yield number, _Making(began_at, _elsewhere(at, command), event == first_event)


def _elsewhere(at: datetime.datetime, command: str | None) -> datetime.datetime:
    return at if command != OWN_COMMAND else NEVER


def _by_model(numbers: Iterable[Number]) -> dict[type[ContentModel], list[int]]:
    keys: defaultdict[type[ContentModel], list[int]] = defaultdict(list)
    for model, number in numbers:
        keys[model].append(number)
    return keys


def _shown(at: datetime.datetime) -> str:
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
