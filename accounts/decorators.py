from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

View = Callable[..., HttpResponse]


def sign_in_and_return(view: View) -> View:
    """`login_required` for addresses that only take forms: afterwards back to the form's page."""

    @wraps(view)
    def for_the_signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect_to_login(_page_of_form(request))

    return for_the_signed_in


def _page_of_form(request: HttpRequest) -> str:
    """The path of the page the form was on as far as the browser tells, else the home page."""
    try:
        path = urlsplit(request.headers.get("Referer", "")).path
    except ValueError:
        return "/"
    return path if path and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else "/"
