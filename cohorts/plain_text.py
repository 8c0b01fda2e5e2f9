"""Words that facilitators type for others: plain text of a limited length."""

import unicodedata
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from texts.visible import is_visible


class PlainText(forms.CharField):
    """At most so many letters; line ends count as one, and what nobody sees is nothing."""

    def __init__(self, limit: int, **options: Any) -> None:
        widget = forms.Textarea({"rows": 4, "class": "vLargeTextField"})
        super().__init__(widget=widget, **options)
        self.limit = limit

    def clean(self, value: Any) -> str:
        text = str(value or "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        text = unicodedata.normalize("NFC", text).strip()
        if len(text) > self.limit:
            numbers = {"limit": f"{self.limit:,}", "length": f"{len(text):,}"}
            too_long = _("There is room for %(limit)s letters, and these are %(length)s.")
            raise forms.ValidationError(too_long, params=numbers)
        return str(super().clean(text if is_visible(text) else ""))


class SubmissionField(forms.UUIDField):
    """Tells a form that is sent twice, by a double click say, from two forms."""

    def __init__(self) -> None:
        super().__init__(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value) or uuid.uuid4()
        except forms.ValidationError:
            return uuid.uuid4()
