"""How the figures of reports are written."""

from datetime import date

from django import template
from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from analysis.items import Share
from progress.tables import Value

register = template.Library()
NOTHING = "–"


@register.simple_tag
def exact(value: float | None) -> str:
    """The number in full precision for `data-value`; empty where there is none."""
    return "" if value is None else repr(float(value))


@register.simple_tag
def figure(value: float | None) -> str:
    """An index with two decimals."""
    return NOTHING if value is None else floatformat(value, 2)


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
def percent(value: float | None) -> str:
    return NOTHING if value is None else f"{floatformat(100 * value, 0)} %"


@register.simple_tag
def share(value: Share) -> SafeString | str:
    """The share with its count; below 5 the count alone."""
    if not value.total:
        return NOTHING
    count = f"{value.count} / {value.total}"
    if value.value is None:
        return count
    return format_html(
        '{} % <span class="lms-report-note">{}</span>', floatformat(100 * value.value, 0), count
    )


@register.simple_tag
def interval(value: Share) -> str:
    """The 95 % interval of a share."""
    if value.interval is None:
        return NOTHING
    low, high = (floatformat(100 * end, 0) for end in value.interval)
    return f"{low}–{high} %"


@register.simple_tag
def points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    size = floatformat(abs(100 * value), 0)
    return f"{'±' if size == '0' else '+' if value > 0 else '−'}{size}"
