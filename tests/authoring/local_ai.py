"""The course of the repository as its files say it, for tests of what it teaches."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from django.conf import settings

FOLDER = settings.BASE_DIR / "fixtures" / "local-ai"
GLOSSARY: dict[str, str] = {
    term["term"]: term["definition"]
    for term in yaml.safe_load((FOLDER / "course.yaml").read_text(encoding="utf-8"))["glossary"]
}
MODULES: dict[str, dict[str, Any]] = {
    module["module"]: module
    for module in (
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("0*.yaml"))
    )
}


def strings(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text below `value`, each with the place where it stands."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, f"{where}/{key}")
    elif isinstance(value, list):
        for at, part in enumerate(value):
            name = part.get("slug", at) if isinstance(part, dict) else at
            yield from strings(part, f"{where}/{name}")


def all_texts() -> list[tuple[str, str]]:
    """What a learner may read anywhere in the course."""
    return [*strings(GLOSSARY, "glossary"), *strings(MODULES, "")]


def body(module: str, lesson: str) -> str:
    """The text of one section."""
    return next(str(part["body"]) for part in MODULES[module]["lessons"] if part["slug"] == lesson)


def question(module: str, slug: str) -> dict[str, Any]:
    """One question of the module's quiz."""
    questions: list[dict[str, Any]] = MODULES[module]["quiz"]["questions"]
    return next(part for part in questions if part["slug"] == slug)


def key_of(module: str, slug: str) -> dict[str, str]:
    """The right option of a question."""
    return next(option for option in question(module, slug)["options"] if option.get("correct"))


def table_row(text: str, first_cell: str) -> list[str]:
    """The cells of the table row that begins with `first_cell`."""
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines()]
    return next(row for row in rows if row[0] == first_cell)


def numbers(text: str) -> list[float]:
    """The numbers of a text, in its order."""
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
