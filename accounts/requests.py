from functools import cache

from django.http import HttpRequest
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class HtmxRequest(HttpRequest):
    """What django-htmx's middleware makes of a request."""

    htmx: HtmxDetails


def signed_in(request: HttpRequest) -> User:
    """The signed-in person, for views behind `login_required`."""
    if not isinstance(request.user, User):
        raise TypeError("This view needs login_required.")
    return request.user


@cache
def admin_address() -> str:
    """Asked for with every page, and always the same."""
    return reverse("admin:index")


def is_in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(admin_address())


def is_background(request: HttpRequest) -> bool:
    """Whether a script of a page sent this, and no person waits for another page."""
    return (
        "HX-Request" in request.headers
        or request.headers.get("X-Requested-With") == "XMLHttpRequest"
    )
