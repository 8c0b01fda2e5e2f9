from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
)
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User

# Nobody's password is longer; what is typed beyond costs no time.
LONGEST_PASSWORD = 1000


class SignInForm(AuthenticationForm):
    """Name and password; the name as it was typed, for two from before may differ by capitals."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("The username or the password is not right. Please check both."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = _("Type your username.")
        self.fields["password"].error_messages["required"] = _("Type your password.")
        if self.is_bound:  # the summary of faults takes the focus
            del self.fields["username"].widget.attrs["autofocus"]

    def clean_username(self) -> str:
        return str(self.data[self.add_prefix("username")]).strip()

    def clean_password(self) -> str:
        return _cut(self.cleaned_data["password"])


def _cut(password: str) -> str:
    """One letter more than any has, so that a longer one is not taken for its beginning."""
    return password[: LONGEST_PASSWORD + 1]


def password_rules() -> str:
    """What is asked of a new one, in a sentence; Django's help is a list."""
    return " ".join(password_validators_help_texts())


class NewPasswordForm(SetPasswordForm):
    """A new password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = password_rules()
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        password: str = self.cleaned_data["new_password1"]
        if len(password) > LONGEST_PASSWORD:
            reason = _("A password has at most %(longest)d letters.")
            raise ValidationError(reason % {"longest": LONGEST_PASSWORD}, "too_long")
        return password


class OwnPasswordForm(NewPasswordForm, PasswordChangeForm):
    """The same after the present one; on a page of several forms no field takes the focus."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Present password")
        del self.fields["old_password"].widget.attrs["autofocus"]

    def clean_old_password(self) -> str:
        self.cleaned_data["old_password"] = _cut(self.cleaned_data["old_password"])
        return super().clean_old_password()

    @property
    def is_old_password_wrong(self) -> bool:
        return self.has_error("old_password", "password_incorrect")


class ProfileForm(forms.ModelForm):
    """One's own name, appearance and language."""

    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("As this site is set")), *settings.LANGUAGES],
    )

    class Meta:
        model = User
        fields = ["name", "theme", "language"]
        widgets = {"theme": forms.RadioSelect}


class AppearanceForm(forms.Form):
    """What stands on top of every page: one of its buttons, for colours, a size or a language."""

    theme = forms.ChoiceField(choices=User.Theme.choices, required=False)
    text_size = forms.ChoiceField(choices=User.TextSize.choices, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)

    def choice(self) -> tuple[str, str] | None:
        """The field and its new value; None if it is none of them."""
        if not self.is_valid():
            return None
        chosen = [(name, value) for name, value in self.cleaned_data.items() if value]
        return chosen[0] if len(chosen) == 1 else None
