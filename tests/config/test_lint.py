"""`make lint` asks bandit for what ruff does not look at."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

PYPROJECT = settings.BASE_DIR / "pyproject.toml"
PROGRAMS = Path(sys.executable).parent
# Their reasons stand beside them in pyproject.toml.
OWN = {"B308", "B404", "B405", "B406"}


def test_what_bandit_is_not_asked_ruff_looks_at() -> None:
    tools = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]
    ruffs = subprocess.run(
        [PROGRAMS / "ruff", "rule", "--all", "--output-format", "json"],
        check=True,
        capture_output=True,
        text=True,
    )
    held = {rule["code"] for rule in json.loads(ruffs.stdout) if not rule["preview"]}

    assert "S" in tools["ruff"]["lint"]["select"]
    asked = {f"S{skip[1:]}" for skip in {*tools["bandit"]["skips"]} - OWN}
    assert asked - held == set()
    assert asked & {*tools["ruff"]["lint"]["ignore"]} == set()


@pytest.mark.parametrize(
    ("number", "line"),
    [
        ("B703", "from django.utils.safestring import mark_safe\n\nshown = mark_safe(input())\n"),
        ("B613", "is_staff = True  # \u202e eurT\n"),
    ],
)
def test_bandit_stops_it(number: str, line: str, tmp_path: Path) -> None:
    file = tmp_path / "views.py"
    file.write_text(line, encoding="utf-8")

    answer = subprocess.run(
        [PROGRAMS / "bandit", "--quiet", "--configfile", PYPROJECT, file],
        check=False,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 1
    assert f"[{number}:" in answer.stdout
