from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignInForm(AuthenticationForm):
    """Name and password; a name longer than any account's is refused before it is looked up."""

    error_messages = AuthenticationForm.error_messages | {
        "invalid_login": _("The username or the password is not right. Please check both."),
    }

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if len(username) > (User._meta.get_field("username").max_length or 0):
            raise self.get_invalid_login_error()
        return username


class ProfileForm(forms.ModelForm):
    """One's own name, appearance and language."""

    class Meta:
        model = User
        fields = ["name", "theme", "language"]
        widgets = {"theme": forms.RadioSelect}
