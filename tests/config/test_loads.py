"""Connections go where there is less to do: no visitor waits beside a worker that is idle."""

import http.client
import os
import re
import signal
import time
from pathlib import Path

import pytest

from config.loads import SLACK, Loads
from tests.site import Site

VISITORS = 24
PATIENCE = 60  # seconds


@pytest.fixture
def loads() -> Loads:
    return Loads(most_workers=4)


def test_who_has_more_than_another_is_told(loads: Loads) -> None:
    first, second = loads.take_place(), loads.take_place()
    loads.note(first, SLACK)
    assert not loads.has_more_than_another(first)
    loads.note(first, SLACK + 1)
    assert loads.has_more_than_another(first)
    assert not loads.has_more_than_another(second)
    loads.note(second, 1)
    assert not loads.has_more_than_another(first)


def test_one_alone_has_never_more(loads: Loads) -> None:
    only = loads.take_place()
    loads.note(only, 100)
    assert not loads.has_more_than_another(only)


def test_one_that_has_left_takes_nothing_and_its_place_is_free(loads: Loads) -> None:
    first, second = loads.take_place(), loads.take_place()
    loads.leave(second)
    loads.note(second, 0)
    loads.note(first, 100)
    assert not loads.has_more_than_another(first)
    assert loads.take_place() == second


def test_a_new_master_knows_nothing_of_the_workers_before(loads: Loads) -> None:
    for _worker in range(4):
        loads.take_place()
    loads.clear()
    only = loads.take_place()
    loads.note(only, 100)
    assert not loads.has_more_than_another(only)


def connections(worker: int, port: int) -> int:
    """Of visitors, as the kernel lists them for this machine (proc_pid_net(5))."""
    here = f"0100007F:{port:04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    mine = {line[9] for line in lines if line[1] == here and line[3] == "01"}
    held = set()
    for file in Path(f"/proc/{worker}/fd").iterdir():
        if found := re.fullmatch(r"socket:\[(\d+)\]", str(file.readlink())):
            held.add(found[1])
    return len(mine & held)


def test_visitors_whom_one_worker_took_are_shared(site: Site) -> None:
    """All come while the other is stopped, and stay: both have about half of them then."""
    lines = [http.client.HTTPConnection("127.0.0.1", site.port) for _one in range(VISITORS)]

    def ask_at_once() -> None:
        for line in lines:
            line.request("GET", "/login/")
        for line in lines:
            assert line.getresponse().read()

    workers = site.children(site.master())
    os.kill(workers[0], signal.SIGSTOP)
    try:
        for line in lines:
            line.connect()
        while connections(workers[1], site.port) < VISITORS:
            time.sleep(0.01)
    finally:
        os.kill(workers[0], signal.SIGCONT)
    deadline = time.monotonic() + PATIENCE
    while min(connections(worker, site.port) for worker in workers) < VISITORS / 3:
        assert time.monotonic() < deadline
        ask_at_once()
    for line in lines:
        line.close()
