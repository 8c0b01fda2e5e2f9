"""From a bank's text, in whatever markup, to the Markdown that authors here write."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import nh3
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdownify import MarkdownConverter

from courses.markdown.markup import words_of
from quizzes.formats.bank import Format, Text
from quizzes.formats.pictures import IMAGE, missing

_KEPT = {
    *("a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "hr", "i", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "strong", "sub", "sup"),
    *("table", "tbody", "td", "th", "thead", "tr", "ul"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}}
_SCHEMES, _OF_PICTURES = nh3.ALLOWED_URL_SCHEMES, {"data", "image"}
# What Markdown and Dure would read as more than text: anywhere, and at the start of a line.
_ANYWHERE = re.compile(r"[\\`*{}\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#|[A-Za-z])|~(?=~)|!(?=\[)")
_AT_START = re.compile(r"^([ \t]*)(#|>|[-+](?=[ \t]|$)|[-=]{2,}$|:{3}|:(?=[ \t])|~{3}|\|)", re.M)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=[ \t]|$)", re.M)
_TAG_OR_LINE_END = re.compile(r"<[^<>]*>|\n")
_SUPERSCRIPT = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
# Of one that is written in another way than ![words](image:name), the address alone is found.
_PICTURE = re.compile(
    rf"(?:!\[(?P<words>(?:\\.|[^\[\]\\])*))?(?P<between>\](?:\(|:)\s*<?)(?P<address>{IMAGE}[^\s()<>]+)"
)


class UnfitTextError(Exception):
    """The text holds something that has no place here; the message says what."""


@dataclass(frozen=True)
class Shown:
    """An image of the course, by its address; `words` where the text says it better."""

    address: str
    words: str = ""


# From the address of a picture in its bank, and the words that stand for it there.
Show = Callable[[str, str], Shown]


def show_none(address: str, words: str) -> Shown:
    """Where a bank brings no pictures along, a text may still name an image of the course."""
    if not address.startswith(IMAGE):
        raise UnfitTextError(str(missing(address)))
    return Shown(address, words)


class _Converter(MarkdownConverter):
    def __init__(self, show: Show, **options: Any) -> None:
        super().__init__(**options)
        self.show = show

    def escape(self, text: str, parent_tags: Any) -> str:
        return escaped(text) if text else ""

    def convert_sup(self, el: Any, text: str, parent_tags: Any) -> str:
        return _raised(text, _SUPERSCRIPT, "^")

    def convert_sub(self, el: Any, text: str, parent_tags: Any) -> str:
        return _raised(text, _SUBSCRIPT, r"\_")

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
        shown = self.show(el.get("src", ""), " ".join(el.get("alt", "").split()))
        return f"![{escaped(shown.words)}]({shown.address})"


def _without_odd_links(tag: str, name: str, value: str) -> str | None:
    """Addresses of pictures are kept, so that each is taken or named, but none of links."""
    scheme = value.partition(":")[0].lower()
    return None if tag == "a" and name == "href" and scheme in _OF_PICTURES else value


def _raised(text: str, signs: dict[int, int], mark: str) -> str:
    """In Unicode's own signs where it has all of them, else with a mark before it."""
    if all(ord(letter) in signs for letter in text):
        return text.translate(signs)
    return f"{mark}({text})"


def escaped(text: str) -> str:
    """The Markdown that shows this text and nothing more."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _AT_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def _redirected(source: str, show: Show) -> str:
    """Markdown with each picture shown as it is in the course."""

    def shown(found: re.Match[str]) -> str:
        before = found["words"]
        words = _words(before or "")
        image = show(found["address"], words)
        opening = "" if before is None else f"![{before if image.words == words else ''}"
        return f"{opening}{found['between']}{image.address}"

    return _PICTURE.sub(shown, source)


def _words(markdown: str) -> str:
    (line,) = _MARKDOWN.parseInline(markdown)
    return words_of(line.children or [])


def as_block(text: Text, show: Show = show_none) -> str:
    """Markdown of paragraphs, lists and the like; `UnfitTextError` where it cannot be."""
    if "\0" in text.source:
        raise UnfitTextError(_("It holds a character that cannot be stored."))
    if text.format == Format.MARKDOWN:
        return _redirected(text.source, show)
    if text.format == Format.PLAIN:
        lines = (line.strip() for line in escaped(text.source).split("\n"))
        return re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", "\n".join(lines))
    source = text.source
    if text.format == Format.MOODLE:
        source = _TAG_OR_LINE_END.sub(
            lambda found: found[0] if found[0] != "\n" else "<br>", source
        )
    # The converter keeps what nh3 lets through: no script, style or comment, nor what is in them.
    clean = nh3.clean(
        source,
        tags=_KEPT,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_odd_links,
        url_schemes=_SCHEMES | _OF_PICTURES,
        link_rel=None,
    )
    converter = _Converter(show, heading_style="ATX", bullets="-", newline_style="backslash")
    try:
        converted = converter.convert(clean)
    except RecursionError as error:
        raise UnfitTextError(_("Its HTML is nested too deeply.")) from error
    return re.sub(r"\n{3,}", "\n\n", converted).strip()


def as_line(text: Text, show: Show = show_none) -> str:
    """Markdown of one paragraph, as stems and options are; several are joined by line breaks.

    `UnfitTextError` where it has lists, tables or blocks of code.
    """
    paragraphs = []
    for token in _MARKDOWN.parse(as_block(text, show)):
        if token.type == "inline" and token.level == 1:
            paragraphs.append(token.content.strip())
        elif token.type not in {"paragraph_open", "paragraph_close"}:
            raise UnfitTextError(
                _("A stem or an option is one paragraph here: no lists, tables or code blocks.")
            )
    return "\\\n".join(filter(None, paragraphs))
