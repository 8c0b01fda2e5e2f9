"""Stops the embedded Postgres once nobody uses it any more, however its users ended.

A small process of its own, started with the server. Every user holds a lock, which the kernel
drops with a killed process; this one waits until it gets the lock itself. It stays for as long as
the server, so it knows the standard library alone.
"""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ORDERLY = 1.5  # seconds until a server that was asked to stop is told to, without a checkpoint
AT_ONCE = 30


def postmaster(cluster: Path) -> int | None:
    """The process that serves this cluster, if it is alive."""
    try:
        pid = (cluster / "postmaster.pid").read_text().split("\n", 1)[0]
    except OSError:
        return None
    return int(pid) if is_postgres(pid) else None


def is_postgres(pid: str) -> bool:
    """Whether a process of this number is a Postgres; that of a dead one has no command line."""
    try:
        return b"postgres" in Path(f"/proc/{int(pid)}/cmdline").read_bytes()
    except (OSError, ValueError):
        return False


def stands_still(pid: int) -> bool:
    """Whether a postmaster has neither the process that recovers nor the one that writes its log:
    then it serves nobody, and waits for ever.

    Postgres 18 comes to this where recovery fails within the moment that it begins, as on a full
    disk: it takes note of the death first, and of the beginning after it.
    """
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return False
    return not any(_is_called(child, (b"startup", b"walwriter")) for child in children)


def _is_called(pid: str, names: tuple[bytes, ...]) -> bool:
    try:
        title = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return any(b"postgres: " + name in title for name in names)


def stop(pid: int) -> None:
    """End a postmaster in order or, where that takes long, at once; never by SIGKILL, after which
    its backends and its shared memory would be left."""
    for number, patience in ((signal.SIGINT, ORDERLY), (signal.SIGQUIT, AT_ONCE)):
        deadline = time.monotonic() + patience
        if is_postgres(str(pid)):
            os.kill(pid, number)
        while is_postgres(str(pid)) and time.monotonic() < deadline:
            time.sleep(0.05)


@contextmanager
def locked(path: Path, kind: int = fcntl.LOCK_EX, mode: str = "a+") -> Iterator[int]:
    """Hold a lock on this file; its number."""
    with path.open(mode) as lock:
        fcntl.flock(lock, kind)
        yield lock.fileno()


def keep(directory: Path) -> None:
    """Wait until nobody uses the server in this folder, and stop it."""
    # None of them is made here: the folder may be on its way to be removed.
    while True:
        with locked(directory / "alive.lock", mode="r+"):
            pass
        # Whoever starts or stops holds this one; so nobody comes while it is looked at again.
        with locked(directory / "start.lock", mode="r+"):
            try:
                with locked(directory / "users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB, "r+"):
                    if pid := postmaster(directory / "cluster"):
                        stop(pid)
                    return
            except BlockingIOError:
                continue


def main() -> None:
    directory = Path(sys.argv[1])
    if os.fork():
        return
    try:
        with locked(directory / "keeper.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
            keep(directory)
    except (BlockingIOError, FileNotFoundError):
        return  # another one keeps it, or its folder was removed


if __name__ == "__main__":
    main()
