"""Migrations can be read, and say the same for ever: what they did cannot change with the code."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

MIGRATIONS = sorted(settings.BASE_DIR.glob("*/migrations/0*.py"))
OWN = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")}


def imported_by(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_there_are_migrations() -> None:
    apps = {path.parts[-3] for path in MIGRATIONS}
    assert apps == {"accounts", "authoring", "cohorts", "courses", "progress", "quizzes"}
    assert {"accounts", "config", "courses", "progress", "quizzes"} <= OWN


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_it_imports_no_code_of_the_apps(path: Path) -> None:
    modules = imported_by(path.read_text(encoding="utf-8"))

    assert [name for name in modules if name.split(".")[0] in OWN | {"", "pgtrigger"}] == []


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_it_has_no_line_that_nobody_reads(path: Path) -> None:
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 150
