"""What dies comes back by itself, or the site ends and says why."""

import http.client
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings

from config import keeper
from config.database import EmbeddedPostgres
from config.supervisor import STABLE, STILL, WAITS, GivenUpError, Restarts, Supervisor
from tests.site import START_TIMEOUT, Site, Visitor
from tests.tables import first


def test_what_dies_is_started_again_unseen_until_it_is_given_up_with_the_reason(
    own_site: Site,
) -> None:
    assert own_site.process is not None
    killed: set[int] = set()
    while "given up" not in own_site.log.read_text():
        for master in set(own_site.masters()) - killed:
            if len(killed) < 2:
                assert Visitor(own_site.port).get("/login/").status == 200
            os.kill(master, signal.SIGKILL)
            killed.add(master)

    assert own_site.process.wait() == 1
    log = own_site.log.read_text()
    for number in range(1, 1 + len(WAITS)):
        assert f"gunicorn was killed by SIGKILL; it is started again ({number} in a row)" in log
    # A worker that ends meanwhile may have the last word.
    assert "gunicorn was killed by SIGKILL: given up, as it was started again 5 times" in log
    assert not own_site.postgres.is_live()


def test_what_stayed_up_for_a_while_is_started_again_ever_so_often() -> None:
    restarts = Restarts("It")
    for _number in WAITS:
        restarts.plan("has died")
    with pytest.raises(GivenUpError, match="It has died: given up"):
        restarts.plan("has died")

    for _number in range(3 * len(WAITS)):
        restarts.due = time.monotonic() - STABLE
        restarts.plan("has died")
        assert restarts.is_due()


@pytest.mark.parametrize(
    "told", first(0, ["the site to stop", "gunicorn to begin anew", "the site to begin anew"])
)
def test_nobody_whose_request_was_taken_is_cut_off(
    tmp_path: Path, prepared: Path, told: str
) -> None:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    site.start()
    assert site.process is not None
    outcomes: Counter[str] = Counter()
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                outcomes[str(Visitor(site.port).get("/login/").status)] += 1
            except (OSError, http.client.HTTPException) as error:
                outcomes[type(error).__name__] += 1

    with ThreadPoolExecutor(24) as people:  # more than the site has threads
        asking = [people.submit(ask) for _person in range(24)]
        while outcomes["200"] < 100:
            time.sleep(0.01)
        if told == "the site to stop":
            site.process.send_signal(signal.SIGTERM)
            assert site.process.wait() == 0
        else:
            told_one = site.master() if told.startswith("gunicorn") else site.process.pid
            for _time in range(3):
                workers = set(site.children(site.master()))
                os.kill(told_one, signal.SIGUSR1)
                os.kill(told_one, signal.SIGHUP)
                while workers & set(site.children(site.master())):
                    time.sleep(0.01)
        over.set()
    for asked in asking:
        asked.result()

    refused = {"ConnectionRefusedError"} if told == "the site to stop" else set()
    assert set(outcomes) <= {"200"} | refused, outcomes
    if site.process.poll() is None:
        site.stop()


@pytest.mark.full
def test_a_terminal_that_is_closed_ends_what_was_started_on_it(
    tmp_path: Path, prepared: Path
) -> None:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    terminal, line = pty.openpty()
    # A session without a terminal gets the first one that it opens.
    be_on_it = f"import os; os.open({os.ttyname(line)!r}, os.O_RDWR)"
    serve = "from config.serve import main; main()"
    site.start("-c", f"{be_on_it}; {serve}")
    os.close(line)
    os.close(terminal)
    assert site.process is not None
    assert site.process.wait(timeout=60) == 0
    assert site.log.read_text().endswith("Dure has stopped.\n")


@pytest.mark.full
def test_killed_itself_it_leaves_nothing_running_and_starts_at_once(own_site: Site) -> None:
    assert own_site.process is not None
    own_site.process.kill()
    own_site.process.wait()
    own_site.start()
    assert own_site.is_ready_soon()

    postmaster = own_site.postgres_pid()
    own_site.process.kill()
    own_site.process.wait()
    # It takes no connection some time before it has written its last line.
    last_line = f"[{postmaster}] LOG:  database system is shut down"
    deadline = time.monotonic() + 60
    while own_site.postgres.is_up() or last_line not in own_site.postgres.log.read_text():
        assert time.monotonic() < deadline, own_site.postgres.log.read_text()
        time.sleep(0.05)
    assert own_site.postgres.log.read_text().rstrip().endswith(last_line)
    own_site.start()
    assert "was interrupted" not in own_site.postgres.log.read_text()


