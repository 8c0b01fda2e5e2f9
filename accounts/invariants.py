"""Rules that Postgres itself keeps: no admin, script, psql or fixture breaks them.

Each refusal carries the rule's name as its constraint name and is a Django `IntegrityError`.
The triggers are enabled through django-pgtrigger on the models that name them.
"""

import pgtrigger
from django.db.models import Model


class Invariant(pgtrigger.Trigger):
    """A trigger that only someone who may alter the tables themselves can switch off.

    django-pgtrigger lets `pgtrigger.ignore` skip a trigger, and a temporary table could stand
    before one of ours; declarations, which are read before anything else, undo both for the rest of
    the transaction.
    """

    def get_declare(self, model: Model) -> list[tuple[str, str]]:
        tables = "quote_ident(TG_TABLE_SCHEMA) || ', pg_temp'"
        return [
            ("never_ignored", "TEXT := set_config('pgtrigger.ignore', '{}', true)"),
            ("own_tables", f"TEXT := set_config('search_path', {tables}, true)"),
            *super().get_declare(model),
        ]


def refuse(rule: str, message: str) -> str:
    """PL/pgSQL that raises an integrity error carrying the rule as its constraint name."""
    return (
        f"RAISE EXCEPTION '{message}' "
        f"USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{rule}';"
    )


def append_only(what: str, message: str, *, truncating: str = "") -> list[Invariant]:
    """For a table whose rows are added and then stay as they are; `what` is "answers_are", say.

    Refusals to empty it carry the name of the one rule, or that of `truncating`.
    """
    return [
        Invariant(
            name=f"{what}_append_only",
            operation=pgtrigger.Update | pgtrigger.Delete,
            when=pgtrigger.Before,
            func=refuse(f"{what}_append_only", message),
        ),
        not_truncated(what, truncating or f"{what}_append_only", message),
    ]


def not_truncated(what: str, rule: str, message: str) -> Invariant:
    """For a table that is never emptied as a whole."""
    return Invariant(
        name=f"{what}_not_truncated",
        operation=pgtrigger.Truncate,
        when=pgtrigger.Before,
        level=pgtrigger.Statement,
        func=refuse(rule, message),
    )
