from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.second_factor.factors import LONGEST as MOST_OF_CODE
from accounts.second_factor.factors import verify
from accounts.second_factor.forms import TOO_LONG, CodeInput, why_not
from accounts.second_factor.sessions import is_confirmed
from accounts.throttle import Guess, alone

LONGEST = 4096  # letters of a password that is looked at


class OnceMore(forms.Form):
    """One's password again, or a code; wrong ones are counted as at the sign-in."""

    prefix = "confirm"  # beside the fields of the form that waits

    password = forms.CharField(
        label=_("Your password"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    code = forms.CharField(
        label=_("Or a code of your second factor"),
        max_length=MOST_OF_CODE,
        required=False,
        help_text=_("The six digits that your app shows now, or a printed code."),
        error_messages={"max_length": TOO_LONG},
        widget=CodeInput(),
    )

    def __init__(self, request: HttpRequest, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, person
        if not is_confirmed(request):
            del self.fields["code"]

    @property
    def has_no_password(self) -> bool:
        """Who comes by the organisation's sign-in alone."""
        return not self.person.has_usable_password()

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        if code := self.cleaned_data.get("code"):
            verdict = verify(self.person, code)
            if verdict.device is None:
                self.add_error("code", why_not(verdict))
        elif password := self.cleaned_data["password"]:
            self._check(password)
        else:
            self.add_error("password", _now("Type your password."))
        return self.cleaned_data

    def _check(self, password: str) -> None:
        name = self.person.get_username()
        guess = Guess.at_account(self.request, self.person)
        with alone(guess) as is_alone:
            if not is_alone:
                raise ValidationError(
                    _now("Your password is being checked already. Try again in a few seconds.")
                )
            if pause := guess.pause:
                sentence = _now("A password was wrong too many times. Try again from %(time)s on.")
                raise ValidationError(sentence % {"time": time_format(localtime(pause.until))})
            if authenticate(self.request, username=name, password=password) != self.person:
                # Axes would answer with the page of a sign-in, and the form that waits were lost.
                self.request.axes_locked_out = False  # type: ignore[attr-defined]
                self.add_error("password", _now("That is not your password."))
