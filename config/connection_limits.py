"""How many connections the web may open, against what the database gives this user."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from config import environment

# Beside the threads of a process: one more answers probes, one looks at the database for them.
PROBES = 2
NO_LIMIT = -1
# The fewest of these; the embedded server's user is a superuser, who may have all.
GIVEN = """
    SELECT current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0),
        (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user),
        (SELECT datconnlimit FROM pg_database WHERE datname = current_database()),
        quote_ident(current_user), quote_ident(current_database())
"""


@dataclass(frozen=True)
class TooMany:
    """More connections than are given: what is so, and what mends it."""

    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.what} {self.mend}"


def too_many() -> Iterator[TooMany]:
    """For the database and for its replica. Behind a pooler its own settings are what counts."""
    processes = environment.number("WEB_CONCURRENCY", 2, low=1, high=64)
    for alias, database in settings.DATABASES.items():
        each = environment.THREADS + (PROBES if alias == DEFAULT_DB_ALIAS else 0)
        if "POOLED" in database:
            continue
        available, limit, more = _given(alias)
        if processes * each > available:
            yield TooMany(
                f"{processes} processes may open {processes * each} connections, and {limit} "
                f"gives {available}.",
                f"WEB_CONCURRENCY={max(1, available // each)}, or {more}",
            )


def _given(alias: str) -> tuple[int, str, str]:
    """How many, by what, and how there are more."""
    of = "the database" if alias == DEFAULT_DB_ALIAS else "the replica"
    with connections[alias].cursor() as cursor:
        cursor.execute(GIVEN)
        server, role, database, user, name = cursor.fetchone()
    limits = [(server, of, "more max_connections there.")]
    limits += [
        (number, f"the CONNECTION LIMIT of {whose}", f"ALTER {whose} CONNECTION LIMIT {NO_LIMIT};")
        for number, whose in ((role, f"ROLE {user}"), (database, f"DATABASE {name}"))
        if number != NO_LIMIT
    ]
    return min(limits)
