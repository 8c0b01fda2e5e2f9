"""docs/operators.md tells what is there: commands, targets, settings, files."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from config.database_url import CREATEDB

ROOT: Path = settings.BASE_DIR
GUIDE = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:^    .*\n)+", GUIDE, re.MULTILINE)
# What stands to be typed: indented blocks, and code within a sentence.
TYPED = [
    *(line for block in BLOCKS for line in block.splitlines()),
    *re.findall(r"`([^`]+)`", GUIDE),
]
READS = re.compile(
    r"""(?:\b(?:text|flag|number|choice|words|hosts|networks)|environ\.get)\(\s*"([A-Z][A-Z0-9_]+)"""
)
BELONGS_TO_OTHERS = {"DJANGO_SETTINGS_MODULE", "PROMETHEUS_MULTIPROC_DIR"}


def typed(pattern: str) -> list[re.Match[str]]:
    matches = [match for line in TYPED for match in re.finditer(pattern, line)]
    assert matches
    return matches


def test_every_command_it_names_is_known_and_takes_its_options() -> None:
    commands = get_commands()
    for match in typed(r"manage\.py ([a-z_]+)((?: +\S+)*)"):
        name, arguments = match[1], match[2].split()
        assert name in commands, match[0]
        app = commands[name]
        command = load_command_class(app, name) if isinstance(app, str) else app
        known = command.create_parser("manage.py", name)._option_string_actions
        options = [word.split("=")[0] for word in arguments if word.startswith("--")]
        assert [option for option in options if option not in known] == [], match[0]


def test_every_target_of_make_it_names_is_there() -> None:
    for match in typed(r"\bmake ([a-z-]+)"):
        dry = subprocess.run(
            ["make", "--dry-run", match[1]], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert "No rule to make target" not in dry.stderr, match[0]


def test_every_variable_given_to_make_is_one_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for match in typed(r"\bmake [a-z-]+((?: [A-Z]+=\S+)+)"):
        for name in re.findall(r"([A-Z]+)=", match[1]):
            assert re.search(rf"^{name} \?= ?|^export {name}$", makefile, re.MULTILINE), match[0]


def test_the_table_of_settings_is_what_the_code_reads() -> None:
    table = GUIDE.split("## Settings")[1].split("\n## ")[0]
    told = set(re.findall(r"^\| `([A-Z_0-9]+)` \|", table, re.MULTILINE))
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    files = [name for name in listed.stdout.split() if not name.startswith(("tests/", "bench/"))]
    read = {name for file in files for name in READS.findall((ROOT / file).read_text())}

    assert told == read - BELONGS_TO_OTHERS


def test_the_database_is_made_as_the_refusal_of_another_tells() -> None:
    assert CREATEDB in GUIDE


@pytest.mark.parametrize(
    "steps",
    [
        "make upgrade, check, make service",
        "make service, journalctl",
        "stop, git, make upgrade, start",
    ],
    ids=["installation", "unit", "upgrade"],
)
def test_a_block_has_all_steps_in_order(steps: str) -> None:
    pattern = re.compile(r".*?".join(rf"\b{step}\b" for step in steps.split(", ")), re.DOTALL)

    assert [block for block in BLOCKS if pattern.search(block)]


def test_every_file_it_leads_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", GUIDE)

    assert links
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def test_every_heading_it_leads_to_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings


def test_the_unit_starts_what_tests_start_and_leaves_its_end_to_it() -> None:
    unit = (ROOT / "deploy" / "dure.service").read_text(encoding="utf-8").splitlines()

    assert "ExecStart=/srv/dure/app/.venv/bin/python -m config.serve_group" in unit
    assert {"Restart=always", "KillMode=process"} <= set(unit)
    assert "ExecReload=/bin/kill -HUP $MAINPID" in unit
