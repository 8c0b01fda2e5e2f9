"""Programs that some tests need and not every machine has."""

import os
import shutil

import pytest

# Where Debian keeps servers, which are not on an ordinary person's path.
PATH = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])


def find(*names: str) -> str:
    """Where the first of these programs is; empty if none is installed."""
    return next(filter(None, (shutil.which(name, path=PATH) for name in names)), "")


def need(title: str, path: str) -> None:
    """Skip by name what needs a missing program, or fail where REQUIRE_PROGRAMS is set."""
    if not path and os.environ.get("REQUIRE_PROGRAMS"):
        pytest.fail(f"No {title} is installed, and REQUIRE_PROGRAMS is set.")
    if not path:
        pytest.skip(f"No {title} is installed.")
