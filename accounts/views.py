from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.views import (
    INTERNAL_RESET_SESSION_TOKEN,
    LoginView,
    LogoutView,
    PasswordResetConfirmView,
    redirect_to_login,
)
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import known_device
from accounts.access import Act, note_access
from accounts.demo import PASSWORD as DEMO_PASSWORD
from accounts.forms import (
    AppearanceForm,
    NewPasswordForm,
    OwnPasswordForm,
    ProfileForm,
    SignInForm,
)
from accounts.letting_in import let_in
from accounts.models import AccountNotice, Session, User
from accounts.pages import AccountPage
from accounts.providers.header import username_in
from accounts.requests import is_background, signed_in
from accounts.second_factor.sessions import is_half_way
from accounts.second_factor.sign_in import begin_second_step
from accounts.throttle import Guess, forget, one_at_a_time, typed_username
from accounts.words import Words, note

YEAR = 365 * 24 * 3600


class SignIn(LoginView):
    """Sign in, one attempt per account at a time."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """The page one wanted; the sign-in page itself is none."""
        address = super().get_redirect_url()
        return "" if address.split("?")[0] == self.request.path else address

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Of a dialog over a page (words/_head.html) nobody is led away: it is told how it went."""
        if request.method == "GET" and is_half_way(request):
            self.setup(request, *args, **kwargs)
            return begin_second_step(request, self.get_success_url())
        response = super().dispatch(request, *args, **kwargs)
        is_led_on = response.status_code == 302
        return HttpResponse(status=204) if is_led_on and is_background(request) else response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        guess = Guess.at_username(request, typed_username(request))
        with one_at_a_time(request, guess) as refusal:
            return refusal or super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if is_half_way(self.request):
            return begin_second_step(self.request, self.get_success_url())
        Session.objects.forget_old()
        self.tell_of_weakness(form.get_user(), form.cleaned_data["password"])
        if words := Words.carried_by(self.request.POST):
            response = render(self.request, "words/signed_in.html", {"words": words})
        let_in(self.request, response, form.get_user())
        return response

    @staticmethod
    def tell_of_weakness(person: User, password: str) -> None:
        """One of before today's rules goes on to work; what everybody knows is told elsewhere."""
        if password == DEMO_PASSWORD:
            return
        try:
            validate_password(password, person)
        except ValidationError:
            AccountNotice.objects.tell_at_times(person, AccountNotice.Kind.WEAK_PASSWORD)

    def form_invalid(self, form: Any) -> HttpResponse:
        if is_background(self.request):
            return note(self.request, next(iter(form.errors.values()))[0], 400)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        carried = Words.carried_by(self.request.POST)
        return super().get_context_data(**kwargs) | {"carried": carried, **other_ways(self.request)}


def other_ways(request: HttpRequest) -> dict[str, Any]:
    """How else one may sign in here: as whom a proxy names, or at a provider."""
    return {"named_by_proxy": username_in(request), "has_provider": settings.OIDC is not None}


def sign_in_of_before(request: HttpRequest) -> HttpResponse:
    """A sign-in form that is older than the last signing in of this browser, in another tab.

    Whose it was is led on, as in that tab. Else nothing is checked: where nobody is signed in now,
    the form comes again with a token of now.
    """
    person = request.user
    if not isinstance(person, User):
        form = SignInForm(request, initial={"username": request.POST.get("username", "")})
        context = {
            "form": form,
            "next": request.POST.get("next", ""),
            "carried": Words.carried_by(request.POST),
            "is_of_before": True,
            **other_ways(request),
        }
        return render(request, "registration/login.html", context, status=403)
    if not person.goes_by(request.POST.get("username", "")):
        sentence = _(
            "%(name)s is signed in in this browser already, so nobody else was signed in. Sign out "
            "first to sign in as somebody else."
        )
        messages.warning(request, sentence % {"name": person.get_full_name()})
        return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    view = SignIn()
    view.setup(request)
    return HttpResponseRedirect(view.get_success_url())


