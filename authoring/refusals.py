"""What authors are told of what the database refuses, and of what else they have to mend."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated
from django.utils.translation import ngettext

from authoring.content import CONTENT, RowFault, is_edited_with
from courses.models.base import ContentModel

MOST_TOLD = 20


def reason_of(error: DatabaseError) -> str:
    """Why the database refuses it, as a sentence."""
    if isinstance(error, ProtectedError):
        return _("People have used what would be removed: it stays.")
    diagnosis = _diagnosis(error)
    for model in CONTENT:
        for constraint in model._meta.constraints:
            # Without a message of its own it has Django's, which awaits the constraint's name.
            own = constraint.violation_error_message
            if own is constraint.default_violation_error_message:
                continue
            if constraint.name == getattr(diagnosis, "constraint_name", None):
                return str(own)
    message = getattr(diagnosis, "message_primary", None) or str(error).splitlines()[0]
    return translated(message)


def reason_with_row(error: DatabaseError) -> str:
    """The reason, and the row at fault in the database's own words: for those who load files."""
    detail = getattr(_diagnosis(error), "message_detail", None)
    return " ".join(filter(None, [reason_of(error), detail]))


def _diagnosis(error: DatabaseError) -> Any:
    """What PostgreSQL tells beside its message, if it was PostgreSQL that refused."""
    return getattr(error.__cause__, "diag", None)


def warn(request: HttpRequest, faults: Iterable[RowFault], head: ContentModel) -> None:
    """Tell what is wrong now: on the page of this head in number, elsewhere with its place.

    Of other drafts nothing is told: they may be unfinished.
    """
    listed = list(faults)
    here = [fault for fault in listed if is_edited_with(fault.row, head)]
    elsewhere = [fault for fault in listed if not (fault.is_warning or fault in here)]
    if here:
        number = ngettext(
            "Saved. %(count)d place here is to be mended before learners can read it.",
            "Saved. %(count)d places here are to be mended before learners can read it.",
            len(here),
        )
        messages.warning(request, number % {"count": len(here)})
    for fault in elsewhere[:MOST_TOLD]:
        messages.warning(request, _linked(fault))
    if more := elsewhere[MOST_TOLD:]:
        sentence = ngettext("and %(count)d more place", "and %(count)d more places", len(more))
        messages.warning(request, sentence % {"count": len(more)})


def _linked(fault: RowFault) -> str:
    return format_html(
        '<a href="{}">{}</a>: {}', fault.address, fault.name_with_module, fault.sentence
    )
