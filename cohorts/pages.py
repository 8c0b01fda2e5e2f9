"""Pages of the admin about one cohort: who may open them, and what they share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from accounts.requests import signed_in
from courses.models import Cohort


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
        own = Cohort.objects.facilitated_by(user).filter(slug=cohort).select_related("course")
        own_cohort = own.first() if user.is_staff else None
        if own_cohort is not None:
            return view(request, own_cohort, *args, **kwargs)
        if user.is_staff and user.has_perm("courses.view_cohort"):
            raise Http404("No cohort of this facilitator.")
        raise PermissionDenied

    return for_facilitators


def cohort_page(cohort: Cohort, title: str) -> dict[str, Any]:
    """The context of `admin/cohort_page.html`, which all these pages extend."""
    return {
        # What `admin.site.each_context` gives, less the list of all apps and its queries.
        "site_title": admin.site.site_title,
        "site_header": admin.site.site_header,
        "site_url": admin.site.site_url,
        "has_permission": True,
        "cohort": cohort,
        "title": title,
    }
