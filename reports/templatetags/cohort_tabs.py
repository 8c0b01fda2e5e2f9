from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

register = template.Library()

# The pages of a cohort, by the names of their addresses.
TABS = {
    "reports:overview": _("Overview"),
    "reports:quizzes": _("Quizzes"),
    "reports:self-diagnoses": _("Self-diagnosis"),
    "reports:compare": _("Compare"),
    "reports:meeting": _("Meeting"),
    "reports:notices": _("Notices"),
    "cohorts:plan": _("Plan"),
    "cohorts:members": _("Roster"),
    "reports:files": _("Take away"),
}


@register.inclusion_tag("reports/_tabs.html", takes_context=True)
def cohort_tabs(context: dict[str, Any]) -> dict[str, Any]:
    """Links to the pages of the cohort that the page is about; the one it is below is marked."""
    path = context["request"].path
    tabs = [(reverse(name, args=[context["cohort"].slug]), label) for name, label in TABS.items()]
    above = [address for address, _label in tabs if path.startswith(address)]
    return {"tabs": tabs, "tab": max(above, key=len, default=""), "path": path}
