"""Sign in as whom a proxy of ours names: behind Kerberos, AD or a gateway for certificates."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.providers.entering import enter, failed
from accounts.providers.people import Claims
from accounts.usernames import username_form

PROVIDER = "header"


def username_in(request: HttpRequest) -> str:
    """Whom the proxy names: of anybody else's requests the header is taken away before
    (config/proxies.py). What a proxy sends twice has a comma, which no username has."""
    if not settings.SSO_HEADER:
        return ""
    sent = str(request.META.get(settings.SSO_HEADER, "")).strip()
    try:
        return sent.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""


@never_cache
@require_POST
def sign_in_by_header(request: HttpRequest) -> HttpResponse:
    """At a press, as signing out would else be undone at once."""
    if not settings.SSO_HEADER:
        raise Http404("No proxy says here who somebody is.")
    username = username_in(request)
    if not username:
        return failed(request, PROVIDER, 400)
    claims = Claims(PROVIDER, username_form(username), username)
    return enter(request, claims, request.POST.get("next", ""))
