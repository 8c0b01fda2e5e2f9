"""The second step of a sign-in: the code, after the password."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp.models import Device

from accounts.access import Act, note_access
from accounts.forms import SignInForm
from accounts.letting_in import let_in
from accounts.models import AccountNotice, User
from accounts.requests import is_background
from accounts.second_factor.forms import SecondStepForm
from accounts.second_factor.models import PrintedCodes
from accounts.second_factor.pages import SecondStepPage
from accounts.second_factor.sessions import complete, person_half_way
from accounts.words import Words, note

FEW = 3
WORTH_TELLING = 5  # wrong codes one after the other


def begin_second_step(request: HttpRequest, address: str) -> HttpResponse:
    """What follows the right password of somebody with a second factor."""
    if is_background(request):
        return render(request, "second_factor/_asked.html", status=403)
    person, carried = person_half_way(request), Words.carried_by(request.POST)
    if person and carried:
        return ask_for_code(request, SecondStepForm(person), address, carried)
    return HttpResponseRedirect(f"{reverse('second-step')}?{urlencode({'next': address})}")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Only for whom the password was right a moment ago."""
    address, carried = next_address(request), Words.carried_by(request.POST)
    person = person_half_way(request)
    if person is None:
        return _from_the_start(request, address, carried)
    form = SecondStepForm(person, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and form.verdict.device:
        return _led_on(request, person, form.verdict.device, address, carried)
    if form.is_bound and form.verdict.failures:
        note_access(request, Act.SECOND_FACTOR_FAILED, whose=[person.pk], account=person)
    if form.is_bound and form.verdict.failures == WORTH_TELLING:
        AccountNotice.objects.tell(person, AccountNotice.Kind.FACTOR_FAILED, request)
    if form.is_bound and is_background(request):
        return note(request, str(form.errors["code"][0]), 400)
    return ask_for_code(request, form, address, carried)


def ask_for_code(
    request: HttpRequest, form: SecondStepForm, address: str, carried: Words | None
) -> HttpResponse:
    page, status = SecondStepPage(form, address, carried), 400 if form.is_bound else 200
    return render(request, "second_factor/second_step.html", vars(page), status=status)


def next_address(request: HttpRequest) -> str:
    """The page one wanted, if it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next", "")
    is_own = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    return address if is_own else ""


def _from_the_start(request: HttpRequest, address: str, carried: Words | None) -> HttpResponse:
    home = address or resolve_url(settings.LOGIN_REDIRECT_URL)
    if request.user.is_authenticated:
        return HttpResponseRedirect(home)
    if is_background(request):
        return note(request, _("That took too long. Type the password once more."), 401)
    if carried:
        context = {"carried": carried, "form": SignInForm()}
        return render(request, "401.html", context, status=401)
    return redirect_to_login(home)


def _led_on(
    request: HttpRequest, person: User, device: Device, address: str, carried: Words | None
) -> HttpResponse:
    complete(request, person, device)
    note_access(request, Act.SECOND_FACTOR_USED, whose=[person.pk], account=person)
    if isinstance(device, PrintedCodes):
        messages.warning(request, _of_paper(len(device.left())))
    response = _next_page(request, address, carried)
    let_in(request, response, person)
    return response


def _next_page(request: HttpRequest, address: str, carried: Words | None) -> HttpResponse:
    if is_background(request):
        return HttpResponse(status=204)
    if carried:
        return render(request, "words/signed_in.html", {"words": carried})
    return HttpResponseRedirect(address or resolve_url(settings.LOGIN_REDIRECT_URL))


def _of_paper(left: int) -> str:
    sentence = ngettext(
        "That printed code is used up. %(left)d is left.",
        "That printed code is used up. %(left)d are left.",
        left,
    )
    more = _("Make new ones under “My account”.") if left <= FEW else ""
    return f"{sentence % {'left': left}} {more}".strip()
