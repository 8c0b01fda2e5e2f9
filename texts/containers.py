"""Boxes: `::: analogy` up to a line `:::`, each with its title as a heading.

The rule is our own because the container plugin says nothing when a box is unknown or never closed;
it follows the plugin's syntax: a box inside a box is written with fewer colons than the outer one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts import calculations, drawings
from texts.faults import FaultList
from texts.markup import tag, text
from texts.page import page_of


@dataclass(frozen=True)
class Kind:
    """How a box looks and whether its author gives it a title."""

    label: str  # the field of Labels that is its title when the author gives none
    title: Literal["none", "optional", "required"] = "none"
    element: Literal["aside", "details", "div"] = "aside"


KINDS = {
    "analogy": Kind("analogy"),
    "deep-dive": Kind("deep_dive", title="optional", element="details"),
    "our-group": Kind("our_group"),
    "checklist": Kind("", title="required"),
    "calc": Kind("", title="optional", element="div"),
}
# Not a box around a text, but data between the same lines.
DRAWING = "drawing"
_SECTION = 2  # the level of the heading that a text stands under
_DEEPEST = 6
_FENCE = re.compile(r"(:{3,})[ \t]*(\S*)(.*)$")
# Also at the start of a list item or a quotation: colons inside code close nothing.
_CODE_FENCE = re.compile(r"[ \t>*+\-\d.)]*(`{3,}(?=[^`]*$)|~{3,})(.*)")


def install(md: MarkdownIt) -> None:
    """Read and write boxes."""
    md.block.ruler.before(
        "fence", "box", _read, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.core.ruler.before("text_join", "box_titles", _set_levels)
    md.add_render_rule("box_open", _render_open)
    md.add_render_rule("box_title_open", _render_title)
    md.add_render_rule("box_title_close", _render_title_end)
    md.add_render_rule("box_close", _render_close)


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    fence = None if state.is_code_block(start) else _FENCE.match(_line(state, start))
    if fence is None:
        return False
    if silent:
        return True
    faults = page_of(state.env).faults
    colons, name, title = fence[1], fence[2], fence[3].strip()
    last, closed = start + 1, False
    if not name:
        faults.report(
            start, gettext("This ::: closes nothing: delete it, or name the box it opens.")
        )
    else:
        last, closed = _find_end(state, start, end, len(colons), faults)
        _read_box(state, start, last, name, title)
    state.line = last + 1 if closed else last
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _find_end(
    state: StateBlock, start: int, end: int, width: int, faults: FaultList
) -> tuple[int, bool]:
    """The line after the box's content, and whether that is a line that closes it."""
    code = ""
    for number in range(start + 1, end):
        line = _line(state, number)
        if line and state.sCount[number] < state.blkIndent:
            break
        code, was_code = _code_after(line, code), code
        fence = None if code or was_code else _FENCE.match(line)
        if fence is None or state.is_code_block(number) or len(fence[1]) < width:
            continue
        if not fence[2]:
            return number, True
        faults.report_with(
            number,
            gettext(
                "This box starts inside the one of line %(line)s. Close that one first with a line "
                ":::, or write more colons around the outer box than around the inner."
            ),
            start,
        )
        return number, False
    faults.report(start, gettext("This box is not closed: add a line ::: under its last line."))
    return start + 1, False


def _code_after(line: str, code: str) -> str:
    """The fence of the code block that is open after `line`, given the one that was before it."""
    match = _CODE_FENCE.match(line)
    if match is None:
        return code
    if not code:
        return match[1]
    return "" if match[1].startswith(code) and not match[2].strip() else code


def _read_box(state: StateBlock, start: int, last: int, name: str, title: str) -> None:
    page = page_of(state.env)
    if name == DRAWING:
        drawings.read(state, start, last, title)
        return
    kind = KINDS.get(name)
    if kind is None:
        message = gettext("There is no box “%(name)s”: use %(names)s.")
        names = ", ".join([*KINDS, DRAWING])
        page.faults.report(start, message % {"name": name, "names": names})
    elif kind.title == "required" and not title:
        message = gettext("This box needs a title: write it after ::: %(name)s.")
        page.faults.report(start, message % {"name": name})
    elif kind.title == "none" and title:
        message = gettext("A box ::: %(name)s has its own title: take “%(title)s” away.")
        page.faults.report(start, message % {"name": name, "title": title})
    else:
        _push_box(state, start, last, name, title)
        return
    _read_content(state, start, last)


def _push_box(state: StateBlock, start: int, last: int, name: str, title: str) -> None:
    meta = {"name": name}
    opening = state.push("box_open", "", 1)
    opening.map, opening.meta = [start, last], meta
    if title or KINDS[name].label:
        heading = state.push("box_title_open", "h3", 1)
        heading.meta = {**meta, "id": page_of(state.env).next_id("callout"), "own": bool(title)}
        words = state.push("inline", "", 0)
        words.map, words.content, words.children = [start, start + 1], title, []
        state.push("box_title_close", "h3", -1).meta = meta
    if name == "calc":
        calculations.read(state, start, last)
    else:
        _read_content(state, start, last)
    state.push("box_close", "", -1).meta = meta


def _read_content(state: StateBlock, start: int, last: int) -> None:
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = parent, line_max


def _set_levels(state: StateCore) -> None:
    """Put the title of a box one level below the heading, or the box, that it stands under."""
    levels = [_SECTION]  # of the last heading, in the text and in each box that is open
    for token in state.tokens:
        if token.type == "heading_open":
            levels[-1] = max(int(token.tag.removeprefix("h")), _SECTION + 1)
        elif token.type == "box_open":
            levels.append(min(levels[-1] + 1, _DEEPEST))
        elif token.type in ("box_title_open", "box_title_close"):
            token.tag = f"h{levels[-1]}"
        elif token.type == "box_close":
            levels.pop()


def _render_open(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    name = tokens[index].meta["name"]
    classes = f"lms-callout lms-callout-{name}"
    element = KINDS[name].element
    # A note, not a complementary landmark, and named by its heading alone: a page has a dozen.
    role = {"role": "note"} if element == "aside" else {}
    return tag(element, class_=classes, **role) + "\n"


def _render_title(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    token = tokens[index]
    kind = KINDS[token.meta["name"]]
    opening = tag(token.tag, class_="lms-callout-title", id=token.meta["id"])
    icon = tag("span", class_="lms-callout-icon", aria_hidden="true")
    words = "" if token.meta["own"] else text(getattr(page_of(env).labels, kind.label))
    return f"{'<summary>' if kind.element == 'details' else ''}{opening}{icon}</span> {words}"


def _render_title_end(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    token = tokens[index]
    is_folded = KINDS[token.meta["name"]].element == "details"
    return f"</{token.tag}>{'</summary>' if is_folded else ''}\n"


def _render_close(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return f"</{KINDS[tokens[index].meta['name']].element}>\n"
