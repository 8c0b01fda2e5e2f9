"""Drawings: `::: drawing bar A title`, then plain data in lines, drawn here to SVG and words.

A line is `label: content`; `unit:`, `scale:` and the like say how all of it is drawn. A drawing is
as wide as its place and its words are as large as those of the text, so that nothing is scaled on
a phone; what it shows is said in words too, for those who do not see it. Nobody's own SVG gets in.
"""

import re
from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.drawings.areas import Areas
from texts.drawings.arrows import Arrows
from texts.drawings.bars import Bars
from texts.drawings.grid import Grid
from texts.drawings.intervals import Intervals
from texts.drawings.source import Drawing, Source
from texts.drawings.timeline import Timeline
from texts.page import page_of

KINDS: dict[str, type[Drawing]] = {
    "bar": Bars,
    "timeline": Timeline,
    "grid": Grid,
    "arrows": Arrows,
    "intervals": Intervals,
    "map": Areas,
}


_BETWEEN_TAGS = re.compile(r">[^<]+<")


def install(md: MarkdownIt) -> None:
    """Write drawings; the rule of boxes has them read."""
    md.add_render_rule("drawing", _render)


def read(state: StateBlock, start: int, last: int, title: str) -> None:
    """Read the data between the line that opens a box and the one that closes it."""
    faults = page_of(state.env).faults
    name, _space, words = title.partition(" ")
    kind = KINDS.get(name)
    if kind is None:
        message = gettext("There is no drawing “%(name)s”: use %(names)s.")
        faults.report(start, message % {"name": name, "names": ", ".join(KINDS)})
        return
    if not words.strip():
        message = gettext("A drawing needs a title: write it after ::: drawing %(name)s.")
        faults.report(start, message % {"name": name})
        return
    source = Source.of(_lines(state, start, last), start, kind.settings)
    drawing = kind.read(source)
    for line, fault in source.faults:
        faults.report(line, fault)
    if drawing is not None and not source.faults:
        token = state.push("drawing", "", 0)
        token.map, token.content = [start, last], words.strip()
        token.meta = {"name": name, "drawing": drawing, "said": source.words or drawing.said}


def _lines(state: StateBlock, start: int, last: int) -> list[tuple[int, str]]:
    lines = (
        (number, state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]])
        for number in range(start + 1, last)
    )
    return [(number, line.strip()) for number, line in lines if line.strip()]


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    token = tokens[index]
    context = {
        **token.meta,
        "title": token.content,
        "template": f"drawings/{token.meta['name']}.html",
    }
    html = render_to_string("drawings/_drawing.html", context)
    return _as_cleaned("".join(line.strip() for line in html.split("\n"))) + "\n"


def _as_cleaned(html: str) -> str:
    """Written as the sanitiser writes it (texts/markup.py), where Django escapes more signs."""
    html = html.replace("&#x27;", "'").replace("\u00a0", "&nbsp;")
    return _BETWEEN_TAGS.sub(lambda words: words[0].replace("&quot;", '"'), html)
