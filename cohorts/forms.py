import re
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cohorts.facilitators import CannotLeadError, one_who_may_lead
from courses.models import Cohort

# More than these are added afterwards, on the page of a cohort's facilitators.
MOST_OTHERS = 20
BETWEEN = re.compile(r"[\s,;，；、]+")


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


class NewCohortForm(CohortForm):
    """A cohort that a facilitator makes, who leads it then, with the others who are to lead it."""

    others = forms.CharField(
        label=_("Who else leads it"),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget({"rows": 2, "autocapitalize": "none"}),
        help_text=_(
            "Usernames or e-mail addresses of other facilitators, parted by commas or lines. You "
            "lead it in any case; others can be added later, too."
        ),
    )

    def clean_others(self) -> list[User]:
        people, faults = [], []
        words = dict.fromkeys(filter(None, BETWEEN.split(self.cleaned_data["others"])))
        if len(words) > MOST_OTHERS:
            reason = _("These are more than %(most)d. Add the rest once the cohort is made.")
            raise ValidationError(reason % {"most": MOST_OTHERS})
        for word in words:
            try:
                people.append(one_who_may_lead(word))
            except CannotLeadError as refused:
                faults.append(f"{word}: {refused}")
        if faults:
            raise ValidationError(faults)
        return people
