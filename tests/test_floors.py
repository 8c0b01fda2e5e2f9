"""No floor of the house speaks of a higher one, also not in a string; import-linter holds imports.

Which floor stands above which, the contract in pyproject.toml says.
"""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from django.apps import apps

if TYPE_CHECKING:
    from django.db.models import Model

ROOT = Path(__file__).parents[1]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
FLOORS = {
    app: height
    for height, floor in enumerate(reversed(CONTRACT["contracts"][0]["layers"]))
    for app in floor.split(" | ")
}
# A page's address may be named below the app that shows it, where a row or a person is sent to it.
ADDRESS = re.compile(r"(\w+):[\w-]+")
ADDRESSED = {"courses", "quizzes", "progress"}
LABELS = {config.label for config in apps.get_app_configs()}
LARGEST_SHARE = 0.25
# The account page, below all others, shows in which cohorts its person is.
KNOWN = {("accounts", "enrolments")}


def higher_than(app: str) -> set[str]:
    return {other for other in FLOORS if FLOORS[other] > FLOORS[app]}


def sources(app: str) -> list[Path]:
    files = (ROOT / app).rglob("*.py")
    return [path for path in files if "migrations" not in path.parts]


def strings(path: Path) -> Iterator[tuple[str, str]]:
    """Each string of the code with its place; docstrings are for people."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def relations(app: str, others: set[str]) -> set[str]:
    """How lookups begin from the app's models to those of others that refer to them."""
    models = apps.get_app_config(app).get_models() if app in LABELS else ()
    return {
        relation.name
        for model in models
        for relation in model._meta.related_objects
        if cast("type[Model]", relation.related_model)._meta.app_label in others
    }


def is_upward(text: str, app: str, upward: set[str]) -> bool:
    """Whether the string names an app, a model, an address or a relation of a higher floor."""
    higher = higher_than(app)
    address = ADDRESS.fullmatch(text)
    if address:
        of_admin = text.removeprefix("admin:").partition("_")[0]
        return of_admin in higher or address[1] in higher - ADDRESSED
    is_lookup = re.fullmatch(r"-?\w+", text) and not upward.isdisjoint(text.split("__"))
    return text.partition(".")[0] in higher or bool(is_lookup)


@pytest.mark.parametrize("app", FLOORS)
def test_no_string_names_a_higher_floor(app: str) -> None:
    upward, own = relations(app, higher_than(app)), relations(app, {app})
    named = [
        f"{place}: {text!r}"
        for path in sources(app)
        for text, place in strings(path)
        if text not in own and (app, text) not in KNOWN and is_upward(text, app, upward)
    ]
    assert named == []


@pytest.mark.parametrize("app", FLOORS)
def test_no_model_is_looked_up_by_name(app: str) -> None:
    looked_up = [path for path in sources(app) if re.search(r"apps\.get_model\(", path.read_text())]
    assert looked_up == []


@pytest.mark.parametrize("app", FLOORS)
def test_templates_load_no_tags_of_a_higher_floor(app: str) -> None:
    higher = {
        library.stem
        for other in higher_than(app)
        for library in (ROOT / other / "templatetags").glob("[!_]*.py")
    }
    loads = [
        (str(path.relative_to(ROOT)), library)
        for path in (ROOT / "templates" / app).rglob("*.html")
        for loaded in re.findall(r"{% load (.*?) %}", path.read_text())
        for library in loaded.partition(" from ")[2].split() or loaded.split()
    ]
    assert [load for load in loads if load[1] in higher] == []


@pytest.mark.parametrize("app", FLOORS)
def test_templates_include_none_of_a_higher_floor(app: str) -> None:
    includes = [
        (str(path.relative_to(ROOT)), template)
        for path in (ROOT / "templates" / app).rglob("*.html")
        for template in re.findall(r"{% (?:include|extends) [\"'](.*?)[\"']", path.read_text())
    ]
    higher = higher_than(app)
    assert [named for named in includes if named[1].partition("/")[0] in higher] == []


@pytest.mark.parametrize(
    ("app", "text"),
    [
        ("courses", "quizzes"),
        ("courses", "quizzes.question"),
        ("courses", "quiz__questions"),
        ("courses", "reports:overview"),
        ("courses", "admin:quizzes_quiz_change"),
        ("banks", "authoring.coursefiles"),
    ],
)
def test_such_strings_would_be_seen(app: str, text: str) -> None:
    assert is_upward(text, app, relations(app, higher_than(app)))


def test_no_app_holds_more_than_a_quarter_of_the_code() -> None:
    lines = Counter(
        {app: sum(len(path.read_text().splitlines()) for path in sources(app)) for app in FLOORS}
    )
    (app, most), *_others = lines.most_common()
    assert most <= LARGEST_SHARE * lines.total(), f"{app}: {most} of {lines.total()}"
