"""What a field of a form shows and what was typed into it, as texts that can be compared.

A browser sends other line ends than are stored, and Django cuts blanks at both ends off: neither is
a change that somebody made.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import (
    BooleanField,
    CheckboxInput,
    ChoiceField,
    DateTimeField,
    Field,
    FileField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultiValueField,
    MultiWidget,
    SplitDateTimeField,
    model_to_dict,
)
from django.forms.models import InlineForeignKeyField
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

Fields = Mapping[str, Field]
UNREADABLE = "\0"  # before what is typed and is no value of its field


def guarded(fields: Fields, model: type[models.Model]) -> dict[str, Field]:
    """Those of a form in which somebody writes something of the row itself."""
    own = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    return {
        name: field
        for name, field in fields.items()
        if name in own
        and name != model._meta.pk.name
        and not field.disabled
        and not isinstance(field, InlineForeignKeyField | FileField)
    }


def stored(fields: Fields, row: models.Model) -> dict[str, Any]:
    """The values that a form shows of the row."""
    values = model_to_dict(row, list(fields))
    return {name: values[name] for name in fields if name in values}


def shown(field: Field, value: Any) -> str:
    if isinstance(field, ModelMultipleChoiceField):
        return _text(field, sorted(str(key) for key in field.prepare_value(value or [])))
    if isinstance(field, ModelChoiceField):
        return "" if value is None else str(field.prepare_value(value))
    return _text(field, value)


def typed(field: Field, data: Any, files: Any, html_name: str) -> str:
    raw = field.widget.value_from_datadict(data, files, html_name)
    if isinstance(field, ModelMultipleChoiceField):
        return _text(field, sorted(map(str, raw or [])))
    if isinstance(field, ModelChoiceField):
        return str(raw or "")
    try:
        value = field.clean(raw) if isinstance(field, MultiValueField) else field.to_python(raw)
    except ValidationError:
        return f"{UNREADABLE}{raw}"
    return _text(field, value)


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def as_posted(field: Field, html_name: str, value: Any) -> dict[str, list[str]]:
    """What a form sends that shows this value, by the names of its inputs."""
    widget: Any = field.widget
    if isinstance(widget, CheckboxInput):
        return {html_name: ["on"]} if value else {}
    if _has_parts(widget):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
        return {
            f"{html_name}{name}": [str(part.format_value(single) or "")]
            for name, part, single in parts
        }
    if isinstance(field, ModelMultipleChoiceField):
        return {html_name: [str(key) for key in field.prepare_value(value or [])]}
    if isinstance(field, ModelChoiceField):
        return {html_name: [shown(field, value)]}
    formatted = widget.format_value(field.prepare_value(value))
    if isinstance(formatted, list | tuple):
        return {html_name: list(map(str, formatted))}
    return {html_name: ["" if formatted is None else str(formatted)]}


def is_of_all_rows(field: Field) -> bool:
    """Whether a radio that all rows of a formset have together says which row it is."""
    return getattr(field.widget, "is_of_all_rows", False)


def group_of(html_name: str) -> tuple[str, str]:
    """The name of such a radio, and its value where it is this row."""
    row, _dash, name = html_name.rpartition("-")
    return f"{row.rpartition('-')[0]}-{name}", row


def input_names(field: Field, html_name: str) -> list[str]:
    """Of all inputs that together are the field."""
    if is_of_all_rows(field):
        return [group_of(html_name)[0]]
    widget: Any = field.widget
    if _has_parts(widget):
        return [f"{html_name}{name}" for name in widget.widgets_names]
    return [html_name]


def _has_parts(widget: Any) -> bool:
    return isinstance(widget, MultiWidget)


def in_words(field: Field, text: str) -> str:
    """A text of `shown` or `typed` as people read it."""
    if text.startswith(UNREADABLE):
        return text.removeprefix(UNREADABLE)
    if isinstance(field, ModelChoiceField):
        keys = [key for key in text.split("\n") if key]
        return "\n".join(_names(field, keys))
    if isinstance(field, BooleanField):
        return _("yes") if text == "True" else _("no")
    if isinstance(field, ChoiceField):
        choices: Any = field.choices
        return str(dict(_flat(choices)).get(text, text))
    if isinstance(field, DateTimeField | SplitDateTimeField) and text:
        moment = timezone.localtime(datetime.datetime.fromisoformat(text))
        return date_format(moment, "DATETIME_FORMAT")
    return text


def _names(field: "ModelChoiceField[Any]", keys: Iterable[str]) -> list[str]:
    queryset = field.queryset
    if queryset is None:
        return list(keys)
    try:
        rows = queryset.filter(pk__in=keys)
        return [str(row) for row in rows] or list(keys)
    except (ValueError, ValidationError):
        return list(keys)


def _flat(choices: Iterable[Any]) -> list[tuple[str, Any]]:
    pairs: list[tuple[str, Any]] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            pairs += _flat(label)
        else:
            pairs.append((str(value), label))
    return pairs


def _text(field: Field, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        return text.strip() if getattr(field, "strip", False) else text
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat(timespec="seconds")
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return str(value)
