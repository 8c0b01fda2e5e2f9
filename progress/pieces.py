"""Pages put together of pieces: what is the same for everybody is rendered once and kept.

A template says with `{% mine "template.html" %}` where something of its reader's stands. Around it
the page is alike for all; in it stand the pieces that the page's object names. A piece with a
`state` is kept for all who have that state, one without is rendered for its reader alone. What is
in every piece, as the token of its forms or a name in the head of the page, is a mark in it.

Pieces are kept by the edition of the content (courses/models/edition.py), in this process, and
rendered with placeholders for reader and request (`AnyReader`), so that nothing of a person can get
into one. What a person may see by having answered has no state, and is never kept.
"""

import re
from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.utils.html import escape
from django.utils.translation import get_language

from accounts.context_processors import appearance
from accounts.notices.models import notices_for
from accounts.requests import signed_in
from accounts.sessions.store import store_of
from courses.marks import MARK, mark
from courses.models.edition import Tokens

MOST_BYTES = 24 * 1024 * 1024


@dataclass
class Piece:
    """A template with its context, and the pieces that stand where it says `mine`.

    `state` is all that the rendered template depends on, besides the content and the language;
    None where it is its reader's alone. `marks` are the HTML for marks in it. One that `is_whole`
    is rendered with all that its template calls `mine`, as that is no reader's yet.
    """

    template: str
    context: Mapping[str, Any]
    state: Hashable = None
    mine: Mapping[str, "Sequence[Piece]"] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False


SET_BY_LETTER = re.compile(r"(<(?:pre|textarea)\b.*?</(?:pre|textarea)>)", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")


class Rendered(NamedTuple):
    """A template as it is sent; after each part but the last stands what is named."""

    parts: Sequence[bytes]
    names: Sequence[str]

    @classmethod
    def of(cls, html: str) -> "Rendered":
        pieces = MARK.split(html)
        return cls([part.encode() for part in pieces[::2]], pieces[1::2])

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(map(len, self.parts))


class AnyReader:
    """Stands for the reader in what is rendered for all."""

    is_authenticated = True
    pk = mark("reader")
    username = mark("username")
    get_full_name = mark("name")

    def __init__(self, *, is_staff: bool) -> None:
        self.is_staff = is_staff


@dataclass(frozen=True)
class AnyRequest:
    """Stands for the request of a page; which page it is, is known."""

    resolver_match: Any
    method: str = "GET"
    get_full_path: str = mark("path")
    COOKIES: Mapping[str, str] = field(default_factory=lambda: {"stored": mark("stored")})
    session: Mapping[str, str] = field(default_factory=lambda: {"seconds_left": mark("left")})


class KeptPieces:
    """Rendered pieces by what they depend on, the least used thrown away first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Rendered] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Rendered | None:
        with self._lock:
            rendered = self._kept.get(key)
            if rendered is not None:
                self._kept.move_to_end(key)
            return rendered

    def keep(self, key: Hashable, rendered: Rendered) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = rendered
            self._bytes += rendered.size
            while self._bytes > self._most_bytes:
                _key, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.size


KEPT = KeptPieces()


@dataclass
class Page:
    """A page of one reader, of the content at one edition."""

    request: HttpRequest
    edition: Tokens | None
    appearance: Mapping[str, Any]

    def __post_init__(self) -> None:
        reader = signed_in(self.request)
        self._is_staff = reader.is_staff
        self._language = get_language()
        self._placeholders: dict[str, Any] = {
            "csrf_token": mark("csrf_token"),
            "user": AnyReader(is_staff=reader.is_staff),
            "request": AnyRequest(self.request.resolver_match),
            "theme": mark("theme"),
            "text_size": mark("text_size"),
            "themes": True,
        }
        marks = {
            "csrf_token": get_token(self.request),
            "reader": str(reader.pk),
            "username": escape(reader.username),
            "name": escape(reader.get_full_name()),
            "path": escape(self.request.get_full_path()),
            "stored": escape(self.request.COOKIES.get("stored", "")),
            "left": str(store_of(self.request).seconds_left),
            "theme": self.appearance["theme"],
            "text_size": self.appearance["text_size"],
        }
        self.marks = {name: html.encode() for name, html in marks.items()}

    def put_together(self, piece: Piece, texts: list[bytes]) -> None:
        """Add the piece to the texts, with all that stands in it."""
        rendered = self._rendered(piece)
        texts.append(rendered.parts[0])
        for name, part in zip(rendered.names, rendered.parts[1:], strict=True):
            if name in piece.marks:
                texts.append(piece.marks[name].encode())
            elif name in self.marks:
                texts.append(self.marks[name])
            else:
                for inner in piece.mine.get(name, ()):
                    self.put_together(inner, texts)
            texts.append(part)

    def _rendered(self, piece: Piece) -> Rendered:
        if piece.state is None or self.edition is None:
            return Rendered.of(self._render(piece))
        key = (self.edition, self._language, self._is_staff, piece.template, piece.state)
        rendered = KEPT.get(key)
        if rendered is None:
            rendered = Rendered.of(_without_indents(self._render(piece)))
            KEPT.keep(key, rendered)
        return rendered

    def _render(self, piece: Piece) -> str:
        context = {
            **self._placeholders,
            "is_in_pieces": not piece.is_whole,
            **piece.context,
        }
        return loader.render_to_string(piece.template, context)


def respond(
    request: HttpRequest, piece: Piece, edition: Tokens | None, status: int = 200
) -> HttpResponse:
    """The page of which this is the outermost piece."""
    page = Page(request, edition, appearance(request))
    piece.mine = {**piece.mine, **_of_every_page(page)}
    return _response(page, piece, status)


def respond_fragment(
    request: HttpRequest, piece: Piece, edition: Tokens | None, status: int = 200
) -> HttpResponse:
    """A part of a page, as htmx asks for it."""
    return _response(Page(request, edition, appearance(request)), piece, status)


def _response(page: Page, piece: Piece, status: int) -> HttpResponse:
    texts: list[bytes] = []
    page.put_together(piece, texts)
    return HttpResponse(b"".join(texts), status=status)


def _of_every_page(page: Page) -> dict[str, list[Piece]]:
    """What base.html has of its reader's."""
    switch = {**page.appearance, "language": get_language()}
    state = (switch["theme"], switch["text_size"])
    messages = list(get_messages(page.request))
    notices = notices_for(page.request)
    piece = Piece("accounts/_notices.html", {"account_notices": notices})
    return {
        "accounts/_notices.html": [piece] if notices else [],
        "_appearance.html": [Piece("_appearance.html", switch, state)],
        "_messages.html": [Piece("_messages.html", {"messages": messages})] if messages else [],
    }


def _without_indents(html: str) -> str:
    """The same page in fewer letters; what is set letter by letter stays as it is."""
    parts = SET_BY_LETTER.split(html)
    return "".join(part if at % 2 else INDENT.sub("\n", part) for at, part in enumerate(parts))
