"""Whether a database of an older version upgrades without loss: `make prove-upgrade`.

Makes a clone of the older commit with a `.venv` of its own, fills a database by that code
(`bench/upgrade_fill.py`), then upgrades it by the code here as an operator does: first `migrate`
alone, then `make run`. After each, every row of every table is compared with what it was. A row
that is gone or changed is a loss, unless it is meant (`is_meant`); so is one that has come
among what people did. At the end the people of the old database sign in.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from accounts.demo import PASSWORD
from config.database import NAME, OWNER, EmbeddedPostgres
from tests.site import Site, Visitor

OLD = "af24963"
Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]
# What a start makes anew or adds to by itself; nobody's work is in them.
CATALOGUES = re.compile(r"django_(migrations|content_type|session)|auth_.*|pghistory_.*")
# What authors write: loading the course files of the new version changes it, as it should.
CONTENT = re.compile(
    r"courses_(course|module|lesson|glossaryterm|selfdiagnosis|level|image)(version|revision|files)?"
    r"|quizzes_(quiz|question|option)(version)?"
)
ERASED_NAME = re.compile("지운 회원 [0-9a-f]{4}")
MADE_BY_RENDERING = re.compile(r".*_html|plain_text")


@dataclass
class Comparison:
    """What an upgrade did to the rows that were there before."""

    rows: Counter[str] = field(default_factory=Counter)
    meant: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)


def is_meant(table: str, column: str, before: Any, after: Any) -> bool:
    """Whether this change of a value is one that an upgrade may make."""
    if MADE_BY_RENDERING.fullmatch(column) or table == "django_session":
        return True
    if column == "username":  # spelt alike at every door, since the issue "Small and grave"
        return bool(after == unicodedata.normalize("NFKC", before).casefold())
    if (table, column) == ("accounts_user", "name"):  # their username keeps the pseudonym whole
        return after == "" and ERASED_NAME.fullmatch(before) is not None
    return False


SEEN = "progress_seenanswers"


def compare(before: Tables, after: Tables, *, content_may_change: bool) -> Comparison:
    comparison = Comparison()
    for table, rows in before.items():
        if content_may_change and CONTENT.fullmatch(table):
            continue
        comparison.rows[table] = len(rows)
        if table == SEEN and table not in after:
            _compare_seen(comparison, rows, after["accounts_accessrecord"])
            continue
        if table not in after:
            comparison.losses.append(f"{table}: the table is gone")
            continue
        _compare_rows(comparison, table, rows, after[table])
    return comparison


def _compare_seen(comparison: Comparison, before: dict[str, Row], after: dict[str, Row]) -> None:
    """What was noted of each learner by itself stands in the one access record."""
    noted = {
        (row["at"], row["account"], row["what"], learner)
        for row in after.values()
        for learner in row["whose"]
        if row["act"] == "viewed"
    }
    for key, row in before.items():
        if (row["seen_at"], row["viewer_id"], row["address"], row["learner_id"]) not in noted:
            comparison.losses.append(f"{SEEN} {key}: not in the access record: {row}")


def _compare_rows(
    comparison: Comparison, table: str, before: dict[str, Row], after: dict[str, Row]
) -> None:
    for key, row in before.items():
        if key not in after:
            if table == "django_session":
                comparison.meant["django_session: ended"] += 1
            else:
                comparison.losses.append(f"{table} {key}: the row is gone: {row}")
            continue
        for column, value in row.items():
            changed = after[key].get(column, "(no such column)")
            if changed == value:
                continue
            if is_meant(table, column, value, changed):
                comparison.meant[f"{table}.{column}"] += 1
            else:
                comparison.losses.append(f"{table} {key}: {column} {value!r} -> {changed!r}")
    added = set(after) - set(before)
    if added and not CATALOGUES.fullmatch(table) and not CONTENT.fullmatch(table):
        comparison.losses.append(f"{table}: {len(added)} rows that nobody made: {sorted(added)}")


def snapshot(postgres: EmbeddedPostgres) -> Tables:
    where = psycopg.conninfo.make_conninfo(host=str(postgres.socket_dir), user=OWNER, dbname=NAME)
    with postgres.running():
        return all_rows(where)


def all_rows(where: str) -> Tables:
    """Every row of every table, by its primary key, with values as comparable text or JSON."""
    keys = """
        SELECT c.relname AS name, array_agg(a.attname ORDER BY a.attnum) AS columns
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace
        GROUP BY c.relname ORDER BY c.relname
    """
    tables: Tables = {}
    with psycopg.connect(where, row_factory=dict_row) as connection:
        for table in connection.execute(keys).fetchall():
            query = sql.SQL("SELECT to_jsonb(t) AS row FROM {} AS t").format(
                sql.Identifier(table["name"])
            )
            rows = [record["row"] for record in connection.execute(query)]
            tables[table["name"]] = {
                json.dumps([row[column] for column in table["columns"]]): row for row in rows
            }
    return tables


class OldVersion:
    """A clone of the older commit, with what it needs in a `.venv` of its own."""

    def __init__(self, commit: str, folder: Path, data_dir: Path) -> None:
        self.folder = folder
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "MAKEFLAGS"}
        } | {"DATA_DIR": str(data_dir), "SECRET_KEY": "of-the-old-version-" * 4}
        self._run("git", "clone", "--quiet", "--no-checkout", str(ROOT), str(folder), cwd=ROOT)
        self._run("git", "checkout", "--quiet", commit)
        self._run("make", "messages", f"PYTHON={sys.executable}")

    def _run(
        self, *command: str, cwd: Path | None = None, script: str = "", **variables: Any
    ) -> None:
        subprocess.run(  # noqa: S603 - our own command
            command,
            cwd=cwd or self.folder,
            env=self.environment | variables,
            input=script,
            text=True,
            check=True,
        )

    def manage(self, *arguments: str, script: str = "", **variables: Any) -> None:
        python = str(self.folder / ".venv/bin/python")
        self._run(python, "manage.py", *arguments, "--verbosity=0", script=script, **variables)

    def run_script(self, name: str, **variables: Any) -> None:
        """Have the old code run a script of ours."""
        script = (ROOT / "bench" / name).read_text(encoding="utf-8")
        self.manage("shell", script=script, **variables)

    def fill(self, *, doubles: bool) -> None:
        """Have the old code make the demo and all that people leave behind."""
        self.manage("migrate")
        self.manage("loaddata", "local-ai")
        self.manage("makedemo")
        self.run_script("upgrade_fill.py", DOUBLES="1" if doubles else "")


def report(title: str, comparison: Comparison) -> bool:
    """Print what came of one step; whether nothing was lost."""
    print(f"\n{title}: {sum(comparison.rows.values())} rows of {len(comparison.rows)} tables")
    for table, count in comparison.rows.items():
        print(f"  {table:36} {count:6}")
    for what, count in comparison.meant.items():
        print(f"  changed as meant: {what}: {count}")
    for loss in comparison.losses:
        print(f"  LOST {loss[:500]}")
    return not comparison.losses


def who_cannot_sign_in(site: Site) -> list[str]:
    """Those of the old database whose name and password no longer let them in."""
    names = site.sql(
        "SELECT username FROM accounts_user WHERE is_active AND password LIKE 'pbkdf2%'"
        " AND (name LIKE '사람 %' OR username = 'member1') ORDER BY id"
    )
    refused = []
    for (name,) in names:
        visitor = Visitor(site.port)
        visitor.get("/login/")
        if visitor.post("/login/", username=name, password=PASSWORD).status != 302:
            refused.append(name)
    print(f"\n{len(names) - len(refused)} of {len(names)} sign in as before")
    return refused


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit", nargs="?", default=OLD, help="the version to upgrade from")
    parser.add_argument("--doubles", action="store_true", help="with names that differ in case")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dure-upgrade-") as folder:
        site = Site(Path(folder) / "data")
        old = OldVersion(arguments.commit, Path(folder) / "old", site.data_dir)
        old.fill(doubles=arguments.doubles)
        before = snapshot(site.postgres)
        site.variables = {"SECRET_KEY": old.environment["SECRET_KEY"]}
        migrated = site.command("manage.py", "migrate")
        print(migrated.stdout, migrated.stderr)
        if migrated.returncode:
            return 1
        after = snapshot(site.postgres)
        is_whole = report("migrate", compare(before, after, content_may_change=False))
        site.start()
        after = snapshot(site.postgres)
        is_whole &= report("make run", compare(before, after, content_may_change=True))
        refused = who_cannot_sign_in(site)
        site.stop()
    print(f"Cannot sign in: {', '.join(refused)}" if refused else "Nothing was lost." * is_whole)
    return 0 if is_whole and not refused else 1


if __name__ == "__main__":
    sys.exit(main())
