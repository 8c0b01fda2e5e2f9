from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Act, note_access
from accounts.notices.models import session_mark
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.sessions.models import Session
from accounts.sessions.store import store_of

DIGITS = 7  # more seconds than any session lasts


@never_cache
@require_safe
def session(request: HttpRequest) -> HttpResponse:
    """Who is signed in now and for how long, and the token that a page opened before needs.

    Asking is no use of the session.
    """
    return JsonResponse(
        {
            "person": request.user.pk,
            "token": get_token(request),
            "left": store_of(request).seconds_left,
            "for_good": store_of(request).ends_for_good,
            "warning": settings.SESSION_WARNING,
        }
    )


@never_cache
@require_POST
def use_session(request: HttpRequest) -> HttpResponse:
    """Its person goes on without opening a page: they did something `idle` seconds ago."""
    idle = request.POST.get("idle", "")
    seconds = int(idle) if idle.isascii() and idle.isdigit() and len(idle) < DIGITS else 0
    store_of(request).use(timezone.now() - timedelta(seconds=seconds))
    return HttpResponse(status=204)


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End a sign-in of one's own on another device, or all of them."""
    here, chosen = session_mark(request), request.POST.get("session", "")
    others = [row for row in Session.objects.of(signed_in(request)) if row.pk != here]
    if not request.POST.get("others"):
        others = [row for row in others if row.pk == chosen]
    number = Session.objects.end(others)
    if number:
        whose = [signed_in(request).pk]
        note_access(request, Act.SIGN_OUT, whose=whose, what=f"other devices: {number}")
        sentence = ngettext(
            "%(number)s sign-in is ended.", "%(number)s sign-ins are ended.", number
        )
        messages.success(request, sentence % {"number": number})
    else:
        messages.info(request, _("There is no such sign-in any more; nothing was to be ended."))
    return HttpResponseSeeOther(f"{reverse('account')}#sessions")