class SignOut(LogoutView):
    """Sign out, and leave nothing of this person in the browser but what it is known by."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


class SetPassword(PasswordResetConfirmView):
    """Set a password with a one-time link and go on signed in; a used or old link is 410."""

    form_class = NewPasswordForm
    template_name = "registration/set_password.html"
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"

    def get_success_url(self) -> str:
        return resolve_url(
            "second-step" if is_half_way(self.request) else settings.LOGIN_REDIRECT_URL
        )

    def get_user(self, uidb64: str) -> Any:
        person = super().get_user(uidb64)
        return person if person and person.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Once, also if two send it at one moment; not if the account is gone since."""
        token = self.request.session.get(INTERNAL_RESET_SESSION_TOKEN, "")
        with transaction.atomic():
            person = User.objects.select_for_update().filter(pk=form.user.pk).first()
            if person is None or not self.token_generator.check_token(person, token):
                self.validlink = False
                return self.render_to_response(self.get_context_data())
            forget(person)
            response = super().form_valid(form)
            AccountNotice.objects.tell(person, AccountNotice.Kind.LINK_USED, self.request)
        if not is_half_way(self.request):
            let_in(self.request, response, form.user)
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 410 if not context["validlink"] else 400 if context["form"].errors else 200
        return super().render_to_response(context, status=status, **kwargs)


@never_cache
def admin_sign_in(request: HttpRequest) -> HttpResponse:
    """Where the admin sends people to sign in: there is one sign-in, and it is throttled."""
    address = request.GET.get("next") or reverse("admin:index")
    if not request.user.is_authenticated:
        return redirect_to_login(address)
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect("admin:index")


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Set colours, size of text or language from any page; a visitor's choice is kept in a cookie.

    A script that has changed the page already gets what stands for the choice on it.
    """
    address = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())
    if not (is_safe and address.startswith("/")):
        address = resolve_url(settings.LOGIN_REDIRECT_URL)
    choice = AppearanceForm(request.POST).choice()
    if choice is None:
        raise BadRequest("Neither an appearance nor a language of this site.")
    field, value = choice
    if isinstance(request.user, User):
        setattr(request.user, field, value)
        request.user.save(update_fields=[field])
    else:
        request.COOKIES[field] = value
    if is_background(request) and field != "language":
        response: HttpResponse = render(request, "_appearance.html", {"path": address})
    else:
        response = HttpResponseRedirect(address)
    if not isinstance(request.user, User):
        response.set_cookie(
            field, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    saving = request.POST.get("save")
    profile_form = ProfileForm(
        request.POST if saving == "profile" else None, instance=user, auto_id="profile-%s"
    )
    password_form = OwnPasswordForm(
        user, request.POST if saving == "password" else None, auto_id="password-%s"
    )
    # One of several forms: taking the focus it would hide the others, and the summary of faults.
    password_form.fields["old_password"].widget.attrs.pop("autofocus", None)
    if saving == "profile" and profile_form.is_valid():
        profile_form.save()
        messages.success(request, _("Your settings are saved."))
        return redirect("account")
    if saving == "password" and (response := _change_password(request, user, password_form)):
        return response
    page = AccountPage.of(request, profile_form, password_form)
    status = 400 if request.method == "POST" else 200
    return render(request, "accounts/account.html", vars(page), status=status)


def _change_password(
    request: HttpRequest, user: User, form: OwnPasswordForm
) -> HttpResponse | None:
    """None where the form has faults. At the present password is guessed as at the sign-in."""
    guess = Guess.at_account(request, user)
    with one_at_a_time(request, guess) as refusal:
        if refusal:
            return refusal
        is_valid = form.is_valid()
        if form.is_old_password_wrong:
            guess.failed(request)
            note_access(request, Act.FAILED_SIGN_IN, whose=[user.pk], what=request.path)
        if not is_valid:
            return None
        guess.succeeded()
        update_session_auth_hash(request, form.save())
        AccountNotice.objects.tell(user, AccountNotice.Kind.PASSWORD_CHANGED, request)
    messages.success(request, _("Your password is changed."))
    response = redirect("account")
    known_device.remember(request, response, user)
    return response
