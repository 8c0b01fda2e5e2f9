"""What somebody sent in a form that could not be taken: it is given back, not thrown away."""

import re
from dataclasses import dataclass

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

# Sentences, not numbers and codes: a space, a letter beyond ASCII, or many letters.
SENTENCE = re.compile(r"\s|[^\x00-\x7f]|.{40}", re.DOTALL)
NEVER_TYPED = {"csrfmiddlewaretoken", "next", "submission", "kept-as"}


@dataclass(frozen=True)
class Words:
    """A form as it was sent: what is to be read, and the fields that only go along."""

    address: str
    typed: list[tuple[str, str]]
    others: list[tuple[str, str]]

    @classmethod
    def of(cls, address: str, fields: list[tuple[str, str]]) -> "Words":
        typed = [field for field in fields if _is_typed(*field)]
        return cls(address, typed, [field for field in fields if not _is_typed(*field)])

    @classmethod
    def carried_by(cls, sign_in: QueryDict) -> "Words | None":
        """Those that the form of a sign-in takes along (words/_carried.html); None if there are
        none."""
        address = sign_in.get("words-address", "")
        names, values = sign_in.getlist("words-name"), sign_in.getlist("words-value")
        is_own = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        if not is_own or not address.startswith("/") or len(names) != len(values):
            return None
        return cls.of(address, list(zip(names, values, strict=True))) if names else None

    @property
    def is_filled_in(self) -> bool:
        """Whether there is more in it than what its page put there."""
        return any(name not in NEVER_TYPED and value for name, value in self.fields)

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [*self.typed, *self.others]


def words_of(request: HttpRequest) -> Words | None:
    """The form of this request; None if it is none of ours to give back.

    Only what our own pages sent: with another site's words in it, sending the form once more would
    be the forgery that its token stands against. A form with a password is not shown again.
    """
    try:
        if request.method != "POST" or not _is_of_this_site(request):
            return None
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError):
        return None
    if any("password" in name for name, _value in sent):
        return None
    fields = [(name, value) for name, value in sent if name != "csrfmiddlewaretoken"]
    return Words.of(request.get_full_path(), fields)


def note(
    request: HttpRequest, sentence: str, status: int, *, address: str = "", link: str = ""
) -> HttpResponse:
    """A sentence for the page that sent something in the background: it is shown beside the field
    and takes the place of nothing."""
    context = {"sentence": sentence, "address": address, "link": link}
    return render(request, "words/_note.html", context, status=status)


def _is_typed(name: str, value: str) -> bool:
    return name not in NEVER_TYPED and SENTENCE.search(value) is not None


def _is_of_this_site(request: HttpRequest) -> bool:
    own = f"{request.scheme}://{request.get_host()}"
    sent_from = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return sent_from[0] == "same-origin" or sent_from[1] == own
