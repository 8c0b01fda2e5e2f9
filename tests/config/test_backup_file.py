"""The file of a backup: nothing that was changed or cut off is taken for one."""

import hashlib
import io
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.backup import archive, checking, rows
from config.backup.archive import BackupError, Manifest, Table
from config.backup.programs import Place, Programs

KEY = "a key"
TABLES = {"quizzes_answer": Table(2, "00"), "accounts_user": Table(1, "01")}


def manifest(**changes: object) -> Manifest:
    values = {
        "made_at": "2026-11-26T12:00:00+00:00",
        "dure": "0.2.0",
        "commit": "af24963",
        "postgres": 18,
        "programs": 18,
        "schema": "public",
        "migrations": [("accounts", "0001_initial")],
        "tables": TABLES,
    }
    return Manifest(**{**values, **changes})  # type: ignore[arg-type]


def write(path: Path, content: bytes = b"a dump", **changes: object) -> None:
    with archive.writing(path, overwrite=False) as parts:
        parts.add(archive.DUMP, io.BytesIO(content))
        parts.add(archive.KEY, io.BytesIO(KEY.encode()))
        parts.add_manifest(manifest(**changes))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.dure"
    write(path)
    return path


def test_what_was_written_is_read(path: Path) -> None:
    read = io.BytesIO()
    with archive.reading(path) as backup:
        backup.copy_dump(read.write)
        assert backup.secret_key == KEY
        assert backup.manifest.tables == TABLES
        assert backup.manifest.migrations == [("accounts", "0001_initial")]
        digest = backup.manifest.parts[archive.DUMP]["sha256"]
    assert read.getvalue() == b"a dump"
    assert digest == hashlib.sha256(b"a dump").hexdigest()


def refused(path: Path) -> str:
    with pytest.raises(BackupError) as refusal, archive.reading(path):
        pass
    return str(refusal.value)


def test_each_byte_counts(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        assert str(path) in refused(path)


def test_none_may_be_missing_at_the_end_nor_be_added(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert str(path) in refused(path)
    path.write_bytes(whole + b"\n")
    assert str(path) in refused(path)


def test_another_file_is_no_backup(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refused(tmp_path / "none.dure")
    other = tmp_path / "other.dure"
    other.write_text("PGDMP")
    assert refused(other) == f"{other} is no backup that Dure made."


def test_a_newer_form_is_refused_with_what_reads_it(tmp_path: Path) -> None:
    write(tmp_path / "a.dure", format=archive.FORMAT + 1, dure="9.1")

    assert "restore it with Dure 9.1 or newer" in refused(tmp_path / "a.dure")


def test_nobody_else_may_read_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_while_it_is_written_it_has_another_name_and_nobody_else_may_read_it(
    tmp_path: Path,
) -> None:
    with archive.writing(tmp_path / "a.dure", overwrite=False) as parts:
        (unfinished,) = tmp_path.iterdir()
        assert unfinished.name.endswith(archive.UNFINISHED)
        assert stat.S_IMODE(unfinished.stat().st_mode) == 0o600
        parts.add_manifest(manifest())


def test_one_that_is_there_is_left_as_it_is(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(BackupError, match="is there already"):
        write(path, b"another dump")

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """A file may not grow beyond this."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with room_for(10_000), pytest.raises(OSError, match="too large"):
        write(tmp_path / "a.dure", b"x" * 100_000)

    assert list(tmp_path.iterdir()) == []


def test_what_a_kill_left_is_removed_by_the_next(tmp_path: Path) -> None:
    killed = tmp_path / f".a.dure.x{archive.UNFINISHED}"
    killed.write_text("half")

    write(tmp_path / "b.dure")

    assert [path.name for path in tmp_path.iterdir()] == ["b.dure"]


def test_what_another_is_writing_stays(tmp_path: Path) -> None:
    with archive.writing(tmp_path / "a.dure", overwrite=False) as parts:
        write(tmp_path / "b.dure")
        parts.add_manifest(manifest())

    assert {path.name for path in tmp_path.iterdir()} == {"a.dure", "b.dure"}


def test_a_backup_of_a_newer_version_is_refused() -> None:
    newer = manifest(dure="9.1", migrations=[("quizzes", "0999_from_the_future")])

    with pytest.raises(BackupError, match=r"9\.1 at af24963.*quizzes\.0999_from_the_future"):
        checking.check(newer)


def test_one_whose_migrations_were_squashed_since_is_taken() -> None:
    checking.check(
        manifest(migrations=[("courses", "0006_images"), ("courses", "0008_image_history")])
    )


def test_a_newer_server_needs_newer_programs_and_is_told_which() -> None:
    with pytest.raises(BackupError, match=r"install postgresql-client-99 \(looked for in /usr"):
        Programs.at_least(99)


def test_a_password_stands_in_the_environment_alone() -> None:
    place = Place.of({"dbname": "dure", "password": "hidden", "sslmode": "require", "context": 1})

    told = place.environment()

    assert (told["PGDATABASE"], told["PGPASSWORD"], told["PGSSLMODE"]) == (
        *("dure", "hidden", "require"),
    )
    assert "context" not in place.params


def test_tables_are_compared_by_count_and_content() -> None:
    other = {"quizzes_answer": Table(2, "ff"), "new": Table(0, "00")}

    assert rows.differences(TABLES, TABLES) == []
    assert rows.differences(TABLES, other) == [
        "accounts_user is missing",
        "new is not in the backup",
        "quizzes_answer has 2 rows of 2, or others",
    ]
