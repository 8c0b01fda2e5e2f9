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
from accounts.throttle import Guess, alone

LONGEST = 4096  # letters of a password that is looked at


class PasswordOnceMore(forms.Form):
    """One's password again; wrong ones are counted as at the sign-in."""

    prefix = "confirm"  # beside the fields of the form that waits

    password = forms.CharField(
        label=_("Your password"),
        max_length=LONGEST,
        strip=False,
        error_messages={"required": _("Type your password.")},
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.person = request, person

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            self._check(self.cleaned_data["password"])
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