@pytest.mark.full
def test_gunicorn_by_itself_has_its_postgres_back_too(tmp_path: Path, prepared: Path) -> None:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    site.variables = {"GUNICORN_CMD_ARGS": "--log-level info"}
    site.start("-m", "gunicorn", until="Booting worker")
    try:
        assert site.is_ready_soon()
        os.kill(int(site.postgres_pid()), signal.SIGKILL)
        site.wait_for(lambda log: "Postgres had died; it is up again." in log)
        assert site.is_ready_soon()
    finally:
        site.stop()


@pytest.mark.full
def test_a_killed_user_of_the_database_leaves_it_to_the_keeper(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from config.database import EmbeddedPostgres\n"
        "with EmbeddedPostgres(Path(sys.argv[1]), durable=False).running():\n"
        "    print('up', flush=True); sys.stdin.read()"
    )
    site = Site(tmp_path)
    command = [sys.executable, "-c", code, str(site.postgres.directory)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as user:
        assert user.stdout is not None
        while user.stdout.readline() != b"up\n":
            assert user.poll() is None
        user.kill()
    deadline = time.monotonic() + START_TIMEOUT
    # Postgres says so last of all, when its process id is gone already.
    while "database system is shut down" not in site.postgres.log.read_text():
        assert time.monotonic() < deadline, site.postgres.log.read_text()
    assert not site.postgres.is_up()


def test_a_postgres_that_neither_serves_nor_recovers_is_stopped_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, is_still = 1000.0, True
    stopped: list[int] = []
    monkeypatch.setattr(time, "monotonic", lambda: now)
    monkeypatch.setattr(keeper, "postmaster", lambda _cluster: 4711)
    monkeypatch.setattr(keeper, "stands_still", lambda _pid: is_still)
    monkeypatch.setattr(keeper, "stop", stopped.append)
    supervisor = Supervisor(Mock(), EmbeddedPostgres(tmp_path))

    def wait(seconds: int) -> int:
        nonlocal now
        for _second in range(seconds):
            now += 1
            supervisor._see_to_database()
        return len(stopped)

    assert wait(STILL - 1) == 0
    is_still = False
    assert wait(3) == 0
    is_still = True
    assert wait(STILL - 1) == 0
    assert wait(1) == 1
    assert wait(STILL - 1) == 1
    assert stopped == [4711]


def test_one_that_serves_does_not_stand_still(site: Site) -> None:
    assert not keeper.stands_still(int(site.postgres_pid()))
    assert keeper.stands_still(os.getpid())


@pytest.mark.full
def test_it_starts_in_any_folder_under_any_umask_and_writes_nowhere_else(
    tmp_path: Path, prepared: Path
) -> None:
    code, root, home = settings.BASE_DIR, tmp_path / "우리 두레 site", tmp_path / "home"
    home.mkdir(mode=0o500)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=code, capture_output=True, check=True,
    )  # fmt: skip
    names = [name for name in listed.stdout.decode().split("\0") if name]
    needed = [name for name in names if not name.startswith(("tests/", "docs/"))]
    root.mkdir(mode=0o700)
    copying: list[str | Path] = [
        "cp",
        "--parents",
        *needed,
        *(file.relative_to(code) for file in code.glob("locale/*/*/*.mo")),
        root,
    ]
    subprocess.run(copying, cwd=code, check=True)
    subprocess.run(["cp", "-a", prepared, root / ".data"], check=True)
    site = Site(root / ".data", is_measured=False)
    site.process = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=root,
        env={**site.environment(HOME=str(home)), "DATA_DIR": ""},
        stdout=site.log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
        umask=0o077,
    )
    site.wait_for(lambda log: "\nCtrl-C" in log)
    assert site.is_ready_soon()
    assert site.stop() == 0
    assert list(home.iterdir()) == []
