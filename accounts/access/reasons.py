"""Why somebody takes a file that holds names: asked once a session, kept in the access record.

A browser is asked on a page in between; a program says it with `reason=` in the address, or its
row of the record has none.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.models import LONGEST_REASON
from accounts.responses import HttpResponseSeeOther

KEPT = "reason for files"


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What do you need it for?"),
        max_length=LONGEST_REASON,
        help_text=_("Such as: minutes of the meeting on 3 December. Write no names: it is kept."),
        error_messages={"required": _("Write what you need the file for, in a few words.")},
    )


@dataclass(frozen=True)
class ReasonPage:
    form: ReasonForm
    address: str


def reason_of(request: HttpRequest) -> str:
    """As said in this session, or with this address; empty if it was not."""
    reason = request.GET.get("reason", "").replace("\0", "").strip()[:LONGEST_REASON]
    return reason or str(request.session.get(KEPT, ""))


def asked_for_reason(request: HttpRequest) -> HttpResponse | None:
    """Leads a browser to the page that asks; None where the file may be taken."""
    if reason_of(request) or "text/html" not in request.headers.get("Accept", ""):
        return None
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('reason-for-files')}?{query}")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reason_for_files(request: HttpRequest) -> HttpResponse:
    """Then the file comes, and the page stays as the way back."""
    address = request.GET.get("next", "")
    if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, None):
        address = reverse("admin:index")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session[KEPT] = form.cleaned_data["reason"]
        return HttpResponseSeeOther(address)
    status = 400 if request.method == "POST" else 200
    page = ReasonPage(form, address.partition("?")[0])
    return render(request, "access/reason.html", vars(page), status=status)
