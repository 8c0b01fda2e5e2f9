"""What authors are told of what the database refuses, and of what else they have to mend."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import DatabaseError
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated

from authoring.content import CONTENT, RowFault


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


def warn(request: HttpRequest, faults: Iterable[RowFault]) -> None:
    for fault in faults:
        messages.warning(request, f"{fault.name}: {fault.message}")
