"""Documents name places of this project that are there."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCUMENTS = [
    *(
        "README.md",
        "README.ko.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "bench/README.md",
        "tests/data/README.md",
    ),
    *(
        "docs/architecture.md",
        "docs/operators.md",
        "docs/operators.ko.md",
        "docs/authors.md",
        "docs/licences.md",
    ),
    *("docs/security.md", "docs/privacy.md"),
]
# Whose promises say which test holds them.
OF_SECURITY = ["SECURITY.md", "docs/security.md", "docs/privacy.md"]
PLACE = re.compile(r"`((?:[a-z_0-9]+/)+(?:[a-z_0-9]+\.(?:py|sql|css|js|html|conf|yaml|md))?)`")
CODE = re.compile(r"`([^`\n]+)`")
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


@pytest.mark.parametrize("name", OF_SECURITY)
def test_a_test_that_is_named_stands_in_the_file_named_beside_it(name: str) -> None:
    """In the same row or paragraph, so that who looks it up finds it."""
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    for line in re.split(r"\n(?=\||\n|- )", text):
        files = re.findall(r"`(tests/[a-z_0-9/]+\.py)`", line)
        beside = "".join((settings.BASE_DIR / file).read_text(encoding="utf-8") for file in files)
        for test in re.findall(r"`(test_[a-z_0-9]+)`", line):
            assert f"def {test}(" in beside, line


def test_every_promise_names_what_proves_it() -> None:
    text = (settings.BASE_DIR / "docs/security.md").read_text(encoding="utf-8")
    rows = [
        row.split(" | ")
        for table in text.split("| promise | test | figure |\n|---|---|---|\n")[1:]
        for row in table.partition("\n\n")[0].splitlines()
    ]

    assert len(rows) > 25
    for promise, proof, *_figure in rows:
        assert re.search(r"`(?:tests/\S+\.py|make [a-z-]+)`", proof), promise


def facts_of(name: str) -> dict[str, list[str]]:
    """What a reader copies or follows, in whichever language it is told."""
    text = (settings.BASE_DIR / name).read_text(encoding="utf-8")
    lines = re.findall(r"^    (\S.*?)(?: +#.*)?$", text, re.MULTILINE)
    return {
        "commands": [line for line in lines if line[0].isascii()],
        "code": sorted({re.sub(r"^(::: [\w-]+) .*", r"\1", code) for code in CODE.findall(text)}),
        "links": sorted(
            {link.replace(".ko.md", ".md") for link in LINK.findall(text)} - {"README.md"}
        ),
        "pictures": re.findall(r"(?:\]\(|src=\")(docs/screenshots/[^)\"]+)", text),
        "headings": [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)],
    }


def test_the_readme_in_korean_tells_the_same_commands_names_links_and_pictures() -> None:
    english, korean = facts_of("README.md"), facts_of("README.ko.md")
    for what, facts in english.items():
        assert korean[what] == facts, what


def test_the_operators_guide_in_korean_has_every_setting_and_command() -> None:
    """Some sections have their Korean in the English guide, which it leads to."""
    english = (settings.BASE_DIR / "docs/operators.md").read_text(encoding="utf-8")
    korean = (settings.BASE_DIR / "docs/operators.ko.md").read_text(encoding="utf-8")
    sections = re.split(r"^(#+ .*)$", english, flags=re.MULTILINE)
    in_korean = [
        below
        for head, below in zip(sections[1::2], sections[2::2], strict=True)
        if re.search("[가-힣]", head)
    ]

    assert len(in_korean) > 8
    both = "\n".join([korean, *in_korean])
    for name in (
        r"^\| `([A-Z_0-9]+)` \|",
        r"manage\.py ([a-z]+)",
        r"(?:`|^ {4})make ([a-z-]+)",
    ):
        names = set(re.findall(name, english, re.MULTILINE))
        assert names, name
        assert names - set(re.findall(name, both, re.MULTILINE)) == set(), name
