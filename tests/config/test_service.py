"""`make service`: units that systemd takes, with the folders of the installation in them."""

import contextlib
import os
import pwd
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import service
from config.database import NOBODY
from tests import programs
from tests.config.group import GroupSite

ANALYZE = programs.find("systemd-analyze")
MODULE = ("-m", "config.service")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with what is installed of a site that was told its address."""
    group = GroupSite(tmp_path / "data")
    done = group.command(*MODULE, f"--destdir={tmp_path / 'root'}")
    assert done.returncode == 0, done.stderr
    written = [f"Wrote {tmp_path / 'root' / target}" for target in service.TARGETS.values()]
    assert done.stdout.splitlines() == written
    return tmp_path / "root"


def lines(installed: Path, name: str) -> list[str]:
    return (installed / service.TARGETS[name]).read_text().splitlines()


def test_the_unit_serves_from_this_folder_and_writes_its_data_alone(
    installed: Path, tmp_path: Path
) -> None:
    unit = lines(installed, "dure.service")

    for line in (
        f"ExecStart={settings.BASE_DIR}/.venv/bin/python -m config.serve_group",
        f"WorkingDirectory={settings.BASE_DIR}",
        f"EnvironmentFile={tmp_path}/data/dure.env",
        f"ReadWritePaths={tmp_path}/data",
        "ProtectSystem=strict",
    ):
        assert line in unit
    assert "/srv/dure" not in "".join(unit)


def test_backups_and_logs_are_seen_to(installed: Path, tmp_path: Path) -> None:
    backup = lines(installed, "dure-backup.service")

    assert f"ExecStart={settings.BASE_DIR}/.venv/bin/python manage.py backupdaily" in backup
    assert "WantedBy=timers.target" in lines(installed, "dure-backup.timer")
    assert f"{tmp_path}/data/postgres/server.log {{" in lines(installed, "dure.logrotate")


def test_systemd_takes_them_as_they_are(installed: Path) -> None:
    programs.need("systemd-analyze", ANALYZE)
    units = [installed / target for target in service.TARGETS.values() if "systemd" in str(target)]

    verified = subprocess.run(
        [ANALYZE, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )

    # Where it does not run it lacks the units of others, and says so of them.
    told = [line for line in verified.stderr.splitlines() if "dure" in line]
    assert told == []


def test_an_installation_that_was_told_nothing_is_refused(tmp_path: Path) -> None:
    group = GroupSite(tmp_path / "data")
    (group.data_dir / "dure.env").unlink()

    refused = group.command(*MODULE, f"--destdir={tmp_path / 'root'}")

    assert refused.returncode == 1
    assert refused.stderr.startswith("PUBLIC_URL is not set. Put ")
    assert not (tmp_path / "root").exists()


def test_a_path_that_systemd_would_read_otherwise_is_refused(tmp_path: Path) -> None:
    refused = GroupSite(tmp_path / "my data").command(*MODULE, f"--destdir={tmp_path / 'root'}")

    assert refused.returncode == 1
    assert "systemd takes no such path" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_a_path_too_long_for_the_socket_is_refused(tmp_path: Path) -> None:
    """It would be in the service's own temporary folder, where no command finds it."""
    service._refuse_a_socket_elsewhere(Path("/srv/dure/data"))
    with pytest.raises(ImproperlyConfigured, match="too long for the database's socket"):
        service._refuse_a_socket_elsewhere(tmp_path / ("long" * 25))


STRANGER = 1234
PACKAGES = os.pathsep.join([sysconfig.get_path("purelib"), os.environ.get("PYTHONPATH", "")])


def python_of_all() -> str:
    """One that any user of the machine may run, with what Dure needs."""
    for python in (sys.executable, "/usr/bin/python3"):
        with contextlib.suppress(OSError):
            tried = subprocess.run(
                [python, "-c", "import django, psycopg, yaml, cryptography"],
                cwd=settings.BASE_DIR,
                env={"PYTHONPATH": PACKAGES},
                capture_output=True,
                check=False,
                user=STRANGER,
                group=STRANGER,
                extra_groups=[],
            )
            if tried.returncode == 0:
                return python
    return ""


@pytest.mark.full
@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
def test_a_command_of_root_runs_as_the_owner_of_the_data(tmp_path: Path, prepared: Path) -> None:
    python = python_of_all()
    if not python:
        pytest.skip("No Python is installed that all users may run.")
    group = GroupSite(tmp_path / "data", prepared=prepared, is_measured=False)
    for path in (group.data_dir, *group.data_dir.rglob("*")):
        os.chown(path, STRANGER, STRANGER, follow_symlinks=False)
    for folder in (tmp_path, *tmp_path.parents[:-1]):
        folder.chmod(folder.stat().st_mode | 0o001)

    done = subprocess.run(
        [python, "manage.py", "backup", str(group.data_dir / "now.dure")],
        cwd=settings.BASE_DIR,
        env=group.environment(PYTHONPATH=PACKAGES),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert {path.lstat().st_uid for path in group.data_dir.rglob("*")} == {STRANGER}


@pytest.mark.full
@pytest.mark.skipif(os.geteuid() != 0, reason="only root hands data over")
def test_the_database_is_handed_over_to_the_user_of_the_service(
    tmp_path: Path, prepared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started by root it was another's (nobody's): socket, folders and processes are its own."""
    python, user = python_of_all(), pwd.getpwnam("daemon")
    if not python:
        pytest.skip("No Python is installed that all users may run.")
    group = GroupSite(tmp_path / "data", prepared=prepared, is_measured=False)
    with group.postgres.running():
        assert (group.postgres.socket_dir / ".s.PGSQL.5432").stat().st_uid == NOBODY
    for folder in (tmp_path, *tmp_path.parents[:-1]):
        folder.chmod(folder.stat().st_mode | 0o001)
    monkeypatch.setattr(service, "USER", "daemon")

    service._hand_over(group.data_dir, group.data_dir / "dure.env")
    code = (
        "from config import owner, database, environment; from pathlib import Path; import os\n"
        "owner.become(environment.data_dir())\n"
        "with database.running():\n"
        "    server = database.embedded(environment.data_dir())\n"
        "    pid = (server.cluster / 'postmaster.pid').read_text().split()[0]\n"
        "    socket = (server.socket_dir / '.s.PGSQL.5432').stat()\n"
        "    print(os.stat(f'/proc/{pid}').st_uid, socket.st_uid, oct(socket.st_mode))"
    )
    done = subprocess.run(
        [python, "-c", code],
        cwd=settings.BASE_DIR,
        env=group.environment(PYTHONPATH=PACKAGES, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.split() == [str(user.pw_uid), str(user.pw_uid), "0o140700"], done.stderr
    assert {path.lstat().st_uid for path in group.data_dir.rglob("*")} == {user.pw_uid}
    for folder in (group.data_dir, group.postgres.directory, group.postgres.cluster):
        assert folder.stat().st_mode & 0o077 == 0
