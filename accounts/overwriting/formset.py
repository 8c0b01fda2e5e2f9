"""The rows of a formset as they came back: taken out, put in order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.http import QueryDict

from accounts.overwriting.rows import ORDER, Row
from accounts.overwriting.values import is_of_all_rows

MOST_ROWS = 20_000  # more are no form of ours


@dataclass
class PostedFormset:
    """`unseen` are the stored rows that its page did not show; `added` the places of new ones."""

    prefix: str
    data: QueryDict
    rows: list[Row] = field(default_factory=list)
    unseen: list[models.Model] = field(default_factory=list)

    @classmethod
    def number(cls, data: QueryDict, name: str) -> int:
        """Of a management form; 0 where it makes no sense."""
        text = data.get(name, "")
        is_number = text.isascii() and text.isdigit() and len(text) < 6
        return min(int(text), MOST_ROWS) if is_number else 0

    @property
    def total(self) -> int:
        return self.number(self.data, f"{self.prefix}-TOTAL_FORMS")

    @property
    def initial(self) -> int:
        return min(self.number(self.data, f"{self.prefix}-INITIAL_FORMS"), self.total)

    def take_out(self, rows: Iterable[Row]) -> None:
        """Rows that are not there any more; those after them move up."""
        prefixes = {row.prefix for row in rows}
        if not prefixes:
            return
        stay = [at for at in range(self.total) if f"{self.prefix}-{at}" not in prefixes]
        places = {at: place for place, at in enumerate(stay)}
        total, initial = self.total, self.initial
        name_of_row = re.compile(rf"{re.escape(self.prefix)}-(\d+)-(.+)", re.DOTALL)
        moved: dict[str, list[str]] = {}
        for name in list(self.data):
            match = name_of_row.fullmatch(name)
            if match is None or int(match[1]) >= total:
                continue
            values = self.data.pop(name)
            if int(match[1]) in places:
                moved[f"{self.prefix}-{places[int(match[1])]}-{match[2]}"] = values
        for name, values in moved.items():
            self.data.setlist(name, values)
        for name in [name for name in self.data if name.startswith(f"{self.prefix}-")]:
            chosen = re.fullmatch(rf"{re.escape(self.prefix)}-(\d+)", self.data.get(name, ""))
            if chosen and int(chosen[1]) in places:  # a radio of all rows
                self.data[name] = f"{self.prefix}-{places[int(chosen[1])]}"
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(stay))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial - (total - len(stay)))
        self.rows = [row for row in self.rows if row.prefix not in prefixes]
        for place, row in enumerate(self.rows):
            row.prefix = f"{self.prefix}-{place}"

    def note_choices(self) -> None:
        """Who chooses one of the rows says of all others that they are it not."""
        names = {
            name
            for row in self.rows
            for name, form_field in row.fields.items()
            if is_of_all_rows(form_field) and name in row.touched
        }
        for row in self.rows:
            row.chosen_among = frozenset(names)

    def merge_order(self) -> bool:
        """Give what was put somewhere here the next free place, where somebody else has put
        something there meanwhile; whether that was so anywhere."""
        ordered = [
            row
            for row in self.rows
            if ORDER in row.fields and row.stored is not None and not row.is_deleted_here
        ]
        if not self.unseen and not any(ORDER in row.overtaken for row in ordered):
            return False
        moved = [row for row in ordered if ORDER in row.touched]
        stay = [row.stored for row in ordered if ORDER not in row.touched]
        taken = {getattr(row, ORDER, None) for row in (*stay, *self.unseen)}
        names = [row.html_name(ORDER) for row in moved]
        names += [f"{self.prefix}-{at}-{ORDER}" for at in range(self.initial, self.total)]
        is_merged = False
        for name in sorted(names, key=self._typed):
            place = free = self._typed(name)
            while free in taken:
                free += 1
            taken.add(free)
            if place >= 0 and free != place:
                self.data[name] = str(free)
                is_merged = True
        for row in moved:
            row.forget_typed()
        return is_merged

    def _typed(self, name: str) -> int:
        text = self.data.get(name, "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
