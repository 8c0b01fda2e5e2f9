from typing import TypeVar

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header

Thing = TypeVar("Thing")


def or_404(thing: Thing | None) -> Thing:
    """What there is for this person; 404 where there is none, or none that they may see."""
    if thing is None:
        raise Http404
    return thing


class HttpResponseSeeOther(HttpResponseRedirect):
    """After a POST: the result stands at this address, to be fetched with GET."""

    status_code = 303


class HttpResponseFile(HttpResponse):
    """A file with the name that it is kept under; `is_shown` where browsers show it at once."""

    def __init__(
        self, content: bytes | str, content_type: str, name: str, *, is_shown: bool = False
    ) -> None:
        super().__init__(content, content_type)
        disposition = content_disposition_header(as_attachment=not is_shown, filename=name)
        self["Content-Disposition"] = disposition or "attachment"
