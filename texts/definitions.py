"""Definition lists: a term, and below it a line that begins with a colon."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin

_TILDE = re.compile(r"^([ \t>]*)~(?=[ \t])", re.MULTILINE)
_HIDDEN = "\0"  # stands for such a ~; markdown-it leaves none in a text


def install(md: MarkdownIt) -> None:
    """Read definitions; a line that begins with "~ 12. 31." is a span of time and none."""
    md.use(deflist_plugin)
    deflist = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "deflist")

    def read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if silent:
            return _begins(state, start) and bool(deflist(state, start, end, silent))
        below = start + 2 if start + 1 < end and state.isEmpty(start + 1) else start + 1
        if below >= end or not _begins(state, below):
            return False
        source, first = state.src, len(state.tokens)
        state.src = _hide_tildes(state, start, end)
        is_read = bool(deflist(state, start, end, silent))
        state.src = source
        for token in state.tokens[first:]:
            token.content = token.content.replace(_HIDDEN, "~")
        return is_read

    md.block.ruler.at("deflist", read, {"alt": ["paragraph", "reference", "blockquote"]})


def _begins(state: StateBlock, line: int) -> bool:
    """Whether a definition may begin in this line."""
    return state.src[state.bMarks[line] + state.tShift[line] :][:1] == ":"


def _hide_tildes(state: StateBlock, start: int, end: int) -> str:
    """The source, of the same length, with no line of these that begins with a ~ and a space."""
    begin, stop = state.bMarks[start], state.eMarks[end - 1]
    hidden = _TILDE.sub(rf"\g<1>{_HIDDEN}", state.src[begin:stop])
    return state.src[:begin] + hidden + state.src[stop:]
