"""What a module is called by its place, unless its author calls it something else."""

from django.utils import translation
from django.utils.translation import gettext as _


def label_at(place: int, language: str | None) -> str:
    with translation.override(language):
        return _("Module %(number)d") % {"number": place}
