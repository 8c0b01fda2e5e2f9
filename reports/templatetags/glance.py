from typing import Any

from django import template

from reports.glance import glances
from reports.replica import reading_reports

register = template.Library()


@register.inclusion_tag("reports/_glance.html", takes_context=True)
def cohorts_at_a_glance(context: dict[str, Any]) -> dict[str, Any]:
    """The running cohorts of a facilitator; nothing for people who have none."""
    with reading_reports():
        return {"glances": glances(context["request"].user)}
