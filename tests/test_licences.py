"""What is given out says under which licence, and what is others' says whose."""

import re
import tomllib

import pytest
from django.conf import settings

from config.joined_files import JOINED
from deploy.supply import licences, shipped

DATA = settings.BASE_DIR / "tests" / "data"
OWN = ("css/", "js/", "sentences/")
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \|.*\]\((?P<licence>[^)]*LICENSE)\) \|", re.MULTILINE)


def notices() -> dict[str, str]:
    """The licence file of each thing that the table of test data lists."""
    table = (DATA / "README.md").read_text(encoding="utf-8")
    return {row["name"].rstrip("/"): row["licence"] for row in ROW.finditer(table)}


def test_dure_is_given_out_under_the_licence_that_its_package_names() -> None:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    licence = (settings.BASE_DIR / "LICENSE").read_text(encoding="utf-8")

    assert licence.startswith(f"{project['project']['license']} License\n")
    assert "Copyright (c) 2026 The Dure developers" in licence


def test_everything_in_the_test_data_is_named_in_its_notice() -> None:
    notice = {"README.md", *notices().values()}
    own = set(re.findall("own: `([^`]+)`", (DATA / "README.md").read_text(encoding="utf-8")))

    assert {path.name for path in DATA.iterdir()} - notice == {*notices(), *own}


def test_the_licence_of_each_stands_beside_it_with_its_copyright() -> None:
    for name, licence in notices().items():
        text = (DATA / licence).read_text(encoding="utf-8")
        assert text.startswith(("MIT License", "The MIT License")), name
        assert "Copyright (c)" in text, name


def test_no_test_data_says_of_itself_that_it_is_taken_from_elsewhere() -> None:
    files = [path for path in DATA.rglob("*.gift") if path.is_file()]

    assert files
    assert [path.name for path in files if "// From http" in path.read_text()] == []


def test_the_readme_leads_to_the_licence() -> None:
    assert "[MIT](LICENSE)" in (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("package", licences.locked())
def test_what_is_installed_is_under_a_licence_that_may_be(package: str) -> None:
    assert licences.refused(licences.licence(package)) == []


@pytest.mark.parametrize(
    ("expression", "refused"),
    [
        ("MIT", []),
        ("AGPL-3.0-only", ["AGPL-3.0-only"]),
        ("AGPL-3.0-only OR BSD-3-Clause", []),
        ("Apache-2.0 AND GPL-2.0-only", ["GPL-2.0-only"]),
        ("(GPL-2.0-only AND MIT) OR Unlicense", []),
        ("none", ["none"]),
    ],
)
def test_a_licence_that_may_not_be_is_named(expression: str, refused: list[str]) -> None:
    assert licences.refused(expression) == refused


def test_the_list_of_licences_is_what_is_installed_and_tells_of_each_what_it_asks() -> None:
    text = licences.LIST.read_text(encoding="utf-8")
    written = text.partition(licences.BEGINS)[2].partition(licences.ENDS)[0]
    explained = set(re.findall(r"[\w.-]+", text.partition("|---|---|")[2].partition("\n\n")[0]))

    assert written == licences.listed(), "make sbom writes it anew"
    assert licences.ALLOWED - explained == set()


def test_scripts_and_styles_of_others_that_pages_load_are_in_the_bill() -> None:
    """Their own stand in static/; those of Django's admin come with its pages."""
    of_others = {name for names in JOINED.values() for name in names if not name.startswith(OWN)}
    assert of_others
    for name in of_others:
        assert any(f"/{name}".endswith(part.file) for part in shipped.SHIPPED), name


@pytest.mark.parametrize("part", shipped.SHIPPED, ids=lambda part: str(part.name))
def test_what_comes_inside_of_a_package_says_its_version(part: shipped.Shipped) -> None:
    assert re.fullmatch(r"\d+(\.\d+)+", part.its_version())
    assert part.licence in licences.ALLOWED


def test_what_says_no_version_is_told() -> None:
    part = shipped.Shipped("htmx", "django-htmx", "/htmx-2.min.js", "no such words", "0BSD", "")
    with pytest.raises(LookupError, match="does not say"):
        part.its_version()
