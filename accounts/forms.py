from django import forms

from accounts.models import User


class ProfileForm(forms.ModelForm):
    """One's own name, appearance and language."""

    class Meta:
        model = User
        fields = ["name", "theme", "language"]
        widgets = {"theme": forms.RadioSelect}
