"""What authors are told of what the database refuses, and of what else they have to mend."""

from collections.abc import Iterable

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext as translated

from courses.models.base import ContentFault, ContentModel, content_models


def reason_of(error: IntegrityError) -> str:
    """Why the database refuses it, as a sentence."""
    if isinstance(error, ProtectedError):
        return _("People have used what would be removed: it stays.")
    said = getattr(error.__cause__, "diag", None)
    for model in content_models():
        for constraint in model._meta.constraints:
            if constraint.name == getattr(said, "constraint_name", None):
                return str(constraint.violation_error_message)
    return translated(getattr(said, "message_primary", None) or str(error))


def warn(request: HttpRequest, faults: Iterable[tuple[ContentModel, ContentFault]]) -> None:
    for row, fault in faults:
        messages.warning(request, f"{row._meta.verbose_name} {row}: {fault.message}")
