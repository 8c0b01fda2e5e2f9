"""From a bank's text, in whatever markup, to the Markdown that authors here write."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from django.utils.translation import gettext as _
from markdownify import MarkdownConverter

from banks.formats.bank import Format, Text
from banks.formats.images import IMAGE, missing
from banks.importing.colours import colours_told
from banks.importing.formulas import PRIVATE, KeptMathML, with_tex
from banks.importing.html_tags import with_plain_signs
from texts import commonmark
from texts.markup import words_of
from texts.mathml import UnfitFormulaError
from texts.tables import MOST_COLUMNS

_KEPT = {
    *("a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "figcaption", "figure"),
    *("hr", "i", "img"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "strong", "sub", "sup", "font"),
    *("ins", "mark", "span", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"),
}
# What says something that no text here can; to leave it out would change the question. Its tags
# stand between signs that no text means anything by.
_TAG_OPENS, _TAG_ENDS = "\ue002", "\ue003"
_NOT_TAKEN = {
    *("applet", "audio", "button", "canvas", "embed", "iframe", "input", "object"),
    *("select", "svg", "template", "textarea", "video"),
    *("del", "rt", "s", "strike"),  # Without its line or its place, such a text says another thing.
}
_ATTRIBUTES = {
    "*": {"class", "style"},
    "a": {"href", "title"},
    "font": {"color"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
_BOLD, _ITALIC, _UNDERLINED = ("b", "strong", "mark"), ("i", "em"), ("u", "ins")
_STYLES = {
    "u": re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bunderline", re.IGNORECASE),
    "b": re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE),
}
_ALIGNED = re.compile(r"(?:text-align\s*:\s*|qti-align-)(right|center)", re.IGNORECASE)
_QTI = {"b": "qti-bold", "u": "qti-underline"}  # as QTI 3.0 has them in its vocabulary
_BY_ITSELF = re.compile(r"\$\$[^$]+\$\$|!\[(?:\\.|[^\[\]\\])*\]\([^()]*\)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_OF_PARAGRAPHS = {"paragraph_open", "inline", "paragraph_close"}
_BLOCKS = {"blockquote", "dd", "div", "li", "p", "td", "th"}
_DEEPEST = 100
_SCHEMES, _OF_IMAGES = nh3.ALLOWED_URL_SCHEMES, {"data", "image"}
# What Markdown and Dure would read as more than text: anywhere, and at the start of a line.
_ANYWHERE = re.compile(
    r"[\\`*{}\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#|[A-Za-z])|~(?=~)|!(?=\[)|\$(?=\$)"
)
_AT_START = re.compile(
    r"^([ \t]*)(#|>|[-+](?=[ \t]|$)|[-=]{2,}$|:{3}|:(?=[ \t])|~{3}|\|)", re.MULTILINE
)
_NUMBERED = re.compile(r"^([ \t]*\d{1,9})([.)])(?=[ \t]|$)", re.MULTILINE)
_SUPERSCRIPT = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPT = str.maketrans("0123456789+-\u2212=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
# Where a brace is no term: after a backslash, in formulas, and in code between backticks, which
# ends with as many in the same paragraph; others are just backticks.
NO_TERMS = (
    r"\\\((?:[^\\]++|\\[^()])*\\\)|\$\$[^$]++\$\$|<math\b[^<]*+(?:<(?!/?math\b)[^<]*+)*</math>|\\."
    r"|(`++)(?:(?:[^`\n]++|\n(?![ \t]*\n)|(?!\1(?!`))`++)*\1(?!`))?"
)
_BRACE = re.compile(rf"{NO_TERMS}|[{{}}]", re.DOTALL)
_MARKDOWN = commonmark.parser()
# Of one that is written in another way than ![words](image:name), the address alone is found.
_IMAGE = re.compile(
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
    def __init__(self, show: Show, lacks: list[str], **options: Any) -> None:
        super().__init__(**options)
        self.show, self.lacks = show, lacks

    def escape(self, text: str, parent_tags: Any) -> str:
        return with_tex(text, escaped, self.lacks) if text else ""

    def convert_sup(self, el: Any, text: str, parent_tags: Any) -> str:
        return _raised(el, text, _SUPERSCRIPT, "^")

    def convert_sub(self, el: Any, text: str, parent_tags: Any) -> str:
        return _raised(el, text, _SUBSCRIPT, r"\_")

    def convert_b(self, el: Any, text: str, parent_tags: Any) -> str:
        return text if "_noformat" in parent_tags else _between(text, "**")

    def convert_i(self, el: Any, text: str, parent_tags: Any) -> str:
        return text if "_noformat" in parent_tags else _between(text, "*")

    def convert_u(self, el: Any, text: str, parent_tags: Any) -> str:
        return text if "_noformat" in parent_tags else _between(text, "<u>", "</u>")

    def convert_pre(self, el: Any, text: str, parent_tags: Any) -> str:
        if not text.strip():
            return ""
        code = text.removesuffix("\n")
        fence = max(["``", *re.findall("`{3,}", text)], key=len) + "`"
        return f"\n\n{fence}\n{code}\n{fence}\n\n"

    def convert_tr(self, el: Any, text: str, parent_tags: Any) -> str:
        row = str(super().convert_tr(el, text, parent_tags))  # type: ignore[misc]
        return re.sub(r"\| ---(?: \| ---)* \|(?=\n)", lambda _: _under_head(el), row, count=1)

    def convert_td(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(super().convert_td(el, _in_cell(text), parent_tags))  # type: ignore[misc]

    def convert_th(self, el: Any, text: str, parent_tags: Any) -> str:
        return str(super().convert_th(el, _in_cell(text), parent_tags))  # type: ignore[misc]

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
        shown = self.show(el.get("src", ""), " ".join(el.get("alt", "").split()))
        caption = escaped(el.get("title", "")).replace('"', '\\"')
        title = f' "{caption}"' if caption else ""
        return f"![{escaped(shown.words)}]({shown.address}{title})"


def _without_odd_links(tag: str, name: str, value: str) -> str | None:
    """Addresses of pictures are kept, so that each is taken or named, but none of links."""
    scheme = value.partition(":")[0].lower()
    return None if tag == "a" and name == "href" and scheme in _OF_IMAGES else value


def _raised(element: Tag, text: str, signs: dict[int, int], mark: str) -> str:
    """In Unicode's own signs where it has all of them, else with a mark before it."""
    bare = element.get_text()
    if element.find(True) is None and all(ord(letter) in signs for letter in bare):
        return bare.translate(signs)
    return f"{mark}({text})"


