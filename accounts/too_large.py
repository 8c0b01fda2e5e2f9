"""What is told of a form that is larger than can be sent; in the browser before it is sent."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest
from django.utils.translation import gettext as _

SIZE = "{size}"  # for the script that knows it


def of_form(size: str) -> str:
    sentence = _(
        "Not sent: this form has %(size)s, and at most %(most)s can be sent at once. "
        "Save it in parts, or take long texts apart."
    )
    return sentence % {"size": size, "most": megabytes(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)}


def megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def why_refused(request: HttpRequest, error: Exception) -> str:
    """Where it is its size that a request was refused for; else empty."""
    if isinstance(error, RequestDataTooBig):
        length = request.META.get("CONTENT_LENGTH") or "0"
        return of_form(megabytes(int(length) if length.isdigit() else 0))
    if isinstance(error, TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
        sentence = _("Not saved: this form has more than %(most)s fields. Take it apart.")
        return sentence % {"most": f"{most:,}"}
    return ""
