"""The site that `config.serve` runs, which a restore and an upgrade end first."""

import fcntl
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from config.backup.archive import BackupError

PATIENCE = 90  # seconds; gunicorn gives requests 20
HOLDER = re.compile(r"\(process (\d+)\)")


@contextmanager
def stopped(data_dir: Path, tell: Callable[[str], object], doing: str) -> Iterator[bool]:
    """Have the site stopped and hold its lock, so that nobody starts it; whether it was running."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "run.lock").open("a+") as lock:
        was_running = not _take(lock)
        if was_running:
            _stop(lock, tell)
        lock.seek(0)
        lock.truncate()
        lock.write(f"it is {doing} (process {os.getpid()})\n")
        lock.flush()
        yield was_running


def _take(lock: IO[str]) -> bool:
    try:
        fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _stop(lock: IO[str], tell: Callable[[str], object]) -> None:
    """Asks again, as one that is just starting writes its number only then."""
    deadline, last_holder = time.monotonic() + PATIENCE, ""
    while not _take(lock):
        lock.seek(0)
        holder = lock.read().strip()
        if holder != last_holder and (process := HOLDER.search(holder)):
            last_holder = holder
            tell(f"Stopping the site: {holder}")
            with suppress(ProcessLookupError, PermissionError):
                os.kill(int(process[1]), signal.SIGTERM)
        if time.monotonic() > deadline:
            raise BackupError(f"The site did not stop: {holder}. Stop it and try again.")
        time.sleep(0.1)
