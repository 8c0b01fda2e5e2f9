"""DATABASE_URL and its like: reading them, and having a database where they lead."""

from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from config import environment

OLDEST_POSTGRES = 15
SCHEMES = ("postgresql://", "postgres://")
CREATEDB = "createdb --encoding=UTF8 --template=template0 --locale=C.UTF-8 --owner=dure dure"
PATIENCE = 5  # seconds for a connection


def read(url: str, variable: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Where it leads in Django's words, and the options left. libpq reads it, which knows of
    several hosts and `target_session_attrs`."""
    try:
        options: dict[str, Any] = conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        # Without libpq's own words: they may have the password in them.
        raise _wrong(variable, "it cannot be read") from error
    ports = str(options.get("port", "")).split(",")
    if not url.startswith(SCHEMES) or not options.get("dbname"):
        raise _wrong(variable, "it names no PostgreSQL database")
    if not all(port.isascii() and port.isdigit() for port in ports if port):
        raise _wrong(variable, "a port is a number")
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    return {name: str(options.pop(key, "")) for name, key in names.items()}, options


def _wrong(variable: str, why: str) -> ImproperlyConfigured:
    instead = "the embedded server" if variable == "DATABASE_URL" else "none"
    return ImproperlyConfigured(
        f"{variable}: {why}. It takes postgresql://user:password@host:5432/name, several hosts as "
        f"host:5432,other:5432, or nothing for {instead}."
    )


def why_unreachable() -> str:
    """Why a database that is named does not answer, in one line; empty if all do."""
    for variable in ("DATABASE_URL", "DATABASE_DIRECT_URL"):
        url = environment.text(variable)
        if url and (why := _why_not(url)):
            return f"The database of {variable} cannot be reached: {why}"
    return ""


def _why_not(url: str) -> str:
    try:
        psycopg.connect(url, connect_timeout=PATIENCE).close()
    except psycopg.Error as error:
        return " ".join(str(error).split()) or type(error).__name__
    return ""


def make_missing() -> str:
    """Make the database of DATABASE_URL where its server has none of this name and lets us; the
    name of what was made. Who may not is told by `why_unreachable`."""
    url = environment.text("DATABASE_DIRECT_URL") or environment.text("DATABASE_URL")
    if not url or not _why_not(url):
        return ""
    name = str(conninfo_to_dict(url)["dbname"])
    try:
        with psycopg.connect(
            make_conninfo(url, dbname="postgres"), connect_timeout=PATIENCE, autocommit=True
        ) as server:
            databases = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if databases.fetchone() is None:
                _make(server, name)
                return name
    except psycopg.errors.InsufficientPrivilege as error:
        raise ImproperlyConfigured(
            f"There is no database {name!r}, and this user may not make one: {CREATEDB}"
        ) from error
    except psycopg.Error:
        return ""
    return ""


def _make(server: "psycopg.Connection[Any]", name: str) -> None:
    """In UTF-8 whatever the server's own; where it lacks C.UTF-8 searches are slower, not worse."""
    statement = psycopg.sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0 LOCALE {}")
    try:
        server.execute(statement.format(psycopg.sql.Identifier(name), "C.UTF-8"))
    except psycopg.errors.WrongObjectType:
        server.execute(statement.format(psycopg.sql.Identifier(name), "C"))


def why_too_old(server_version: int) -> str:
    """Why a server of this version (as libpq counts) cannot be used; empty if it can."""
    if server_version >= OLDEST_POSTGRES * 10_000:
        return ""
    return (
        f"DATABASE_URL names a PostgreSQL {server_version // 10_000}; Dure needs "
        f"{OLDEST_POSTGRES} or newer. Leave DATABASE_URL out for the one that Dure brings."
    )
