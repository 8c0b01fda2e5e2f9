"""How figures of questions are written, for facilitators and authors alike."""

from django import template
from django.template.defaultfilters import floatformat
from django.utils.html import format_html
from django.utils.safestring import SafeString

from analysis.items import Share

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
def ends(pair: tuple[float, float] | None) -> str:
    """The ends of an interval of a share."""
    if pair is None:
        return NOTHING
    low, high = (floatformat(100 * end, 0) for end in pair)
    return f"{low}–{high} %"


@register.simple_tag
def interval(value: Share) -> str:
    """The 95 % interval of a share."""
    return ends(value.interval)
