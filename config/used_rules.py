"""Of Bootstrap's style sheet what some page may use: a tenth of it.

A class is used if its name stands anywhere in a template or script. That keeps some rules too
many, as of a class that is called like a word, and none too few.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import crispy_bootstrap5
from django.conf import settings

WORD = re.compile(r"[A-Za-z][\w-]*")
# Forms are made of these and of what they include.
FORM_TEMPLATES = ["bootstrap5/uni_form.html", "bootstrap5/field.html"]
INCLUDED = re.compile(r"""include ['"]([\w/]+\.html)['"]""")
# Begins or ends a block, or is a whole rule or statement. Bootstrap's has no string with a brace.
PIECE = re.compile(
    r"/\*.*?\*/|@[\w-]+[^{};]*;|\s*(?P<head>[^{}]+)\{(?P<body>[^{}]*\})?|\}", re.DOTALL
)
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
BRACKETED = r"\((?:[^()]|\([^()]*\))*\)"
# What is not asked of an element.
NEGATION = re.compile(rf":not{BRACKETED}")
SELECTOR = re.compile(rf"(?:[^,()]|{BRACKETED})+")


def used_rules(css: str) -> str:
    """The same style sheet without rules for elements that no page has."""
    words = _words()
    pieces: list[str] = []
    is_keyframes = False
    for match in PIECE.finditer(css):
        head, body = match["head"], match["body"]
        if head and body and not head.startswith("@") and not is_keyframes:
            selectors = [part for part in SELECTOR.findall(head) if _is_used(part, words)]
            pieces += [f"{','.join(selectors)}{{{body}"] if selectors else []
        elif match[0] == "}" and pieces[-1].endswith("{"):
            pieces.pop()  # nothing is left in it
        else:
            pieces.append(match[0])
            is_keyframes = "keyframes" in head if head else is_keyframes and match[0] != "}"
    return "".join(pieces)


def _is_used(selector: str, words: set[str]) -> bool:
    names = CLASS.findall(NEGATION.sub("", selector))
    return all(name.replace("\\", "") in words for name in names)


def _words() -> set[str]:
    sources = [
        *(path for folder in settings.TEMPLATES[0]["DIRS"] for path in folder.rglob("*.html")),
        *(settings.BASE_DIR / "static" / "js").glob("*.js"),
        *_with_included(FORM_TEMPLATES),
    ]
    return {word for path in sources for word in WORD.findall(path.read_text(encoding="utf-8"))}


def _with_included(names: Iterable[str]) -> Iterator[Path]:
    """The templates of the forms' package, each with those it includes."""
    for name in names:
        path = Path(crispy_bootstrap5.__file__).parent / "templates" / name
        yield path
        yield from _with_included(INCLUDED.findall(path.read_text(encoding="utf-8")))
