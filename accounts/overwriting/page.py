"""What is shown where two people have changed the same: both texts, and who changed it when."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.overwriting.lines import Line, differing_lines
from accounts.overwriting.rows import ORDER, Row, token
from accounts.overwriting.submission import BOTH, HERE, THERE, is_text
from accounts.overwriting.values import digest, in_words

# Of what sends the form nothing is asked again; the rest goes along unseen.
NOT_CARRIED = {"csrfmiddlewaretoken", "kept-as"}


@dataclass(frozen=True)
class Change:
    """The last that was done to a row; `by` is a person, a command, or empty."""

    by: str
    at: datetime.datetime
    is_own: bool


LastChange = Callable[[type[models.Model], Any], Change | None]


@dataclass(frozen=True)
class FieldOfBoth:
    """A field that both have changed, or only one of the two."""

    label: str
    mine: list[Line]
    theirs: list[Line]
    is_touched: bool
    is_overtaken: bool
    is_text: bool


@dataclass(frozen=True)
class Conflict:
    """A row that is not written; `kind` is "changed", "gone" or "deleted" (here)."""

    key: str
    kind: str
    name: str
    last: Change | None
    fields: list[FieldOfBoth]
    token: str

    @property
    def has_both(self) -> bool:
        return self.kind == "changed" and any(
            field.is_touched and field.is_overtaken and field.is_text for field in self.fields
        )

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What the buttons send, with what stands on them."""
        if self.kind == "gone":
            return [(HERE, _("Bring it back with my text")), (THERE, _("Leave it deleted"))]
        if self.kind == "deleted":
            return [(THERE, _("Keep their text")), (HERE, _("Delete it all the same"))]
        choices = [(HERE, _("Save my text")), (THERE, _("Leave their text"))]
        return [*choices, (BOTH, _("Put both into the form"))] if self.has_both else choices


@dataclass(frozen=True)
class ConflictPage:
    """All conflicts of a form, with all else that was typed in it."""

    conflicts: list[Conflict]
    fields: list[tuple[str, str]]
    seen_now: str
    address: str

    @classmethod
    def of(
        cls, request: HttpRequest, data: QueryDict, rows: list[Row], last: LastChange
    ) -> "ConflictPage":
        """`last` tells of a row what was done to it last."""
        conflicts = [_conflict(row, last(row.model, row.pk)) for row in rows]
        fields = [
            (name, value)
            for name, values in data.lists()
            if name not in NOT_CARRIED
            for value in values
        ]
        tokens = " ".join(conflict.token for conflict in conflicts if conflict.token)
        return cls(conflicts, fields, tokens, request.get_full_path())


def _conflict(row: Row, last: Change | None) -> Conflict:
    kind = "changed"
    if row.stored is None:
        kind = "gone"
    elif row.is_deleted_here:
        kind = "deleted"
    now = {name: digest(text) for name, text in row.now.items()}
    shown = "" if row.stored is None else token(row.key, now)
    return Conflict(row.key, kind, _name(row), last, list(_fields(row, kind)), shown)


def _name(row: Row) -> str:
    kind = str(row.model._meta.verbose_name)
    texts = [text for name, text in row.typed.items() if text and is_text(row.fields[name])]
    title = str(row.stored) if row.stored is not None else next(iter(texts), "")
    name = title if title.startswith(kind) else f"{kind} {title}"
    return Truncator(name).chars(80)


def _fields(row: Row, kind: str) -> Iterator[FieldOfBoth]:
    touched = set() if kind == "deleted" else row.touched
    for name, form_field in row.fields.items():
        is_touched, is_overtaken = name in touched, name in row.overtaken
        here, there = row.typed[name], row.now.get(name, "")
        if kind == "gone":
            is_shown = is_touched and bool(here)
        elif kind == "deleted":
            is_shown, here = is_overtaken, ""
        else:
            is_shown = (is_touched and here != there) or is_overtaken
        if name == ORDER and not (is_touched and is_overtaken):
            is_shown = False
        if is_shown:
            texts = in_words(form_field, there), in_words(form_field, here)
            yield _beside(
                str(form_field.label or name),
                *texts,
                (is_touched, is_overtaken, is_text(form_field)),
            )


def _beside(label: str, there: str, here: str, changed: tuple[bool, bool, bool]) -> FieldOfBoth:
    lines = differing_lines(there, here)
    return FieldOfBoth(
        label,
        [line for line in lines if not line.is_removed],
        [line for line in lines if not line.is_added],
        *changed,
    )


def change_told_by_log(model: type[models.Model], pk: Any, viewer: Any) -> Change | None:
    """Of the admin's own log, where no versions are kept."""
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=str(pk)
    )
    entry = entries.select_related("user").first()
    if entry is None:
        return None
    return Change(entry.user.get_full_name(), entry.action_time, entry.user_id == viewer.pk)
