"""Boxes and arrows: what leads to what."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext

from texts.drawings.source import Drawing, Row, Source

# With what is said of it in brackets.
_ARROW = re.compile(r"\s*(?:→|->)(?:\((?P<words>[^()]*)\))?\s*")
_MOST = 8


@dataclass(frozen=True)
class Box:
    """A box, and what is said of the arrow that leads to it; the first has none."""

    name: str
    by: str = ""


@dataclass(frozen=True)
class Way:
    """Boxes in a row; `is_back` where it leads to one that was there before."""

    label: str
    boxes: list[Box]
    is_back: bool = False


@dataclass(frozen=True)
class Arrows(Drawing):
    """Rows such as `Question → Search →(three passages) Model`; `back: C → A` is a way back."""

    ways: list[Way]

    settings = ("back",)

    @classmethod
    def read(cls, source: Source) -> "Arrows | None":
        ways = [_way(source, row) for row in source.rows]
        back = source.settings.get("back")
        if back is not None:
            way = _way(source, back, is_back=True)
            boxes_above = {box.name for each in ways for box in each.boxes}
            for box in way.boxes:
                if box.name not in boxes_above:
                    message = gettext("There is no box “%(name)s” to lead back from or to.")
                    source.report(back.line, message % {"name": box.name})
            ways.append(way)
        return None if source.faults else cls(ways)

    @property
    def said(self) -> str:
        return " ".join(_said(way) for way in self.ways)


def _way(source: Source, row: Row, *, is_back: bool = False) -> Way:
    arrows = list(_ARROW.finditer(row.content))
    begins = [0, *(arrow.end() for arrow in arrows)]
    ends = [*(arrow.start() for arrow in arrows), len(row.content)]
    names = [row.content[begin:end].strip() for begin, end in zip(begins, ends, strict=True)]
    by = ["", *((arrow["words"] or "").strip() for arrow in arrows)]
    if not arrows or not all(names):
        message = gettext("This line leads nowhere: write boxes with → between them.")
        source.report(row.line, message)
    if len(names) > _MOST:
        message = gettext("A row has at most %(number)d boxes.") % {"number": _MOST}
        source.report(row.line, message)
    boxes = [Box(name, words) for name, words in zip(names, by, strict=True)]
    return Way("" if is_back else row.label, boxes, is_back)


def _said(way: Way) -> str:
    first, *others = way.boxes
    steps = "".join(f" →{f' ({box.by})' if box.by else ''} {box.name}" for box in others)
    label = f"{way.label}: " if way.label else ""
    return f"{label}{first.name}{steps}."
