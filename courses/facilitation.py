"""Pages of the admin about one cohort: who may open them, and what they share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.requests import signed_in
from courses.models import Cohort

# The pages of a cohort, by the names of their addresses; pages under them begin with the same name.
TABS = {
    "roster:members": _("Roster"),
}


def facilitators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Fetch the cohort of the address for its facilitators and superusers.

    Others' cohorts are 404; members and authors, whose role has no such page, get 403.
    """

    @wraps(view)
    @never_cache
    @login_required
    def for_facilitators(
        request: HttpRequest, cohort: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        user = signed_in(request)
        if not (user.is_staff and user.has_perm("courses.view_cohort")):
            raise PermissionDenied
        own = Cohort.objects.facilitated_by(user).select_related("course")
        return view(request, get_object_or_404(own, slug=cohort), *args, **kwargs)

    return for_facilitators


def cohort_page(request: HttpRequest, cohort: Cohort, title: str) -> dict[str, Any]:
    """The context of `admin/cohort_page.html`, which all these pages extend."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    tabs = [
        (reverse(name, args=[cohort.slug]), label, here.startswith(name))
        for name, label in TABS.items()
    ]
    return {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "cohort": cohort,
        "tabs": tabs,
        "title": title,
    }
