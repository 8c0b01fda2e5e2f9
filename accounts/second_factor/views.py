"""Where one's second factor is set up, its codes are printed, and it is taken off."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Act, note_access
from accounts.models import AccountNotice, User
from accounts.notices.models import session_mark
from accounts.reauthentication.asking import recently_authenticated
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.second_factor.factors import is_set_up, new_salt, print_codes, take_off_factors
from accounts.second_factor.forms import AppForm
from accounts.second_factor.pages import AppPage, CodesPage, FactorsPage, RemovePage
from accounts.second_factor.sessions import confirm, end_all, forget
from accounts.second_factor.sign_in import next_address

PRINTED = "printed codes"  # in the access record
SALT = "second-factor-salt"  # of the app that is being set up, in the session
Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def for_staff(view: View[Arguments]) -> View[Arguments]:
    """Who sees other people's data or writes for them; and who has a second factor from then."""

    @wraps(view)
    @never_cache
    @login_required
    def for_whom_it_is(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        person = signed_in(request)
        if not may_have_one(person) and not is_set_up(person):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return for_whom_it_is


def may_have_one(person: User) -> bool:
    return person.is_staff or person.is_superuser


@for_staff
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    page = FactorsPage.of(signed_in(request), next_address(request))
    return render(request, "second_factor/factors.html", vars(page))


@sensitive_post_parameters()
@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def app(request: HttpRequest) -> HttpResponse:
    """Its secret is kept once a code of it was right."""
    person, address = signed_in(request), next_address(request)
    salt = request.session.get(SALT)
    if not isinstance(salt, str):
        salt = request.session[SALT] = new_salt()
    form = AppForm(person, salt, request.POST if "code" in request.POST else None)
    if form.is_bound and form.is_valid() and form.app:
        del request.session[SALT]
        end_all(person, but=session_mark(request))
        confirm(request, form.app)
        AccountNotice.objects.tell(person, AccountNotice.Kind.FACTOR_SET_UP, request)
        note_access(request, Act.SECOND_FACTOR_SET_UP, whose=[person.pk])
        messages.success(request, _("The second factor is set up. Keep these codes on paper."))
        return HttpResponseSeeOther(_with_next("second-factor-codes", address))
    page, status = AppPage.of(form, address), 400 if form.is_bound else 200
    return render(request, "second_factor/app.html", vars(page), status=status)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def codes(request: HttpRequest) -> HttpResponse:
    """The printed codes; a POST makes ten new ones."""
    person, address = signed_in(request), next_address(request)
    if request.method == "POST":
        if not is_set_up(person):
            raise Http404("Paper alone is no second factor.")
        print_codes(person)
        note_access(request, Act.SECOND_FACTOR_SET_UP, whose=[person.pk], what=PRINTED)
        messages.success(request, _("Ten new codes; those before are good no longer."))
        return HttpResponseSeeOther(_with_next("second-factor-codes", address))
    page = CodesPage.of(person, address)
    if page is None:
        return redirect("second-factor")
    return render(request, "second_factor/codes.html", vars(page))


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def remove(request: HttpRequest) -> HttpResponse:
    """Take off the app, and the printed codes with it."""
    person = signed_in(request)
    if not is_set_up(person):
        raise Http404("There is no factor of this person.")
    if request.method == "POST":
        take_off_factors(person)
        end_all(person, but=session_mark(request))
        forget(request)
        AccountNotice.objects.tell(person, AccountNotice.Kind.FACTOR_REMOVED, request)
        note_access(request, Act.SECOND_FACTOR_REMOVED, whose=[person.pk])
        messages.success(request, _("It is taken off; your other devices are signed out."))
        return HttpResponseSeeOther(reverse("second-factor"))
    page = RemovePage(settings.REQUIRE_2FA)
    return render(request, "second_factor/remove.html", vars(page))


def _with_next(name: str, address: str) -> str:
    query = urlencode({"next": address}) if address else ""
    return f"{reverse(name)}?{query}" if query else reverse(name)
