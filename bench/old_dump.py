"""Makes `tests/data/af24963.sql` anew: a small database as that version left it, as plain SQL.

`.venv/bin/python -m bench.old_dump` clones the repository as of that commit, fills a database by
its code (`bench/old_dump_fill.py`) and dumps it. `tests/config/test_upgrade.py` upgrades it by
today's.
"""

import re
import subprocess
import tempfile
from pathlib import Path

from bench.upgrade import OLD, ROOT, OldVersion
from config.database import NAME, OWNER, EmbeddedPostgres

TARGET = ROOT / "tests" / "data" / f"{OLD}.sql"
# For psql alone, or unknown to the servers before the one that made it.
NOT_FOR_ALL = re.compile(r"^(\\(un)?restrict .*|SET transaction_timeout .*)\n", re.MULTILINE)


def dump(postgres: EmbeddedPostgres) -> str:
    with postgres.running():
        return subprocess.run(  # noqa: S603 - our own command
            [
                str(postgres.binary("pg_dump")),
                *("--host", str(postgres.socket_dir), "--username", OWNER),
                *("--no-owner", "--inserts", "--rows-per-insert=100", NAME),
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="dure-old-") as folder:
        data_dir = Path(folder) / "data"
        old = OldVersion(OLD, Path(folder) / "old", data_dir)
        old.manage("migrate")
        old.run_script("old_dump_fill.py")
        statements = dump(EmbeddedPostgres(data_dir / "postgres"))
        TARGET.write_text(NOT_FOR_ALL.sub("", statements), encoding="utf-8")
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
