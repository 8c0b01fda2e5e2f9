"""A PostgreSQL that is older than ours, as Debian has it, 15 or newer.

In it is a user who owns nothing but a database.
"""

from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from config.database import OWNER, EmbeddedPostgres

PROGRAMS = next(
    (path for major in (15, 16, 17) if (path := Path(f"/usr/lib/postgresql/{major}/bin")).is_dir()),
    None,
)
PASSWORD = "between two of us"  # noqa: S105
URL = "postgresql://dure:between%20two%20of%20us@/theirs?host={}"


@dataclass(frozen=True)
class OlderPostgres(EmbeddedPostgres):
    """Started and stopped like our own."""

    durable: bool = False
    programs: Path | None = field(default=PROGRAMS)

    def _make_cluster(self) -> None:
        self._run(
            "initdb",
            *("-D", str(self.cluster), "-U", OWNER, "--auth=trust", "--encoding=UTF8"),
            *("--locale=C.UTF-8", "--no-sync"),
        )

    @property
    def url(self) -> str:
        return URL.format(self.socket_dir)

    def make_database(self) -> None:
        """What an administrator gives to Dure."""
        (self.cluster / "pg_hba.conf").write_text(
            f"local all {OWNER} trust\nlocal theirs dure scram-sha-256\n"
        )
        with psycopg.connect(self._dsn("postgres"), autocommit=True) as administrator:
            administrator.execute("SELECT pg_reload_conf()")
            administrator.execute(f"CREATE ROLE dure LOGIN PASSWORD '{PASSWORD}'".encode())
            administrator.execute("CREATE DATABASE theirs OWNER dure TEMPLATE template0")

    def execute(self, statement: str) -> None:
        """As the administrator, in that database."""
        with psycopg.connect(self._dsn("theirs"), autocommit=True) as administrator:
            administrator.execute(statement.encode())
