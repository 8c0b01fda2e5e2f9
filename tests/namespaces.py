"""Namespaces for what is not to be found: ways out of this machine, and files of it."""

import ctypes
import fcntl
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CLONE_NEWNET = 0x40000000
SIOCSIFFLAGS, IFF_UP = 0x8914, 0x1  # linux/sockios.h, linux/if.h
LIBC = ctypes.CDLL(None, use_errno=True)
HERE = Path("/proc/thread-self")


# Over a folder comes an empty one; what lay in it is then not there to be hidden.
WITHOUT = """
until [ "$1" = -- ]; do
    if [ -d "$1" ]; then
        mount -t tmpfs -o ro none "$1" || exit 126
    elif [ -e "$1" ]; then
        mount --bind /dev/null "$1" || exit 126
    fi
    shift
done
shift
exec "$@"
"""


def no_python() -> tuple[str, ...]:
    """What runs a command where no Python of this machine is to be found."""
    folders = [*Path("/usr/lib").glob("python3*"), *Path("/usr/local/lib").glob("python3*")]
    if sys.base_prefix not in ("/usr", "/usr/local"):
        folders.append(Path(sys.base_prefix))
    searched = map(Path, os.environ["PATH"].split(os.pathsep))
    programs = [program for folder in searched for program in folder.glob("python*")]
    hidden = [str(path) for path in (*folders, *programs)]
    within = ("unshare", "--mount", "sh", "-c", WITHOUT, "sh", *hidden, "--")
    if subprocess.run([*within, "true"], check=False, stderr=subprocess.DEVNULL).returncode:
        pytest.skip("No mount namespace is to be had.")
    return within


@contextmanager
def no_route() -> Iterator[None]:
    """Run the block, and the programs that it starts, where nothing can be reached."""
    before = os.open(HERE / "ns" / "net", os.O_RDONLY)
    try:
        if LIBC.unshare(CLONE_NEWNET):
            pytest.skip(f"No network namespace is to be had: {os.strerror(ctypes.get_errno())}")
        try:
            _bring_up(b"lo")
            assert (interfaces(), routes()) == (["lo"], [])
            yield
            assert (interfaces(), routes()) == (["lo"], [])
        finally:
            assert LIBC.setns(before, CLONE_NEWNET) == 0
    finally:
        os.close(before)


def _bring_up(interface: bytes) -> None:
    """As `ip link set lo up` does, which not every machine has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH14x", interface, IFF_UP))


def interfaces() -> list[str]:
    """All that a packet could leave by."""
    lines = (HERE / "net" / "dev").read_text().splitlines()[2:]
    return [line.split(":")[0].strip() for line in lines]


def routes() -> list[str]:
    """The routes to anywhere else."""
    return (HERE / "net" / "route").read_text().splitlines()[1:]
