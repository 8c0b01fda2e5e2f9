"""A row of a form: as its page showed it, as it came back, as it is stored now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.http import QueryDict

from accounts.overwriting.values import (
    Fields,
    as_posted,
    digest,
    group_of,
    guarded,
    input_names,
    is_of_all_rows,
    shown,
    stored,
    typed,
)

Digests = Mapping[str, str]
# Where a row stands among others is no text of it: orders are merged, and nobody is asked.
ORDER = "position"
TOKEN = re.compile(r"(\w+\.\w+\.[^:]+):((?:\w+=[0-9a-f]{16},?)*)")


def key_of(model: type[models.Model], pk: Any) -> str:
    return f"{model._meta.label_lower}.{pk}"


def token(key: str, digests: Digests) -> str:
    """What a form carries of a row: of each field a digest of what the page shows."""
    return f"{key}:{','.join(f'{name}={value}' for name, value in digests.items())}"


def read_tokens(tokens: str) -> dict[str, dict[str, str]]:
    """Of each row by its key; what is no token says nothing. Blanks stand between them."""
    digests: dict[str, dict[str, str]] = {}
    for text in tokens.split():
        if match := TOKEN.fullmatch(text):
            pairs = [pair.partition("=") for pair in match[2].split(",") if pair]
            digests[match[1]] = {name: text for name, _sign, text in pairs}
    return digests


def token_of(row: models.Model, form_fields: Fields) -> str:
    """For the page that shows the row as it is."""
    fields = guarded(form_fields, type(row))
    values = stored(fields, row)
    digests = {name: digest(shown(fields[name], value)) for name, value in values.items()}
    return token(key_of(type(row), row.pk), digests)


@dataclass
class Row:
    """`stored` is None where somebody has deleted it meanwhile; `shown_as` are the digests that its
    form carries, None where it carries none: then nobody knows what its page showed."""

    model: type[models.Model]
    pk: Any
    prefix: str
    fields: dict[str, Any]
    data: QueryDict
    files: Any
    stored: models.Model | None
    shown_as: Digests | None
    is_part: bool = False
    # The fields in which another row of the formset was chosen than its page showed.
    chosen_among: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return key_of(self.model, self.pk)

    def html_name(self, name: str) -> str:
        return f"{self.prefix}-{name}" if self.prefix else name

    @property
    def is_deleted_here(self) -> bool:
        return bool(self.is_part and self.data.get(f"{self.prefix}-DELETE"))

    @cached_property
    def values(self) -> dict[str, Any]:
        return {} if self.stored is None else stored(self.fields, self.stored)

    @cached_property
    def now(self) -> dict[str, str]:
        return {name: shown(self.fields[name], value) for name, value in self.values.items()}

    @cached_property
    def typed(self) -> dict[str, str]:
        return {
            name: typed(form_field, self.data, self.files, self.html_name(name))
            for name, form_field in self.fields.items()
        }

    @property
    def touched(self) -> set[str]:
        """The fields that say something else than the page showed."""
        own = {name for name, text in self.typed.items() if self._is_touched(name, text)}
        return own | self.chosen_among

    @property
    def overtaken(self) -> set[str]:
        """The fields that somebody has changed since the page showed them."""
        if self.shown_as is None:
            return self.differing
        shown_as = self.shown_as
        return {
            name
            for name, text in self.now.items()
            if name in shown_as and digest(text) != shown_as[name]
        }

    @property
    def differing(self) -> set[str]:
        """What was changed here and is otherwise by now."""
        return {name for name in self.touched if self.typed[name] != self.now.get(name, "")}

    @property
    def is_in_conflict(self) -> bool:
        """Whether saving it would write over what its page did not show."""
        order = {ORDER}
        if self.stored is None:
            return bool(self.touched - order) and not self.is_deleted_here
        if self.is_deleted_here:
            return bool(self.overtaken - order)
        if self.differing - order and self.overtaken - order:
            return True
        return bool((self.differing & self.overtaken) - (order if self.is_part else set()))

    def take_what_is_stored(self, names: set[str]) -> None:
        """Let the form say of these fields what is stored by now."""
        for name in names & set(self.values):
            self.write(name, self.values[name])

    def write(self, name: str, value: Any) -> None:
        form_field, html_name = self.fields[name], self.html_name(name)
        if is_of_all_rows(form_field):
            self._write_choice(*group_of(html_name), is_chosen=bool(value))
            return
        for input_name in input_names(form_field, html_name):
            self.data.pop(input_name, None)
        for input_name, values in as_posted(form_field, html_name, value).items():
            self.data.setlist(input_name, values)
        self.forget_typed()

    def _write_choice(self, group: str, row: str, *, is_chosen: bool) -> None:
        if is_chosen:
            self.data[group] = row
        elif self.data.get(group) == row:
            self.data.pop(group)
        self.forget_typed()

    def forget_typed(self) -> None:
        """The form says something else now."""
        self.__dict__.pop("typed", None)

    def shows_what_is_stored(self) -> None:
        """The page shows from now on what is stored."""
        self.shown_as = {name: digest(text) for name, text in self.now.items()}

    def _is_touched(self, name: str, text: str) -> bool:
        if self.shown_as is not None and name in self.shown_as:
            return digest(text) != self.shown_as[name]
        # A page that has no such field sends none either.
        inputs = input_names(self.fields[name], self.html_name(name))
        is_sent = self.shown_as is None or any(name in self.data for name in inputs)
        return is_sent and text != self.now.get(name, "")
