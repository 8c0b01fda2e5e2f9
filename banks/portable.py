"""Texts as other programs read them: terms, links within the course and boxes as Markdown."""

import re

from banks.importing.texts import NO_TERMS, outside_code
from texts.containers import KINDS
from texts.labels import Labels, labels_in

_OWN = re.compile(
    rf"""{NO_TERMS}
    |\{{(?P<term>[^{{}}\n]{{1,100}})\}}
    |(?<!!)\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(\s*<?(?:course:|\#)[^\s()<>]*>?(?:\s+"[^"]*")?\s*\)
    |\[\^(?P<note>[^\[\]\s]{{1,64}})\]""",
    re.VERBOSE | re.DOTALL,
)
_NOTE = re.compile(r"^\[\^([^\[\]\s]{1,64})\]:[ \t]*(.*(?:\n[ \t]+\S.*)*)\n?", re.MULTILINE)
_BOX = re.compile(r"[ \t]*(:{3,})[ \t]*(\S*)(.*)$")
_CODE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_STROKE = re.compile(r"[ \t]*-{3,}[ \t]*$")


def portable(markdown: str, language: str) -> str:
    """The same in Markdown that every program knows; what holds nothing of Dure's stays."""
    if ":::" in markdown:
        markdown = _without_boxes(markdown, labels_in(language))
    notes = {match[1]: " ".join(match[2].split()) for match in _NOTE.finditer(markdown)}
    if notes:
        markdown = _NOTE.sub("", markdown).rstrip("\n")

    def plain(match: re.Match[str]) -> str:
        if match["note"] in notes:
            return f" ({notes[match['note']]})"
        return next((words for words in (match["term"], match["words"]) if words), match[0])

    return outside_code(markdown, lambda part: _OWN.sub(plain, part))


def _without_boxes(markdown: str, labels: Labels) -> str:
    """Each box as a quotation whose first line is its title in bold."""
    lines: list[str] = []
    boxes: list[tuple[int, str]] = []  # the colons and the name of each that is open
    code = ""
    for line in markdown.split("\n"):
        fence = _CODE.match(line)
        box = None if code else _BOX.match(line)
        if fence and (not code or fence[1].startswith(code)):
            code = "" if code else fence[1]
        if box and box[2] in KINDS:
            lines += _quoted(_opening(box[2], box[3].strip(), labels), len(boxes))
            boxes.append((len(box[1]), box[2]))
        elif box and not box[2] and boxes and len(box[1]) >= boxes[-1][0]:
            boxes.pop()
            lines += _quoted([""], len(boxes))
        elif boxes:
            is_row = boxes[-1][1] == "calc" and line.strip()
            row = "" if _STROKE.match(line) else f"{line.strip()}  "
            lines += _quoted([row if is_row else line], len(boxes))
        else:
            lines.append(line)
    return "\n".join(lines).strip("\n")


def _opening(name: str, title: str, labels: Labels) -> list[str]:
    label = getattr(labels, KINDS[name].label) if KINDS[name].label else ""
    words = ": ".join(filter(None, (label, title)))
    return ["", f"> **{words}**", ">"] if words else [""]


def _quoted(lines: list[str], depth: int) -> list[str]:
    return [f"{'> ' * depth}{line}" for line in lines]
