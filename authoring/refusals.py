"""What authors are told of what the database refuses, and of what else they have to mend."""

from collections.abc import Iterable

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
    diagnosis = getattr(error.__cause__, "diag", None)
    for model in CONTENT:
        for constraint in model._meta.constraints:
            if constraint.name == getattr(diagnosis, "constraint_name", None):
                return str(constraint.violation_error_message)
    message = getattr(diagnosis, "message_primary", None) or str(error).splitlines()[0]
    return " ".join(filter(None, [translated(message), getattr(diagnosis, "message_detail", None)]))


def warn(request: HttpRequest, faults: Iterable[RowFault]) -> None:
    for fault in faults:
        messages.warning(request, f"{fault.name}: {fault.message}")
