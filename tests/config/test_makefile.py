"""What `make run` says before there is anything to run."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

CATALOGUE = "locale/ko/LC_MESSAGES/django"
# Each notes how it was called in the file `called`, and does nothing but what make waits for.
PYTHON = """#!/bin/sh
echo "$0 $*" >>called
case "$*" in
    *"--version"*) echo "Python 3.11.2" ;;
    "-m venv "*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    *"-m pip install"*) printf '#!/bin/sh\\necho "$0" >>called; touch "$6"\\n' >.venv/bin/pybabel
        chmod +x .venv/bin/pybabel ;;
esac
"""


@dataclass
class Clone:
    """A fresh clone on a machine whose Python only notes what it is asked for."""

    directory: Path

    def make(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["make", "PYTHON=./python", *arguments],
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
        )

    def program(self, path: str, script: str = PYTHON) -> None:
        (self.directory / path).parent.mkdir(parents=True, exist_ok=True)
        (self.directory / path).write_text(script)
        (self.directory / path).chmod(0o755)

    @property
    def called(self) -> list[str]:
        """What was called since last asked."""
        calls = self.directory / "called"
        lines = calls.read_text().splitlines() if calls.exists() else []
        calls.unlink(missing_ok=True)
        return lines

    def compiled(self) -> bool:
        return (self.directory / f"{CATALOGUE}.mo").exists()


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt", f"{CATALOGUE}.po"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(settings.BASE_DIR / name, tmp_path / name)
    clone = Clone(tmp_path)
    clone.program("python")
    return clone


@pytest.fixture
def made_by_hand(clone: Clone) -> Clone:
    """A clone in which somebody made .venv and installed by pip, as the guide once told."""
    clone.program(".venv/bin/python")
    clone.program(".venv/bin/pybabel", '#!/bin/sh\necho "$0" >>called; touch "$6"\n')
    return clone


def installs(calls: list[str]) -> list[str]:
    return [call for call in calls if " -m pip install " in call]


def make_python(python: str) -> "subprocess.CompletedProcess[str]":
    """The check that comes before everything else, with this for `python3`."""
    return subprocess.run(
        ["make", "python", f"PYTHON={python}"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_that_is_too_old_is_said_in_one_line(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    pretend = "import sys; sys.version_info = (3, 8, 18);"
    old.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{pretend} $2"\n')
    old.chmod(0o755)

    refused = make_python(str(old))

    assert refused.returncode != 0
    assert refused.stderr.splitlines()[0] == (
        f"Dure needs Python 3.11 or newer; {old} is 3.8.18. "
        "Name a newer one: make run PYTHON=python3.12"
    )


def test_a_python_that_is_not_there_is_said_in_one_line() -> None:
    refused = make_python("python9")

    assert refused.returncode != 0
    assert refused.stdout.startswith("python9 is not installed: Dure needs Python 3.11 or newer.")


def test_this_python_will_do() -> None:
    assert make_python(sys.executable).returncode == 0


def test_messages_need_nothing_but_the_babel_that_is_there(made_by_hand: Clone) -> None:
    made = made_by_hand.make("messages")

    assert made.returncode == 0, made.stdout + made.stderr
    assert made_by_hand.called == [".venv/bin/pybabel"]
    assert made_by_hand.compiled()


@pytest.mark.parametrize("target", ["run", "install", "test"])
def test_a_venv_made_by_hand_is_used_as_it_is(made_by_hand: Clone, target: str) -> None:
    own = made_by_hand.directory / ".venv/own"
    own.touch()

    made = made_by_hand.make(target)

    assert made.returncode == 0, made.stdout + made.stderr
    assert "Using the .venv that is there." in made.stdout
    assert own.exists()
    calls = made_by_hand.called
    # For tests uv is installed first; here it never comes, so pip installs the others.
    assert len(installs(calls)) == (2 if target == "test" else 1)
    assert not any(call.startswith("./python") for call in calls)


@pytest.mark.parametrize("reaches_index", [True, False])
def test_where_uv_reaches_no_index_pip_installs(made_by_hand: Clone, reaches_index: bool) -> None:
    end = "exit 0" if reaches_index else "exit 2"
    made_by_hand.program(".venv/bin/uv", f'#!/bin/sh\necho "$0 $*" >>called; {end}\n')

    assert made_by_hand.make(".venv/installed-dev").returncode == 0

    calls = made_by_hand.called
    assert [call.split()[0] for call in calls if " install " in call] == [
        *(".venv/bin/python", ".venv/bin/uv"),
        *([] if reaches_index else [".venv/bin/python"]),
    ]
    assert all("--require-hashes" in call for call in calls if " install " in call)


def test_a_venv_without_pip_is_left_alone_and_said(made_by_hand: Clone) -> None:
    without_pip = '#!/bin/sh\necho "No module named pip" >&2; exit 1\n'
    made_by_hand.program(".venv/bin/python", without_pip)

    refused = made_by_hand.make("install")

    assert refused.returncode != 0
    assert refused.stdout.startswith(".venv has no pip: install requirements.txt into it yourself")
    assert (made_by_hand.directory / ".venv/bin/python").read_text() == without_pip


def test_what_a_killed_make_left_half_made_is_made_anew(clone: Clone) -> None:
    clone.program(".venv/bin/python", "#!/bin/sh\nexit 1\n")
    (clone.directory / ".venv/unfinished").touch()

    made = clone.make("install")

    assert made.returncode == 0, made.stdout + made.stderr
    assert (clone.directory / ".venv/bin/python").read_text() == PYTHON
    assert not (clone.directory / ".venv/unfinished").exists()


def test_a_making_that_fails_is_begun_anew(clone: Clone) -> None:
    full = PYTHON.replace('cp "$0" .venv/bin/python', "echo half >.venv/bin/python; exit 1")
    clone.program("python", full)
    assert clone.make("install").returncode != 0
    assert (clone.directory / ".venv/unfinished").exists()

    clone.program("python")
    made = clone.make("install")

    assert made.returncode == 0, made.stdout + made.stderr
    assert (clone.directory / ".venv/bin/python").read_text() == PYTHON


def test_a_folder_that_is_no_venv_yet_is_not_cleared_when_making_one_fails(clone: Clone) -> None:
    own = clone.directory / ".venv/own"
    own.parent.mkdir()
    own.touch()
    clone.program("python", PYTHON.replace('"-m venv "*)', '"-m venv "*) exit 1;'))
    assert clone.make("install").returncode != 0

    clone.program("python")
    made = clone.make("install")

    assert made.returncode == 0, made.stdout + made.stderr
    assert own.exists()


def test_a_fresh_clone_has_its_messages_after_one_installation(clone: Clone) -> None:
    made = clone.make("messages")

    assert made.returncode == 0, made.stdout + made.stderr
    assert len(installs(clone.called)) == 1
    assert clone.compiled()


def test_a_dry_run_touches_nothing(clone: Clone) -> None:
    dry = clone.make("--dry-run", "run")

    assert dry.returncode == 0, dry.stderr
    assert clone.called == []
    assert not (clone.directory / ".venv").exists()


def test_a_second_start_installs_nothing_and_asks_for_no_other_python(clone: Clone) -> None:
    assert clone.make("run").returncode == 0
    assert clone.called

    made = clone.make("run", "PYTHON=python9")

    assert made.returncode == 0, made.stdout + made.stderr
    assert clone.called == [".venv/bin/python -m config.serve"]


@pytest.mark.parametrize("target", ["run", "install"])
def test_a_folder_of_wheels_stands_in_for_the_index(clone: Clone, target: str) -> None:
    assert clone.make(target, "WHEELS=wheels").returncode == 0

    (installation,) = installs(clone.called)
    assert " --no-index --find-links wheels " in installation
    assert installation.endswith(" -r requirements.txt")


def test_wheels_are_fetched_into_a_folder(clone: Clone) -> None:
    made = clone.make("wheels")

    assert made.stdout.splitlines()[-1].startswith("wheels/ holds them, for Python 3.11.2 on ")
    (fetched,) = [call for call in clone.called if " -m pip download " in call]
    assert fetched.endswith("--only-binary :all: -r requirements.txt --dest wheels")
