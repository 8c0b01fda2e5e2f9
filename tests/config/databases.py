"""Databases of their own for tests, on the server that all of them run on."""

from dataclasses import dataclass
from urllib.parse import quote

import psycopg
from django.db import connection


@dataclass(frozen=True)
class Server:
    """The server that tests run on."""

    where: dict[str, str]

    @classmethod
    def of_tests(cls) -> "Server":
        settings = connection.settings_dict
        return cls({key: settings[key] for key in ("HOST", "PORT", "USER", "PASSWORD")})

    def url(self, name: str) -> str:
        where = {key: quote(value, safe="") for key, value in self.where.items()}
        return (
            f"postgresql://{where['USER']}:{where['PASSWORD']}@/{name}"
            f"?host={where['HOST']}&port={where['PORT'] or 5432}"
        )

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as administrator:
            administrator.execute(statement)
