"""Calculations: what stands in a box `::: calc`, row by row, laid out so that it fits a phone.

A row is `label: step = step → remark` or `label = step`; a line that begins with = or → goes on
with the row above it. A line of --- is the stroke above the result. An empty line begins a new
group of rows, whose first line may say what the group is about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.code import CODE
from texts.markup import tag
from texts.page import page_of

_SIGN = re.compile(r"(?:^|\s+)([=→])\s+")
_COLON = re.compile(r"\s*(?::\s+|：\s*)")
_STROKE = re.compile(r"-{3,}")
_FENCE = re.compile(r":{3}|`{3}|~{3}")


@dataclass(frozen=True)
class Step:
    """A part of a row: "= 600", "→ more than we have", or the first without a sign."""

    line: int
    sign: str
    words: str


@dataclass
class Row:
    """What is counted, how, and what comes out."""

    line: int
    label: str
    steps: list[Step]
    is_result: bool

    @property
    def value(self) -> Step | None:
        """What comes out: the last step with =, or what stands after a colon."""
        equal = [step for step in self.steps if step.sign == "="]
        steps = equal or [step for step in self.steps if not step.sign]
        return steps[-1] if steps else None


@dataclass
class Group:
    """Rows without an empty line between them."""

    line: int
    title: str = ""
    rows: list[Row] = field(default_factory=list)
    stroke: int | None = None  # the line of ---


def install(md: MarkdownIt) -> None:
    """Write rows; the rule of boxes has them read."""
    md.add_render_rule("calc_steps_open", _render_steps)
    md.add_render_rule("calc_step_open", _render_step)
    md.add_render_rule("calc_step_close", _render_step_end)


def read(state: StateBlock, start: int, last: int) -> None:
    """Read the rows between the line that opens a box and the one that closes it."""
    groups = list(_groups(state, start, last))
    if not any(group.rows for group in groups):
        _report(state, start, gettext("This box has no rows: write each as “label: value”."))
    for group in groups:
        if group.stroke is not None and not (group.rows and group.rows[-1].is_result):
            _report_stroke(state, group.stroke)
        if group.rows:
            _push_group(state, group)
        elif group.title:
            _report_no_row(state, group.line)


def _groups(state: StateBlock, start: int, last: int) -> Iterator[Group]:
    group: Group | None = None
    for number in range(start + 1, last):
        line = state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].strip()
        if not line:
            group = None
            continue
        if group is None:
            group = Group(number)
            yield group
        _read_line(state, group, number, line)


def _read_line(state: StateBlock, group: Group, number: int, line: str) -> None:
    if _STROKE.fullmatch(line):
        if not group.rows or group.stroke is not None:
            _report_stroke(state, number)
        group.stroke = number
        return
    label, steps = _parts(number, line)
    if steps and label:
        group.rows.append(Row(number, label, steps, group.stroke is not None))
    elif steps and group.rows:
        group.rows[-1].steps += steps
    elif not steps and number == group.line and not _FENCE.match(line):
        group.title = line
    else:
        _report_no_row(state, number)


def _parts(number: int, line: str) -> tuple[str, list[Step]]:
    """The label of a row, "" where it goes on with the last one, and its steps, none if no row."""
    # Signs in code, and those after a backslash, part nothing.
    plain = CODE.sub(lambda code: "x" * len(code[0]), line)
    colon, signs = _COLON.search(plain), list(_SIGN.finditer(plain))
    if _FENCE.match(plain) or not (colon or signs):
        return "", []
    steps = []
    if colon and (not signs or colon.start() < signs[0].start()):
        label, begin = line[: colon.start()], colon.end()
        signs = list(_SIGN.finditer(plain, begin))
        first = line[begin : signs[0].start() if signs else None].strip()
        steps = [Step(number, "", first)] if first else []
    else:
        label = line[: signs[0].start()]
    ends = [*(sign.start() for sign in signs[1:]), len(line)]
    for sign, end in zip(signs, ends, strict=False):
        steps.append(Step(number, sign[1], line[sign.end() : end]))
    return label.strip(), steps


def _push_group(state: StateBlock, group: Group) -> None:
    if group.title:
        _push_line(state, "p", group.line, group.title, "lms-calc-about")
    state.push("calc_open", "dl", 1).attrs["class"] = "lms-calc"
    for row in group.rows:
        opening = state.push("calc_row_open", "div", 1)
        opening.attrs["class"] = "lms-calc-row" + (" lms-calc-result" if row.is_result else "")
        _push_line(state, "dt", row.line, row.label)
        remarks = [step for step in row.steps if step.sign == "→"]
        _push_steps(state, row, [step for step in row.steps if step not in remarks])
        for step in remarks:
            _push_line(state, "dd", step.line, f"→ {step.words}", "lms-calc-remark")
        state.push("calc_row_close", "div", -1)
    state.push("calc_close", "dl", -1)


def _push_line(state: StateBlock, element: str, line: int, words: str, kind: str = "") -> None:
    opening = state.push("calc_line_open", element, 1)
    if kind:
        opening.attrs["class"] = kind
    _push_words(state, line, words)
    state.push("calc_line_close", element, -1)


def _push_steps(state: StateBlock, row: Row, steps: list[Step]) -> None:
    if not steps:
        return
    state.push("calc_steps_open", "dd", 1)
    for step in steps:
        opening = state.push("calc_step_open", "span", 1)
        opening.attrs["class"] = "lms-calc-value" if step is row.value else "lms-calc-step"
        opening.meta["is_first"] = step is steps[0]
        _push_words(state, step.line, f"{step.sign} {step.words}".strip())
        state.push("calc_step_close", "span", -1)
    state.push("calc_steps_close", "dd", -1)


def _push_words(state: StateBlock, line: int, words: str) -> None:
    inline = state.push("inline", "", 0)
    inline.map, inline.content, inline.children = [line, line + 1], words, []


def _render_steps(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return "<dd>"


def _render_step(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    opening = tokens[index]
    return ("" if opening.meta["is_first"] else " ") + tag(
        "span", class_=str(opening.attrs["class"])
    )


def _render_step_end(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return "</span>"


def _report_stroke(state: StateBlock, line: int) -> None:
    _report(state, line, gettext("A line --- stands between the rows and their result."))


def _report_no_row(state: StateBlock, line: int) -> None:
    message = gettext("This line is no row: write “label: value” or “label = value”.")
    _report(state, line, message)


def _report(state: StateBlock, line: int, message: str) -> None:
    page_of(state.env).faults.report(line, message)
