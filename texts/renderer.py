"""Puts the parser together and runs it: source in, sanitised HTML and faults out."""

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts import (
    calculations,
    code,
    containers,
    dates,
    definitions,
    drawings,
    emphasis,
    footnotes,
    formulas,
    glossary,
    headings,
    images,
    items,
    line_heads,
    links,
    numbers,
    rawhtml,
    references,
    tables,
    tasks,
    underline,
)
from texts.faults import Fault
from texts.labels import labels_in
from texts.markup import text
from texts.page import CourseContext, Page, page_of
from texts.sanitise import sanitise

# Footnotes come first: they move their tokens, and the others walk over where these end up.
_PARTS = (
    footnotes,
    containers,
    calculations,
    drawings,
    definitions,
    dates,
    code,
    formulas,
    underline,
    emphasis,
    rawhtml,
    glossary,
    links,
    references,
    images,
    line_heads,
    headings,
    tables,
    numbers,
    tasks,
)
_BLOCK_MARKUP = re.compile(r"^[ \t]*(?::::|```|~~~|$)", re.MULTILINE)
_thread = threading.local()

# A text of several blocks, of a line, or of a question: a line, or blocks where it has several.
Kind = Literal["block", "line", "item"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Rendered:
    """Sanitised HTML to store, and what the author should mend in its source."""

    html: str
    faults: tuple[Fault, ...]


def render(
    source: str,
    context: CourseContext,
    kind: Kind,
    *,
    prefix: str = "",
    is_draft: bool = False,
) -> Rendered:
    """Render a text as what it is; in a draft, links to other drafts are links and say so."""
    if kind == "line":
        return render_inline(source, context, is_draft=is_draft)
    render_text = render_item if kind == "item" else render_block
    return render_text(source, context, prefix=prefix, is_draft=is_draft)


def render_block(
    source: str, context: CourseContext, *, prefix: str = "", is_draft: bool = False
) -> Rendered:
    """Render a text of paragraphs, lists, boxes …; `prefix` keeps its ids apart on a page.

    In a draft, links to other drafts are links and say so; else their words alone are shown.
    """
    page = Page(context, labels_in(context.language), prefix, is_draft=is_draft)
    return Rendered(sanitise(to_html(source, page)), page.faults.in_order())


def to_html(source: str, page: Page) -> str:
    """The HTML of a text before it is sanitised, which should find nothing to take out."""
    html: str = _parser().render(_encodable(source), page.env())
    return html


def render_inline(source: str, context: CourseContext, *, is_draft: bool = False) -> Rendered:
    """Render a text that stands in a line or a label: emphasis, code, links and terms only."""
    page = Page(context, labels_in(context.language), "", is_draft=is_draft)
    content = _encodable(source).strip()
    match = _BLOCK_MARKUP.search(content) if content else None
    if match:
        page.faults.report(
            content.count("\n", 0, match.start()),
            gettext("This text is one paragraph: no empty lines, boxes or code blocks."),
        )
    html = _parser().renderInline(content, page.env())
    return Rendered(sanitise(html), _moved(page.faults.in_order(), source))


def render_item(
    source: str, context: CourseContext, *, prefix: str = "", is_draft: bool = False
) -> Rendered:
    """Render a stem or an option: a line without its paragraph's element, or blocks (`items`)."""
    if not items.may_hold_blocks(source):
        return render_inline(source, context, is_draft=is_draft)
    page = Page(context, labels_in(context.language), prefix, is_draft=is_draft)
    parser, env = _parser(), page.env()
    tokens = parser.parse(_encodable(source), env)
    paragraph = items.paragraph_of(tokens)
    if paragraph is None:
        items.report_what_does_not_fit(tokens, page.faults)
        html = parser.renderer.render(tokens, parser.options, env)
    else:
        html = parser.renderer.render([paragraph], parser.options, env)
    return Rendered(sanitise(html), page.faults.in_order())


def tokens_of(source: str, context: CourseContext, kind: Kind) -> list[Token]:
    """What the parser makes of a text that is rendered as this kind."""
    page = Page(context, labels_in(context.language), "")
    if kind == "line" or (kind == "item" and not items.may_hold_blocks(source)):
        return _parser().parseInline(_encodable(source).strip(), page.env())
    return _parser().parse(_encodable(source), page.env())


def _moved(faults: tuple[Fault, ...], source: str) -> tuple[Fault, ...]:
    """Faults of the stripped text, at their lines in the whole one."""
    above = source[: len(source) - len(source.lstrip())].count("\n")
    return tuple(
        replace(
            fault,
            line=fault.line + above,
            message=fault.message_with(lambda line: line + above),
            refers_to=fault.refers_to and fault.refers_to + above,
        )
        for fault in faults
    )


def _encodable(source: str) -> str:
    """Lone halves of a character pair can be neither stored nor sent."""
    return source.encode("utf-8", "replace").decode("utf-8")


def _parser() -> MarkdownIt:
    """This thread's parser: the finder of bare addresses keeps state while it searches."""
    if not hasattr(_thread, "parser"):
        _thread.parser = _build()
    parser: MarkdownIt = _thread.parser
    return parser


def _build() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False})
    for part in _PARTS:
        part.install(md)
    md.core.ruler.before("text_join", "depth", _report_depth)
    md.add_render_rule("text", _render_text)
    return md


def _report_depth(state: StateCore) -> None:
    deepest = state.md.options["maxNesting"] - 1
    for token in state.tokens:
        if token.nesting == 1 and token.level >= deepest and token.map:
            page_of(state.env).faults.report(
                token.map[0], gettext("Nested too deeply to be shown: use fewer levels.")
            )


def _render_text(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return text(tokens[index].content)
