"""How the values of reports are written, with what analysis/templatetags/figures.py has."""

from datetime import date

from django import template
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format

from analysis.templatetags import figures
from progress.tables import Value

register = template.Library()
register.tags.update(figures.register.tags)
NOTHING = figures.NOTHING


@register.simple_tag
def plain(value: Value) -> Value:
    """A value of a table as people read it."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "○" if value else ""
    if isinstance(value, float):
        return floatformat(value, 2)
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else value


@register.simple_tag
def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    size = floatformat(abs(100 * value), 0)
    return f"{'±' if size == '0' else '+' if value > 0 else '−'}{size}"