def _between(text: str, mark: str, closing: str = "") -> str:
    """With a mark at both ends of what is seen of it: before or after a space it would be none."""
    words = text.strip()
    return text.replace(words, f"{mark}{words}{closing or mark}", 1) if words else text


def _under_head(row: Tag) -> str:
    """The line that makes a row the head of a table, and says where its columns are aligned."""
    marks = {"right": "--:", "center": ":-:"}
    columns: list[str] = []
    for cell in row.find_all(["td", "th"]):
        match = _ALIGNED.search(f"{cell.get('style', '')} {cell.get('class', '')}")
        span = str(cell.get("colspan", ""))
        mark = marks[match[1].lower()] if match else "---"
        columns += [mark] * (int(span) if span.isdecimal() and int(span) < MOST_COLUMNS else 1)
    return f"| {' | '.join(columns)} |"


def _in_cell(text: str) -> str:
    """A cell of Markdown is a line, and a | would end it."""
    return re.sub(r"(?<!\\)\|", r"\\|", re.sub(r"\\?\n", " ", text))


def _join_emphasis(soup: Tag) -> None:
    """One bold for bold beside or within bold, and so for italics: more marks say less."""
    for names, name in ((_BOLD, "b"), (_ITALIC, "i"), (_UNDERLINED, "u")):
        for element in soup.find_all(names):
            element.name = name
        for element in soup.find_all(name):
            if element.find_parent(name):
                element.unwrap()
        for element in soup.find_all(name):
            before = element.previous_sibling
            if isinstance(before, Tag) and before.name == name:
                before.extend(list(element.contents))
                element.decompose()
        for element in soup.find_all(name):
            while element.contents and getattr(element.contents[-1], "name", "") == "br":
                element.insert_after(element.contents[-1].extract())


def escaped(text: str) -> str:
    """The Markdown that shows this text and nothing more."""
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _AT_START.sub(r"\1\\\2", text)
    return _NUMBERED.sub(r"\1\\\2", text)


def with_plain_braces(markdown: str) -> str:
    """Each brace of the text escaped, but for those in code, where a backslash would be seen."""
    return outside_code(markdown, lambda part: _BRACE.sub(_with_plain_brace, part))


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """The text changed wherever it stands in no block of code."""
    lines = markdown.split("\n")
    in_code: set[int] = set()
    for token in _MARKDOWN.parse(markdown):
        if token.type in {"fence", "code_block"} and token.map:
            in_code.update(range(*token.map))
    parts = []
    for is_code, numbers in groupby(range(len(lines)), in_code.__contains__):
        part = "\n".join(lines[number] for number in numbers)
        parts.append(part if is_code else change(part))
    return "\n".join(parts)


