"""What a page's markup names has its rules in the style sheets that this page loads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config.joined_files import JOINED, joined

TEMPLATES: Path = settings.BASE_DIR / "templates"
ADMIN = "admin/base_site.html"  # what Django's own pages of the admin extend
OF_FORMS = "joined/authoring-form.css"  # loaded by the media of a form in the admin
RULES = {name: joined(name) for name in JOINED if name.endswith(".css")}
OF_NO_OTHER_HEAD = {"lms-sheet-view"}  # stands in the head of the admin alone

EXTENDS = re.compile(r'{% extends "([^"]+)" %}')
INCLUDES = re.compile(r'{% (?:include|mine|shared) "([^"]+)"')
CLASSES = re.compile(r'\bclass="([^"]*)"')
TAG = re.compile(r"{[%{].*?[%}]}")


def source(name: str) -> str:
    path = TEMPLATES / name
    return path.read_text() if path.exists() else ""


def lineage(name: str) -> Iterator[str]:
    """The template and those that it extends."""
    yield name
    if extended := EXTENDS.search(source(name)):
        is_ours = extended[1] != name and source(extended[1])
        yield from lineage(extended[1] if is_ours else ADMIN)


def with_includes(name: str, seen: set[str]) -> set[str]:
    seen.add(name)
    for included in INCLUDES.findall(source(name)):
        if included not in seen:
            with_includes(included, seen)
    return seen


def sheets(name: str) -> list[str]:
    """Those of the first of the lineage that names any."""
    for template in lineage(name):
        if found := re.findall(r"joined/[\w-]+\.css", source(template)):
            return [*found, OF_FORMS] if "change_form" in name or "version" in name else found
    return []


def has_rule(css: str, name: str) -> bool:
    return re.search(rf"\.{re.escape(name)}(?![\w-])", css) is not None


def pages() -> list[str]:
    every = (str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html")))
    return [name for name in every if len([*lineage(name)]) > 1 and sheets(name)]


def without_rules(name: str) -> list[str]:
    """Each of our classes that some sheet has a rule for, and none of this page's."""
    templates = {part for each in lineage(name) for part in with_includes(each, set())}
    used = {
        one
        for template in templates
        for classes in CLASSES.findall(source(template))
        for one in TAG.sub(" ", classes).split()
        if one.startswith("lms-")
    }
    here = "".join(RULES[sheet] for sheet in sheets(name))
    anywhere = "".join(RULES.values())
    return sorted(
        one
        for one in used - OF_NO_OTHER_HEAD
        if has_rule(anywhere, one) and not has_rule(here, one)
    )


@pytest.mark.parametrize("name", pages())
def test_what_has_rules_has_them_on_this_page(name: str) -> None:
    assert without_rules(name) == []
