"""Links of a text led to other addresses: of its source only the addresses of real links change."""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from markdown_it.token import Token

from texts.page import ShownImage
from texts.renderer import Kind, tokens_of
from texts.sizes import why_too_large

# "course:module#section" or "#section"; before a - or _ may stand the backslash of an escape.
_SLUG = r"(?:\\?[-\w])+"
_ADDRESS = re.compile(rf"course:{_SLUG}(?:#{_SLUG})?|#{_SLUG}", re.ASCII)

NewAddress = Callable[[str], str | None]


class _NoCourse:
    """Where nothing is to be found, addresses of links stay as they are written."""

    language = "en"

    def url_of(self, target: str) -> str | None:
        return None

    def is_draft(self, target: str) -> bool:
        return False

    def image(self, name: str) -> ShownImage | None:
        return None

    def term_id(self, term: str) -> str | None:
        return None


def relinked(source: str, new_address: NewAddress, kind: Kind = "block") -> tuple[str, int]:
    """The text with the new address of each link that has one, and how many these are.

    Each address that might be a link's is replaced by a mark, and the parser tells which of the
    marks it takes for addresses of links: what stands in code, in a formula or between words stays.
    """
    places = list(_addresses_to_change(source, new_address))
    if not places or why_too_large(source, kind):
        return source, 0
    mark = blake2b(source.encode(errors="replace"), digest_size=8).hexdigest()
    marks = {
        f"{'#' if source[start] == '#' else 'course:'}{mark}{number}x": (start, end, changed)
        for number, (start, end, changed) in enumerate(places)
    }
    probe = _with(source, [(start, end, text) for text, (start, end, _new) in marks.items()])
    of_links = {*_of_links(tokens_of(probe, _NoCourse(), kind))}
    links = [place for text, place in marks.items() if text in of_links]
    return _with(source, links), len(links)


def _addresses_to_change(source: str, new_address: NewAddress) -> Iterator[tuple[int, int, str]]:
    for match in _ADDRESS.finditer(source):
        changed = new_address(match[0].replace("\\", ""))
        if changed is not None:
            yield match.start(), match.end(), changed


def _with(source: str, places: Iterable[tuple[int, int, str]]) -> str:
    parts, end = [], 0
    for start, after, text in places:
        parts += [source[end:start], text]
        end = after
    return "".join([*parts, source[end:]])


def _of_links(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            yield str(token.attrs.get("href", ""))
        yield from _of_links(token.children or ())
