"""The triggers that guard the data: what the models say is what the database has.

Migrations know nothing of triggers. After each `migrate` those that differ are installed; whoever
starts the site, and `/readyz`, sees to it that none is missing, disabled or other than the models
say, so that no table of answers is served without its guard.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from pgtrigger import registry, utils

NAMED = 3  # faults that are told one by one
ENABLED = ("O", "A")
FIRING = "origin"  # the session_replication_role in which triggers fire
# The comment holds the hash of what a trigger was made of, and stays when the trigger or a function
# is replaced: so the definition and the text of the functions count too.
INSTALLED = """
    SELECT c.relname, t.tgname, t.tgenabled, obj_description(t.oid, 'pg_trigger'),
        md5(concat(p.prosrc, p.proconfig)), pg_get_triggerdef(t.oid, true),
        md5(concat(ignoring.prosrc, ignoring.proconfig)),
        current_setting('session_replication_role')
    FROM pg_class c
    LEFT JOIN pg_trigger t
        ON t.tgrelid = c.oid AND t.tgparentid = 0 AND starts_with(t.tgname::text, 'pgtrigger_')
    LEFT JOIN pg_proc p ON p.oid = t.tgfoid
    LEFT JOIN pg_proc ignoring ON ignoring.oid = to_regprocedure(%s)
    WHERE pg_table_is_visible(c.oid) AND c.relkind IN ('r', 'p') AND c.relname = ANY(%s)
"""
CASTS = re.compile(r"::(character varying|\w+)(\[\])?")
EVENTS = re.compile(r"(?:(?<= before )|(?<= after )).+?(?= on )")


def _in_plain_words(definition: str) -> str:
    """The definition of a trigger alike, whether a model or Postgres wrote it.

    Postgres adds parentheses and casts, leaves out quotes and has an order of its own for events.
    """
    bare = re.sub(r'[()"]', "", CASTS.sub("", definition)).lower()
    words = " ".join(bare.split()).replace("execute procedure", "execute function")
    return EVENTS.sub(lambda events: " or ".join(sorted(events[0].split(" or "))), words, count=1)


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Trigger:
    """A trigger that a model names, as Postgres is told of it."""

    table: str
    pgid: str
    name: str
    hash: str
    digest: str
    definition: str
    install_sql: str

    @classmethod
    def of(cls, model: Any, trigger: pgtrigger.Trigger) -> "Trigger":
        compiled = trigger.compile(model)
        # Between the first two dollar quotes stands what all triggers share, then its own function.
        _head, _ignoring, _between, body, statements = compiled.install_sql.split("$$")
        create = next(line for line in statements.split(";") if line.lstrip().startswith("CREATE "))
        return cls(
            table=model._meta.db_table,
            pgid=compiled.sql.pgid,
            name=f"{model._meta.db_table}.{trigger.name}",
            hash=compiled.hash,
            digest=_digest(body),
            definition=_in_plain_words(create),
            install_sql=compiled.install_sql,
        )


@cache
def registered() -> dict[tuple[str, str], Trigger]:
    """What the models name, by table and name in Postgres."""
    triggers = [Trigger.of(model, trigger) for model, trigger in registry.registered()]
    return {(trigger.table, trigger.pgid): trigger for trigger in triggers}


@dataclass(frozen=True)
class Ignoring:
    """The function of django-pgtrigger that each trigger asks first whether it is to be ignored."""

    name: str
    digest: str
    install_sql: str

    @classmethod
    @cache
    def installed_with_any(cls) -> "Ignoring":
        model, trigger = registry.registered()[0]
        compiled = trigger.compile(model)
        create, body, *_rest = compiled.install_sql.split("$$")
        return cls(
            name=compiled.sql.kwargs["ignore_func_name"],
            digest=_digest(body),
            install_sql=f"{create}$${body}$$ LANGUAGE plpgsql",
        )


@dataclass(frozen=True)
class Differences:
    """Where the database is not as the models say."""

    faulty: dict[Trigger, str]  # with what is wrong with each
    strays: list[tuple[str, str]]  # table and name of what no model names any more
    all_can_be_ignored: bool = False  # the function that each asks first is not django-pgtrigger's
    role: str = FIRING  # the session_replication_role, which no `migrate` sets


def differences(alias: str = DEFAULT_DB_ALIAS) -> Differences:
    """Asks one query; tables that are not there, as before the first `migrate`, miss nothing.

    Only tables of our models are looked at: others in the schema may have triggers of their own.
    """
    expected, ignoring = registered(), Ignoring.installed_with_any()
    own = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    with connections[alias].cursor() as cursor:
        cursor.execute(INSTALLED, [f"{ignoring.name}(name)", sorted(own)])
        rows = cursor.fetchall()
    tables = {row[0] for row in rows}
    installed = {(table, pgid): state for table, pgid, *state, _digest, _role in rows if pgid}
    faulty = {}
    for key, trigger in expected.items():
        if trigger.table in tables and (fault := _fault(trigger, installed.get(key))):
            faulty[trigger] = fault
    return Differences(
        faulty,
        strays=sorted(set(installed) - set(expected)),
        all_can_be_ignored=bool(installed) and rows[0][-2] != ignoring.digest,
        role=rows[0][-1] if rows else FIRING,
    )


def _fault(trigger: Trigger, state: list[str] | None) -> str:
    if state is None:
        return "is missing"
    enabled, comment, digest, definition = state
    if enabled not in ENABLED:
        return "is disabled"
    is_as_said = (comment, digest, _in_plain_words(definition or "")) == (
        trigger.hash,
        trigger.digest,
        trigger.definition,
    )
    return "" if is_as_said else "is not as the models say"


def why_unguarded(alias: str = DEFAULT_DB_ALIAS) -> str:
    """Which triggers are not as they should be, or what stops them all; empty if nothing does."""
    differing = differences(alias)
    faults = [f"{trigger.name} {fault}" for trigger, fault in differing.faulty.items()]
    if differing.all_can_be_ignored:
        faults.insert(0, f"{Ignoring.installed_with_any().name} is not as django-pgtrigger has it")
    if differing.role != FIRING:
        reset = "ALTER DATABASE and ALTER ROLE … RESET it"
        faults.insert(0, f"session_replication_role is {differing.role}, not {FIRING}: {reset}")
    more = [f"and {len(faults) - NAMED} more"] if len(faults) > NAMED else []
    return ", ".join(faults[:NAMED] + more)


def install_what_differs(
    *, using: str, verbosity: int = 1, stdout: Any = None, **_signal: Any
) -> None:
    """After `migrate`; all at once, so that no table is without its guard in between."""
    if using != DEFAULT_DB_ALIAS:
        return
    differing = differences(using)
    statements = list(_statements(differing))
    if not statements or _is_on_the_way(using):
        return
    with transaction.atomic(using), connections[using].cursor() as cursor:
        for statement in statements:
            # Without parameters: percent signs in it are its own.
            cursor.execute(statement)
    if stdout and verbosity:
        stdout.write(
            f"  Triggers: {len(differing.faulty)} installed, {len(differing.strays)} removed"
        )


def _statements(differences: Differences) -> Iterator[str]:
    if differences.all_can_be_ignored:
        yield Ignoring.installed_with_any().install_sql
    for trigger in differences.faulty:
        yield trigger.install_sql
    for table, pgid in differences.strays:
        yield utils.render_uninstall(table, pgid)


def _is_on_the_way(using: str) -> bool:
    """Whether migrations are left: then columns that a trigger names may not be there."""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
