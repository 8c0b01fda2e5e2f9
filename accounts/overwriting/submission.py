"""A form of the admin as it came back, beside what is stored by now."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from django.forms import CharField, Field, Textarea, TextInput
from django.http import HttpRequest

from accounts.overwriting.formset import PostedFormset
from accounts.overwriting.lines import both
from accounts.overwriting.rows import Row, key_of, read_tokens, token
from accounts.overwriting.values import guarded

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

# Hidden inputs: what the page showed; what the page of a conflict has shown since; and the answer.
SEEN, SEEN_NOW, CHOICE, CHOICE_OF_ALL = "seen", "seen-now", "choose", "choose-all"
HERE, THERE, BOTH = "mine", "theirs", "both"


@dataclass
class Submission:
    """All rows of it, which stay as they are stored until the transaction ends."""

    admin: "ModelAdmin[Any]"
    request: HttpRequest
    head: models.Model
    rows: list[Row] = field(default_factory=list)
    formsets: list[PostedFormset] = field(default_factory=list)
    is_to_edit: bool = False
    is_order_merged: bool = False

    def __post_init__(self) -> None:
        self.data = self.request.POST.copy()
        self._shown = read_tokens(self.data.get(SEEN, ""))
        self._shown_now = read_tokens(self.data.get(SEEN_NOW, ""))
        form = self.admin.get_form(self.request, self.head, change=True)
        self.rows = [self._row(type(self.head), self.head.pk, "", form.base_fields, self.head)]
        self.rows[0].is_part = False
        for formset, prefix in _formsets(self.admin, self.request, self.head):
            self._read(formset, prefix)

    def _read(self, formset: Any, prefix: str) -> None:
        posted = PostedFormset(prefix, self.data)
        key_name = formset.model._meta.pk.name
        of_head = {formset.fk.name: self.head}
        rows = formset.model._default_manager.filter(**of_head).order_by("pk")
        stored_rows = {str(row.pk): row for row in rows.select_for_update(no_key=True, of=["self"])}
        fields = formset.form.base_fields
        for at in range(posted.initial):
            key = self.data.get(f"{prefix}-{at}-{key_name}", "")
            row = self._row(
                formset.model, key, f"{prefix}-{at}", fields, stored_rows.pop(key, None)
            )
            posted.rows.append(row)
        posted.unseen = list(stored_rows.values())
        self.formsets.append(posted)
        self.rows += posted.rows

    def _row(self, model: type[models.Model], pk: Any, prefix: str, fields: Any, row: Any) -> Row:
        shown_as = self._shown.get(key_of(model, pk))
        own = guarded(fields, model)
        files = self.request.FILES
        return Row(model, pk, prefix, own, self.data, files, row, shown_as, is_part=True)

    # --- What was chosen on the page of a conflict ------------------------------------------------

    def choose(self) -> None:
        """Do what the buttons of that page say, where it has shown what is stored by now."""
        of_all = self.data.get(CHOICE_OF_ALL, "")
        choices = dict(text.rpartition("=")[::2] for text in self.data.getlist(CHOICE))
        for row in list(self.rows):
            choice = choices.get(row.key, "")
            if not choice and of_all and row.key in self._shown_now:
                choice = of_all
            if choice:
                self._choose(row, choice)
        for name in (CHOICE, CHOICE_OF_ALL, SEEN_NOW):
            self.data.pop(name, None)

    def _choose(self, row: Row, choice: str) -> None:
        if row.stored is None:
            self._choose_of_gone(row, choice)
            return
        shown_now = self._shown_now.get(row.key)
        if choice == HERE:
            row.shown_as = shown_now
            return
        if choice == BOTH:
            self.is_to_edit = True
        if row.is_deleted_here:
            self.data.pop(f"{row.prefix}-DELETE")
            row.take_what_is_stored(set(row.fields))
        elif choice == THERE:
            row.take_what_is_stored(set(row.fields))
        else:
            for name in row.differing & row.overtaken:
                _write_both(row, name)
        row.shown_as = shown_now

    def _choose_of_gone(self, row: Row, choice: str) -> None:
        if choice == THERE:
            for formset in self.formsets:
                formset.take_out([other for other in formset.rows if other is row])
            self.rows.remove(row)
            return
        self.is_to_edit |= choice == BOTH
        row.stored = self.admin.bring_back(self.head, row.model, row.pk)  # type: ignore[attr-defined]
        if row.stored is not None:
            row.shows_what_is_stored()

    # --- Bringing it together ---------------------------------------------------------------------

    def conflicts(self) -> list[Row]:
        for formset in self.formsets:
            formset.note_choices()
        return [row for row in self.rows if row.is_in_conflict]

    def merge(self) -> list[Row]:
        """Leave as it is stored what was not touched here; the rows others have changed."""
        others = [row for row in self.rows if row.stored is not None and row.overtaken]
        for formset in self.formsets:
            formset.take_out(
                [row for row in formset.rows if row.stored is None and not row.is_in_conflict]
            )
            self.is_order_merged |= formset.merge_order()
        self.rows = [row for row in self.rows if row.stored is not None or row.is_in_conflict]
        for row in self.rows:
            if row.stored is not None:
                row.take_what_is_stored(set(row.fields) - row.touched)
        return others

    def tokens(self) -> str:
        """For the same form once more: of what it says the page has shown what is stored."""
        for row in self.rows:
            row.shows_what_is_stored()
        return " ".join(token(row.key, row.shown_as or {}) for row in self.rows)


def _write_both(row: Row, name: str) -> None:
    texts = row.now[name], row.typed[name]
    if not is_text(row.fields[name]):
        row.write(name, row.values[name])  # of two dates there is no both
    elif isinstance(row.fields[name].widget, TextInput):
        row.write(name, " / ".join(texts))
    else:
        row.write(name, both(*texts))


def is_text(form_field: Field) -> bool:
    return isinstance(form_field, CharField) and isinstance(form_field.widget, Textarea | TextInput)


def _formsets(
    admin: "ModelAdmin[Any]", request: HttpRequest, head: models.Model
) -> Iterator[tuple[Any, str]]:
    """Those that the admin makes of the form, with the prefixes that it gives them."""
    times: dict[str, int] = {}
    for formset, inline in admin.get_formsets_with_inlines(request, head):
        prefix = formset.get_default_prefix()
        times[prefix] = times.get(prefix, 0) + 1
        if times[prefix] != 1 or not prefix:
            prefix = f"{prefix}-{times[prefix]}"
        if inline.has_change_permission(request, head):
            yield formset, prefix
