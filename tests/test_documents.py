"""Documents name places of this project that are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCUMENTS = [
    *("README.md", "CONTRIBUTING.md", "SECURITY.md", "bench/README.md", "tests/data/README.md"),
    *("docs/architecture.md", "docs/operators.md", "docs/authors.md", "docs/licences.md"),
]
PLACE = re.compile(r"`((?:[a-z_0-9]+/)+(?:[a-z_0-9]+\.(?:py|sql|css|js|html|conf|yaml|md))?)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def places_in(document: Path) -> list[str]:
    text = document.read_text(encoding="utf-8")
    now, _head, moved = text.partition("| before | now |")
    now += re.sub(r"^\|[^|]*\|", "", moved, flags=re.MULTILINE)
    places = [place for place in PLACE.findall(now) if _is_of_this_project(place)]
    return [*places, *(str(document.parent / link) for link in LINK.findall(text))]


def _is_of_this_project(place: str) -> bool:
    """Others are said of a course's folder, of data of a site, or are cut short in a table."""
    return (settings.BASE_DIR / place.split("/")[0] / "__init__.py").exists()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_names_is_there(name: str) -> None:
    document = settings.BASE_DIR / name
    places = places_in(document)
    assert [place for place in places if not (settings.BASE_DIR / place).exists()] == []
