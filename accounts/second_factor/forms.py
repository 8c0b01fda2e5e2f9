from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.second_factor.factors import LONGEST, Verdict, set_up_app, verify

if TYPE_CHECKING:
    from accounts.second_factor.models import Authenticator

TOO_LONG = _("A code is six digits, or ten letters and digits from your paper.")


class CodeInput(forms.TextInput):
    """Shown empty again: a code that was refused is of no more use."""

    def __init__(self, **more: str) -> None:
        super().__init__(
            {
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                **more,
            }
        )

    def get_context(self, name: str, _value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


class SecondStepForm(forms.Form):
    """A code of the app, or one of those on paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=LONGEST,
        help_text=_(
            "The six digits that your app shows now. Without your phone: one of your printed codes."
        ),
        error_messages={"required": _("Type the code."), "max_length": TOO_LONG},
        widget=CodeInput(),
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.verdict = person, Verdict()
        if not self.is_bound:  # else the summary of faults has the focus
            self.fields["code"].widget.attrs["autofocus"] = True

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.verdict = verify(self.person, code)
        if self.verdict.device is None:
            raise ValidationError(why_not(self.verdict))
        return code


def why_not(verdict: Verdict) -> str:
    """One sentence for codes that are wrong, were used or are too old; and how long to wait."""
    wrong = _now("This code is not right, was used already or is too old. Wait for the next one.")
    return f"{wrong} {_wait(verdict.until)}" if verdict.until else wrong


def _wait(until: datetime) -> str:
    seconds = int((until - timezone.now()).total_seconds()) + 1
    if seconds < 60:
        sentence = ngettext(
            "After several wrong ones no other is looked at for %(seconds)d second.",
            "After several wrong ones no other is looked at for %(seconds)d seconds.",
            seconds,
        )
        return sentence % {"seconds": seconds}
    sentence = _now("After several wrong ones no other is looked at before %(time)s.")
    return sentence % {"time": time_format(localtime(until), "H:i:s")}


class AppForm(forms.Form):
    """The first code of an app that is being set up."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=LONGEST,
        help_text=_("Six digits; they change every half minute."),
        error_messages={
            "required": _("Type the six digits that the app shows."),
            "max_length": _("Type the six digits that the app shows."),
        },
        widget=CodeInput(inputmode="numeric"),
    )

    def __init__(self, person: User, salt: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.salt = person, salt
        self.app: Authenticator | None = None

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        self.app = set_up_app(self.person, self.salt, code)
        if self.app is None:
            raise ValidationError(
                _now(
                    "This is not the code of now. Look whether the phone's clock is right, then "
                    "type the next one."
                )
            )
        return code
