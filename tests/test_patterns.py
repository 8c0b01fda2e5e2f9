"""Regular expressions mean the same on every Python that Dure runs on.

Before 3.11.5 a group that gives nothing back (`(?:…)*+`, `(?>…)`) may match less than it should
where something in it is tried and taken back; of single signs (`[^<]*+`) it is always right.
"""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

GROUP_GIVES_NOTHING_BACK = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+|(?<!\\)\(\?>")
FOLDERS = (
    *("accounts", "analysis", "authoring", "banks", "cohorts", "config", "courses", "deploy"),
    *("intake", "progress", "quizzes", "reports", "texts"),
)


def texts_of(source: str) -> list[str]:
    """The strings that a module holds, each also without the blanks of a verbose pattern."""
    nodes = ast.walk(ast.parse(source))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    return ["".join(text.split()) for text in texts if isinstance(text, str)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_group_gives_nothing_back(folder: str) -> None:
    found = [
        f"{path}: {text[:60]}"
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*.py"))
        for text in texts_of(path.read_text(encoding="utf-8"))
        if GROUP_GIVES_NOTHING_BACK.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "pattern", [r"(?:a|b)*+", r"(a)++", "(?:\n a | b\n ){0,40}+", r"(?>a|b)", r"(?:a)?+"]
)
def test_such_a_group_is_found(pattern: str) -> None:
    (text,) = texts_of(f"pattern = {pattern!r}")
    assert GROUP_GIVES_NOTHING_BACK.search(text)


@pytest.mark.parametrize("pattern", [r"(?:[^a]++|\\.)*b", r"(?:a)+", r"\)++", r"(?=a)"])
def test_others_are_not(pattern: str) -> None:
    (text,) = texts_of(f"pattern = {pattern!r}")
    assert not GROUP_GIVES_NOTHING_BACK.search(text)
