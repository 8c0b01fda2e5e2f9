"""A streaming standby of another server, as `DATABASE_REPLICA_URL` names one."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from config.database import OWNER, EmbeddedPostgres


@dataclass(frozen=True)
class Standby(EmbeddedPostgres):
    """Started and stopped like our own, on a copy of what the server `primary` has."""

    durable: bool = False
    primary: Path = Path()  # the folder of its socket

    def _make_cluster(self) -> None:
        self._run(
            "pg_basebackup",
            *("-D", str(self.cluster), "-h", str(self.primary), "-U", OWNER),
            *("--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--no-sync"),
        )

    @property
    def pid(self) -> int:
        return int((self.cluster / "postmaster.pid").read_text().split("\n", 1)[0])

    def execute(self, statement: str) -> None:
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as administrator:
            administrator.execute(statement.encode())

    def ask(self, statement: str) -> Any:
        """The one value that this has."""
        with psycopg.connect(self._dsn("postgres")) as administrator:
            return administrator.execute(statement.encode()).fetchall()[0][0]

    def wait_for(self, position: str) -> None:
        """Until all up to this position of the primary is replayed."""
        self._wait_while(f"pg_last_wal_replay_lsn() < '{position}'::pg_lsn")

    def pause(self) -> None:
        """Replay nothing from now on."""
        self.execute("SELECT pg_wal_replay_pause()")
        self._wait_while("pg_get_wal_replay_pause_state() <> 'paused'")

    def _wait_while(self, condition: str) -> None:
        loop = f"WHILE {condition} LOOP PERFORM pg_sleep(0.01); END LOOP;"
        self.execute(f"DO $$ BEGIN {loop} END $$")

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """As a machine that hangs: it takes connections and says nothing."""
        family = self._family()
        try:
            for pid in family:
                os.kill(pid, signal.SIGSTOP)
            yield
        finally:
            for pid in family:
                os.kill(pid, signal.SIGCONT)

    def _family(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]