def _with_plain_brace(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match[0] in {"{", "}"} else match[0]


def _redirected(source: str, show: Show) -> str:
    """Markdown with each picture shown as it is in the course."""

    def shown(match: re.Match[str]) -> str:
        before = match["words"]
        words = _words(before or "")
        image = show(match["address"], words)
        opening = "" if before is None else f"![{before if image.words == words else ''}"
        return f"{opening}{match['between']}{image.address}"

    return _IMAGE.sub(shown, source)


def _words(markdown: str) -> str:
    (line,) = _MARKDOWN.parseInline(markdown)
    return words_of(line.children or [])


def _prepared(html: str, lacks: list[str], *, is_item: bool) -> BeautifulSoup:
    soup = BeautifulSoup(html, "html.parser")
    depths = {id(soup): 0}
    for element in soup.find_all(True):
        depths[id(element)] = depth = depths[id(element.parent)] + 1
        if depth > _DEEPEST:
            raise UnfitTextError(_("Its HTML is nested too deeply."))
    for held in soup.find_all(_NOT_TAKEN):
        lacks.append(_("It holds <%(tag)s>, which is not taken.") % {"tag": held.name})
        _name_in_text(held)
    _tell_what_is_left_out(soup, lacks)
    _name_by_style(soup)
    for figure in soup.find_all("figure"):
        _keep_caption(figure)
    for heading in soup.find_all(_HEADINGS if is_item else ()):
        _make_bold(heading, soup.new_tag("b"))
    _join_emphasis(soup)
    # A line end at the end of a paragraph would be a backslash.
    for block in (soup, *soup.find_all(_BLOCKS)):
        while block.contents and _is_blank(block.contents[-1]):
            block.contents[-1].extract()
    return soup


def _name_by_style(soup: BeautifulSoup) -> None:
    for span in soup.find_all("span"):
        for name, style in _STYLES.items():
            if style.search(str(span.get("style", ""))) or _QTI[name] in span.get_attribute_list(
                "class"
            ):
                span.name = name


def _name_in_text(held: Tag) -> None:
    """Its tags as they would be read in a text, where they are a fault until somebody mends it."""
    held.insert_before(f"{_TAG_OPENS}{held.name}{_TAG_ENDS}")
    if held.contents:
        held.insert_after(f"{_TAG_OPENS}/{held.name}{_TAG_ENDS}")
    held.unwrap()


def _make_bold(heading: Tag, bold: Tag) -> None:
    bold.extend(list(heading.contents))
    heading.append(bold)
    heading.name = "p"


def _keep_caption(figure: Tag) -> None:
    """What stands under its picture, in the picture: there alone Markdown has a place for it.

    The figure is a paragraph of its own, also beside another.
    """
    figure.name = "div"
    images, captions = figure.find_all("img"), figure.find_all("figcaption")
    if len(images) == len(captions) == 1:
        images[0]["title"] = " ".join(captions[0].get_text().split())
        captions[0].decompose()


def _tell_what_is_left_out(soup: BeautifulSoup, lacks: list[str]) -> None:
    lacks.extend(colours_told(soup))
    cells = soup.find_all(("td", "th"))
    if any(cell.get(span, "1") != "1" for cell in cells for span in ("colspan", "rowspan")):
        lacks.append(_("Its table has cells that reach over several rows or columns."))


def _is_blank(node: PageElement) -> bool:
    return node.name == "br" if isinstance(node, Tag) else not node.get_text().strip()


def as_block(
    text: Text,
    show: Show = show_none,
    lacks: list[str] | None = None,
    *,
    is_item: bool = False,
) -> str:
    """Markdown of paragraphs, lists and the like; `UnfitTextError` where it cannot be.

    What is taken otherwise than it was is told in `lacks`: somebody has to look at it. A text of a
    question (`is_item`) has no headings.
    """
    lost: list[str] = [] if lacks is None else lacks
    if "\0" in text.source:
        raise UnfitTextError(_("It holds a character that cannot be stored."))
    if text.format == Format.MARKDOWN:
        return _redirected(text.source, show)
    if text.format == Format.PLAIN:
        lines = (line.strip() for line in with_tex(text.source, escaped, lost).split("\n"))
        return re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", "\n".join(lines))
    # The converter keeps what nh3 lets through, and of what it does not, the text.
    try:
        mathml = KeptMathML(PRIVATE.sub("", text.source))
    except UnfitFormulaError as error:
        raise UnfitTextError(str(error)) from error
    clean = nh3.clean(
        with_plain_signs(mathml.html, is_moodle=text.format == Format.MOODLE),
        tags=_KEPT | _NOT_TAKEN,
        attributes=_ATTRIBUTES,
        attribute_filter=_without_odd_links,
        url_schemes=_SCHEMES | _OF_IMAGES,
        link_rel=None,
    )
    converter = _Converter(show, lost, heading_style="ATX", bullets="-", newline_style="backslash")
    converted = converter.convert_soup(_prepared(clean, lost, is_item=is_item))
    converted = outside_code(converted, lambda part: re.sub(r"\n{3,}", "\n\n", part))
    converted = converted.replace(_TAG_OPENS, "<").replace(_TAG_ENDS, ">")
    return mathml.put_back(converted.strip())


def as_item(text: Text, show: Show = show_none, lacks: list[str] | None = None) -> str:
    """Markdown of a stem or an option: a line, or blocks where it has a list, a table or code.

    Paragraphs alone are joined to a line by line breaks, but where Markdown itself has them, or
    one of them is a picture or a formula by itself.
    """
    markdown = as_block(text, show, lacks, is_item=True)
    tokens = _MARKDOWN.parse(markdown)
    paragraphs = [token.content.strip() for token in tokens if token.type == "inline"]
    if any(token.level > 1 or token.type not in _OF_PARAGRAPHS for token in tokens):
        return markdown.strip("\n")
    is_kept = text.format == Format.MARKDOWN or any(map(_BY_ITSELF.fullmatch, paragraphs))
    return (
        markdown.strip("\n")
        if is_kept and len(paragraphs) > 1
        else "\\\n".join(filter(None, paragraphs))
    )
