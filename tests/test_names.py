"""Local names say what the value is (STYLE rule 7): a match, a row, a question.

Held by a list of words that once stood for anything at all; fields of a class are not held.
"""

import ast
from collections.abc import Iterator

import pytest

from tests.test_floors import FLOORS, ROOT, sources

# Pronouns, and participles that stand alone.
SAY_NOTHING = {
    *("one", "this", "these", "those", "mine", "ours", "theirs", "rest"),
    *("asked", "found", "given", "gone", "kept", "known", "made", "named", "said", "seen"),
    *("told", "wanted"),
}


def fields(tree: ast.AST) -> set[ast.expr]:
    """A class's own, which are read with the name of their owner before them."""
    return {
        statement.target
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
    }


def bound(node: ast.AST) -> str | None:
    """The name that a piece of code gives to a value."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            return name
        case ast.arg(arg=name) | ast.alias(asname=name):
            return name
        case ast.ExceptHandler(name=name) | ast.MatchAs(name=name) | ast.MatchStar(name=name):
            return name
    return None


def names(code: str) -> Iterator[tuple[str, int]]:
    tree = ast.parse(code)
    apart = fields(tree)
    for node in ast.walk(tree):
        name = bound(node)
        if name and node not in apart:
            yield name, getattr(node, "lineno", 0)


@pytest.mark.parametrize("folder", [*FLOORS, "bench", "deploy"])
def test_local_names_say_what_the_value_is(folder: str) -> None:
    files = sources(folder)
    assert files
    assert [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in files
        for name, line in names(path.read_text(encoding="utf-8"))
        if name in SAY_NOTHING
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        "found = 1",
        "for found in rows: pass",
        "[found.pk for found in rows]",
        "with opened() as found: pass",
        "if found := search(): pass",
        "first, *found = rows",
        "def ask(*, found=None): pass",
        "lambda found: found",
        "import search as found",
        "try: pass\nexcept ValueError as found: pass",
        "match row:\n case [*found]: pass",
        "match row:\n case found: pass",
        "class Page:\n def ask(self): found = 1",
    ],
)
def test_such_names_would_be_seen(code: str) -> None:
    assert "found" in [name for name, _line in names(code)]


@pytest.mark.parametrize("code", ["class Page:\n found: int", "page.found = 1", "ask(found=1)"])
def test_those_of_others_are_theirs(code: str) -> None:
    assert "found" not in [name for name, _line in names(code)]
