"""What is given out says under which licence, and what is others' says whose."""

import re
import tomllib

from django.conf import settings

DATA = settings.BASE_DIR / "tests" / "data"
ROW = re.compile(r"^\| `(?P<name>[^`]+)` \|.*\]\((?P<licence>[^)]*LICENSE)\) \|", re.M)


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
