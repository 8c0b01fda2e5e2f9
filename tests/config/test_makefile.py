"""What `make run` says before there is anything to run."""

import subprocess
import sys
from pathlib import Path

from django.conf import settings


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
