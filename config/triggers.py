"""The triggers that guard the data: what the models say is what the database has.

Migrations know nothing of triggers. After each `migrate` those that differ are installed; whoever
starts the site, and `/readyz`, sees to it that none is missing, disabled or other than the models
say, so that no table of answers is served without its guard.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pgtrigger
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from pgtrigger import registry, utils

NAMED = 3  # faults that are told one by one
ENABLED = ("O", "A")
# Its comment holds the hash of what it was made of; of the function, which can be replaced
# without touching the trigger, the text itself counts.
INSTALLED = """
    SELECT c.relname, t.tgname, t.tgenabled, obj_description(t.oid, 'pg_trigger'), md5(p.prosrc)
    FROM pg_class c
    LEFT JOIN pg_trigger t
        ON t.tgrelid = c.oid AND t.tgparentid = 0 AND starts_with(t.tgname::text, 'pgtrigger_')
    LEFT JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE pg_table_is_visible(c.oid) AND c.relkind IN ('r', 'p')
        AND (t.oid IS NOT NULL OR c.relname = ANY(%s))
"""


@dataclass(frozen=True)
class Trigger:
    """A trigger that a model names, as Postgres is told of it."""

    table: str
    pgid: str
    name: str
    hash: str
    digest: str
    install_sql: str

    @classmethod
    def of(cls, model: Any, trigger: pgtrigger.Trigger) -> "Trigger":
        compiled = trigger.compile(model)
        # Between the third and fourth dollar quotes: before it stands what all triggers share.
        body = compiled.install_sql.split("$$")[3]
        return cls(
            table=model._meta.db_table,
            pgid=compiled.sql.pgid,
            name=f"{model._meta.db_table}.{trigger.name}",
            hash=compiled.hash,
            digest=hashlib.md5(body.encode(), usedforsecurity=False).hexdigest(),
            install_sql=compiled.install_sql,
        )


@cache
def registered() -> dict[tuple[str, str], Trigger]:
    """What the models name, by table and name in Postgres."""
    triggers = [Trigger.of(model, trigger) for model, trigger in registry.registered()]
    return {(trigger.table, trigger.pgid): trigger for trigger in triggers}


@dataclass(frozen=True)
class Differences:
    """Where the database is not as the models say."""

    faulty: dict[Trigger, str]  # with what is wrong with each
    strays: list[tuple[str, str]]  # table and name of what no model names any more


def differences(alias: str = DEFAULT_DB_ALIAS) -> Differences:
    """Asks one query; tables that are not there, as before the first `migrate`, miss nothing."""
    expected = registered()
    with connections[alias].cursor() as cursor:
        cursor.execute(INSTALLED, [[table for table, _pgid in expected]])
        rows = cursor.fetchall()
    tables = {row[0] for row in rows}
    installed = {(table, pgid): state for table, pgid, *state in rows if pgid}
    faulty = {}
    for key, trigger in expected.items():
        if trigger.table in tables and (fault := _fault(trigger, installed.get(key))):
            faulty[trigger] = fault
    return Differences(faulty, sorted(set(installed) - set(expected)))


def _fault(trigger: Trigger, state: list[str] | None) -> str:
    if state is None:
        return "is missing"
    enabled, comment, digest = state
    if enabled not in ENABLED:
        return "is disabled"
    return "" if (comment, digest) == (trigger.hash, trigger.digest) else "is not as the models say"


def why_unguarded(alias: str = DEFAULT_DB_ALIAS) -> str:
    """Which triggers are not as they should be; empty if all are."""
    faulty = differences(alias).faulty
    faults = [f"{trigger.name} {fault}" for trigger, fault in faulty.items()]
    more = [f"and {len(faults) - NAMED} more"] if len(faults) > NAMED else []
    return ", ".join(faults[:NAMED] + more)


def install_what_differs(
    *, using: str, verbosity: int = 1, stdout: Any = None, **signal: Any
) -> None:
    """After `migrate`; all at once, so that no table is without its guard in between."""
    if using != DEFAULT_DB_ALIAS:
        return
    differing = differences(using)
    if not (differing.faulty or differing.strays) or _is_on_the_way(using):
        return
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for statement in _statements(differing):
            # Without parameters: percent signs in it are its own.
            cursor.execute(statement)
    if stdout and verbosity:
        stdout.write(
            f"  Triggers: {len(differing.faulty)} installed, {len(differing.strays)} removed"
        )


def _statements(found: Differences) -> Iterator[str]:
    for trigger in found.faulty:
        yield trigger.install_sql
    for table, pgid in found.strays:
        yield utils.render_uninstall(table, pgid)


def _is_on_the_way(using: str) -> bool:
    """Whether migrations are left: then columns that a trigger names may not be there."""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
