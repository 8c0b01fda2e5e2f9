from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort


class CohortForm(forms.ModelForm):
    """A cohort; the word that stands for it in addresses is made where none is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "A word for addresses and names of files, in small letters, digits and hyphens. "
                "Left empty, it is made of the name."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name, course = cleaned.get("name"), cleaned.get("course")
        if "slug" in self.fields and not self.data.get(self.add_prefix("slug")) and name:
            course = course or getattr(self.instance, "course", None)
            cleaned["slug"] = self.instance.slug or (
                Cohort.objects.free_slug(name, course) if course else ""
            )
        return cleaned
