"""Whether backups that are taken while people answer hold all of it: `make prove-backup`.

Four clients answer without a pause. Meanwhile backups are taken, one after the other. Each is then
restored into an empty installation, the last also over a PostgreSQL older than ours and back from
there. In each must be every answer that was acknowledged before its backup began, none that the
site has otherwise, and every table with the count and hash that stand in the backup. At
last restores are killed at random moments: what is there then is the one or the other, whole.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import django
import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from bench.answers import GIVEN, Answers, Given
from bench.upgrade import ROOT, all_rows
from config.backup import archive, rows
from config.backup.archive import Manifest, Table
from config.backup.programs import Place
from tests.config.older_postgres import PROGRAMS, OlderPostgres
from tests.site import Site

BACKUPS, MEMBERS, KILLS = 5, 400, 10
LONGEST = 2.5  # seconds until a restore is killed


@dataclass
class Taken:
    """A backup, and what had been acknowledged before it began."""

    file: Path
    before: set[Given]
    seconds: float
    manifest: Manifest


def fingerprints(place: Place) -> dict[str, Table]:
    """Count and hash of every table, of the database itself."""
    with place.connect() as connection:
        names = connection.execute(rows.tables_query("public")).fetchall()
        connection.execute(rows.WRITTEN_ALIKE)
        queries = [rows.fingerprint_query("public", name) for (name,) in names]
        return dict(
            rows.read(row) for query in queries for row in connection.execute(query).fetchall()
        )


def run(site: Site, *arguments: str) -> float:
    """Seconds that the command took."""
    began = time.monotonic()
    done = site.command("manage.py", *arguments)
    if done.returncode:
        raise SystemExit(done.stderr)
    return time.monotonic() - began


def take(site: Site, folder: Path) -> tuple[list[Taken], Answers]:
    site.start()
    backups = []
    answers = Answers.at(site, site.port, MEMBERS)
    with answers.being_given():
        answers.wait_for_one_after(time.monotonic(), 60)
        for number in range(1, BACKUPS + 1):
            before = answers.told()
            file = folder / f"{number}.dure"
            seconds = run(site, "backup", str(file))
            with archive.reading(file) as backup:
                backups.append(Taken(file, before, seconds, backup.manifest))
    return backups, answers


def why_not_whole(taken: Taken, place: Place, live: set[Given]) -> list[str]:
    """What a restored database lacks, has otherwise or has that nobody did."""
    with place.connect() as connection:
        answers = set(connection.execute(GIVEN.encode()).fetchall())
    faults = rows.differences(taken.manifest.tables, fingerprints(place))
    faults += [f"lost: {answer}" for answer in sorted(taken.before - answers)]
    faults += [f"nobody gave it: {answer}" for answer in sorted(answers - live)]
    print(
        f"{taken.file.name}: {taken.manifest.rows} rows, {len(taken.before)} acknowledged before, "
        f"{len(answers)} answers in it, taken in {taken.seconds:.1f} s: "
        f"{'whole' if not faults else faults[:5]}"
    )
    return faults


def kill_restores(taken: Taken, site: Site, place: Place) -> list[str]:
    """Kill restores over a database in which something differs from the backup."""
    faults, unchanged = [], 0
    for number in range(1, KILLS + 1):
        with place.connect() as connection:
            connection.execute("UPDATE accounts_user SET name = %s", [f"번호 {number}"])
        before = fingerprints(place)
        restore = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "manage.py", "restore", str(taken.file), "--no-input"],
            cwd=ROOT,
            env=site.environment(),
            stdout=subprocess.DEVNULL,
        )
        time.sleep(random.uniform(0.5, LONGEST))  # noqa: S311 - no secret
        restore.kill()
        restore.wait()
        after = fingerprints(place)
        unchanged += after == before
        if after not in (before, taken.manifest.tables):
            faults.append(f"a restore that was killed left neither ({number})")
    print(
        f"{KILLS} restores killed: {unchanged} left what was there, "
        f"{KILLS - unchanged} had been done"
    )
    return faults


def there_and_back(taken: Taken, folder: Path, live: set[Given]) -> list[str]:
    """Over an older PostgreSQL whose user owns its database alone, and into an empty place."""
    older = OlderPostgres(folder / "older")
    with older.running():
        older.make_database()
        older_site = Site(folder / "theirs", variables={"DATABASE_URL": older.url})
        run(older_site, "restore", str(taken.file))
        place = Place.of(psycopg.conninfo.conninfo_to_dict(older.url))
        faults = why_not_whole(taken, place, live)
        before = all_rows(older.url)
        run(older_site, "backup", str(folder / "back.dure"))
        faults += kill_restores(taken, older_site, place)
    site = Site(folder / "back")
    run(site, "restore", str(folder / "back.dure"))
    with site.postgres.running():
        place = Place.embedded(site.postgres)
        faults += why_not_whole(taken, place, live)
        if all_rows(psycopg.conninfo.make_conninfo("", **place.params)) != before:
            faults.append("the rows differ after there and back")
        faults += kill_restores(taken, site, place)
    return faults


def print_tables(manifest: Manifest, restored: dict[str, Table]) -> None:
    print(f"\n{'table':36} {'rows':>7} {'restored':>8}  hash")
    for name, table in manifest.tables.items():
        mark = "=" if restored.get(name) == table else "≠"
        count = restored[name].rows if name in restored else 0
        print(f"{name:36} {table.rows:7} {count:8}  {mark} {table.hash[:16]}")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="dure-backup-") as name:
        folder = Path(name)
        site = Site(folder / "data")
        backups, answers = take(site, folder)
        live = set(site.sql(GIVEN))
        site.stop()
        refused = answers.counts["requests"] - len(answers.acknowledged)
        faults = [f"refused: {refused}"] if refused else []
        faults += [f"lost: {answer}" for answer in answers.told() - live]
        for number, taken in enumerate(backups, 1):
            restored = Site(folder / f"restored{number}")
            run(restored, "restore", str(taken.file))
            with restored.postgres.running():
                place = Place.embedded(restored.postgres)
                faults += why_not_whole(taken, place, live)
                tables = fingerprints(place)
        print_tables(backups[-1].manifest, tables)
        if PROGRAMS:
            print(f"\nover PostgreSQL {OlderPostgres(folder / 'older').version()} and back")
            faults += there_and_back(backups[-1], folder, live)
    print(
        f"\n{len(answers.acknowledged)} answers acknowledged meanwhile, {refused} "
        f"refused, the longest took {answers.longest:.2f} s"
    )
    print("\n".join(faults) if faults else "Every backup is whole.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
