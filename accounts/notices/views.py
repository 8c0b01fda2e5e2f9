from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.notices.models import AccountNotice
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther

HIGHEST = 2**63 - 1


@login_required
@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    """What was told up to this notice is told no more; back to the page it stood on."""
    last = request.POST.get("last", "")
    if last.isascii() and last.isdigit() and len(last) < len(str(HIGHEST)):
        AccountNotice.objects.see(signed_in(request), request, int(last))
    address = request.POST.get("next", "")
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return HttpResponseSeeOther(address if is_own else resolve_url(settings.LOGIN_REDIRECT_URL))
