from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.codes.models import LENGTH


class CodeForm(forms.Form):
    """Username and code, as they stand on the slip."""

    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        error_messages={"required": _("Type the username that stands on the slip.")},
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    code = forms.CharField(
        label=_("Code"),
        # With room for spaces and the hyphen.
        max_length=4 * LENGTH,
        help_text=_("Eight letters and digits. Small letters and the hyphen make no difference."),
        error_messages={"required": _("Type the code that stands on the slip.")},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
