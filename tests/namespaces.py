"""A network namespace of this thread's own, with the loopback alone: no way leads out of it."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CLONE_NEWNET = 0x40000000
LIBC = ctypes.CDLL(None, use_errno=True)
HERE = Path("/proc/thread-self")


@contextmanager
def no_route() -> Iterator[None]:
    """Run the block, and the programs that it starts, where nothing can be reached."""
    before = os.open(HERE / "ns" / "net", os.O_RDONLY)
    try:
        if LIBC.unshare(CLONE_NEWNET):
            pytest.skip(f"No network namespace is to be had: {os.strerror(ctypes.get_errno())}")
        try:
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            assert (interfaces(), routes()) == (["lo"], [])
            yield
            assert (interfaces(), routes()) == (["lo"], [])
        finally:
            assert LIBC.setns(before, CLONE_NEWNET) == 0
    finally:
        os.close(before)


def interfaces() -> list[str]:
    """All that a packet could leave by."""
    lines = (HERE / "net" / "dev").read_text().splitlines()[2:]
    return [line.split(":")[0].strip() for line in lines]


def routes() -> list[str]:
    """The routes to anywhere else."""
    return (HERE / "net" / "route").read_text().splitlines()[1:]
