"""Checklists of a section as forms: each open task of its text is a box that its reader ticks.

A text is rendered once for everybody and holds no box: the boxes are put in where a page shows it,
each with a mark where its reader's tick goes (progress/pieces.py).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from texts.words import words_of_html

_TASKS = re.compile(r'<(?:ul|ol)\b[^>]*\bclass="lms-tasks"[^>]*>')
_LIST = re.compile(r"<(?P<close>/?)(?:ul|ol)\b[^>]*>")
# A task up to the end of its own words; below them it may have more paragraphs and lists.
_BLOCK = "p|li|ul|ol|dl|pre|div|table|blockquote|aside|details|figure|section|h[3-6]|hr"
_TASK = re.compile(
    r'(?P<item><li\b[^>]*\bdata-check="(?P<key>[^"]+)"[^>]*>)<span\b[^>]*>[^<]*</span>\s*'
    rf"(?P<paragraph>(?:<p>)?)(?P<words>.*?)(?=\s*</?(?:{_BLOCK})\b)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Checklist:
    """A list of tasks, of which at least one is open, with boxes in place of its signs."""

    html: SafeString
    keys: list[str]


def items_of(html: str) -> dict[str, str]:
    """The open tasks of a text by their keys, each with its words."""
    return {task["key"]: words_of_html(task["words"]) for task in _TASK.finditer(html)}


def tick_marks(ticks: Iterable[str]) -> dict[str, str]:
    """The HTML that goes where the marks of these keys are; none where an item is not ticked."""
    marks = {}
    for key in ticks:
        marks[f"tick {key}"], marks[f"was {key}"] = " checked", f"{key} "
    return marks


def with_checklists(html: str, tick: Callable[[str], str]) -> Iterator[str | Checklist]:
    """A rendered text by turns with its checklists; `tick` writes the tick of a key, if it has one.

    A list in a list is of the outer one's form.
    """
    end = 0
    for start, until in _outermost(html):
        yield html[end:start]
        tasks, end = html[start:until], until
        keys = [task["key"] for task in _TASK.finditer(tasks)]
        boxes = _TASK.sub(lambda task: _with_box(task, tick(task["key"])), tasks)
        yield Checklist(mark_safe(boxes), keys) if keys else tasks  # sanitised # nosec B703
    yield html[end:]


def _outermost(html: str) -> Iterator[tuple[int, int]]:
    """Where the lists of tasks are that are in no other."""
    at = 0
    while opening := _TASKS.search(html, at):
        depth = 0
        for mark in _LIST.finditer(html, opening.start()):
            depth += -1 if mark["close"] else 1
            if depth == 0:
                break
        at = mark.end()
        yield opening.start(), at


def _with_box(task: re.Match[str], tick: str) -> str:
    words, element, name = task["words"], "label", ""
    if "<button" in words:
        # A term to be opened is no part of a label: pressing it would tick the box.
        element, name = "span", f' aria-label="{escape(words_of_html(words))}"'
    box = f'<input type="checkbox" name="check" value="{task["key"]}"{name}{tick}>'
    line = f'<{element} class="lms-check">{box} <span>{words}</span></{element}>'
    return f"{task['item']}{task['paragraph']}{line}"
