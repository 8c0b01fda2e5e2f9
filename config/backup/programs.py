"""The programs of Postgres, and how they are told of a database without its password being seen."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

from config import environment
from config.backup.archive import BackupError
from config.database import NAME, OWNER, DatabaseStartError, EmbeddedPostgres

DEBIAN = "/usr/lib/postgresql/{major}/bin"


@dataclass(frozen=True)
class Place:
    """A database, by libpq's own names."""

    params: Mapping[str, str]

    @classmethod
    def of_settings(cls, alias: str = DEFAULT_DB_ALIAS) -> "Place":
        """Where commands go: past a pooler."""
        return cls.of(connections[alias].get_connection_params())

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Place":
        keywords = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
        return cls({name: str(value) for name, value in params.items() if name in keywords})

    @classmethod
    def embedded(cls, server: EmbeddedPostgres) -> "Place":
        return cls({"host": str(server.socket_dir), "user": OWNER, "dbname": NAME})

    @property
    def name(self) -> str:
        return self.params["dbname"]

    def named(self, name: str) -> "Place":
        return replace(self, params={**self.params, "dbname": name})

    def connect(self, **options: Any) -> "psycopg.Connection[Any]":
        # In SQL_ASCII psycopg would tell of bytes.
        return psycopg.connect("", **{"client_encoding": "UTF8", **self.params, **options})

    def environment(self) -> dict[str, str]:
        """Everything in variables: a command line is read by every user of the machine."""
        variables = {
            option.keyword.decode(): option.envvar.decode()
            for option in psycopg.pq.Conninfo.get_defaults()
            if option.envvar
        }
        values = {variables[name]: self.params[name] for name in self.params if name in variables}
        return {**os.environ, "LC_ALL": "C", **values}


@dataclass(frozen=True)
class Programs:
    """A folder of programs of Postgres that fit each other."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        return str(self.folder / name)

    @classmethod
    def at_least(cls, major: int) -> "Programs":
        """Ours, which know all older servers; for a newer one those that Debian keeps."""
        own = cls.own()
        if own and own.major >= major:
            return own
        programs = cls.in_folder(Path(DEBIAN.format(major=major)))
        if programs is None:
            raise BackupError(
                f"PostgreSQL {major} needs programs of its own version: install "
                f"postgresql-client-{major} (looked for in {DEBIAN.format(major=major)})."
            )
        return programs

    @classmethod
    def own(cls) -> "Programs | None":
        """Those of the package that brings the embedded server."""
        try:
            binary = EmbeddedPostgres(environment.data_dir()).binary("pg_dump")
        except DatabaseStartError:
            return None
        return cls.in_folder(binary.parent)

    @classmethod
    @cache
    def in_folder(cls, folder: Path) -> "Programs | None":
        try:
            printed = subprocess.run(
                [folder / "pg_dump", "--version"], capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError):
            return None
        version = re.search(r"\(PostgreSQL\) (\d+)", printed)
        return cls(folder, int(version[1])) if version else None
