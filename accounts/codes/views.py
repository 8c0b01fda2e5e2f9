"""Where one types username and code from a slip of paper, and goes on to set a password."""

from django.contrib.auth import user_login_failed
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.codes.forms import CodeForm
from accounts.codes.models import OneTimeCode
from accounts.links import password_address
from accounts.models import User
from accounts.throttle import Guess, one_at_a_time, typed_username

WRONG = _(
    "Username and code do not go together, or the code was used already or is too old. Look at the "
    "slip again; if it is right, ask your facilitator for a new one."
)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Wrong, used and expired codes and unknown usernames are told apart by nothing."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        username = typed_username(request)
        with one_at_a_time(request, Guess.at_username(request, username)) as refusal:
            if refusal:
                return refusal
            person = _redeemed(request, username, form.cleaned_data["code"])
        if person is not None:
            return HttpResponseRedirect(password_address(person))
        form.add_error(None, ValidationError(WRONG, "wrong"))
    status = 400 if form.is_bound else 200
    return render(request, "registration/code.html", {"form": form}, status=status)


def _redeemed(request: HttpRequest, username: str, code: str) -> User | None:
    """Whose code it is; else it counts as a wrong password does, for account and address."""
    person = OneTimeCode.objects.redeem(User.objects.by_username(username), code)
    if person is None:
        user_login_failed.send(__name__, credentials={"username": username}, request=request)
    return person
