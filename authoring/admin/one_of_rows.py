"""Which row of a form is the one: a radio that all rows have together."""

from collections.abc import Mapping
from typing import Any

from django.forms import CheckboxInput


class OneOfRows(CheckboxInput):
    """In place of a box to tick in each row of a formset. Its value is the name of the row."""

    input_type = "radio"
    # For accounts/overwriting: to choose a row is to say something of every row.
    is_of_all_rows = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"name": group_of(name), "value": _row(name)}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return data.get(group_of(name)) == _row(name)


def _row(name: str) -> str:
    return name.rpartition("-")[0]


def group_of(name: str) -> str:
    """What the radios of all rows are called, by the name of the field in one."""
    formset, _number, field = name.rsplit("-", 2)
    return f"{formset}-{field}"
