"""A machine without memory, or whose clock is set: nothing is lost, and the site is well after."""

import contextlib
import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import programs
from tests.site import Site, Visitor, questions_on
from tests.tables import FULL

MODULE = "/courses/local-ai/evaluation/"
DAY = 24 * 3600
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
# libfaketime takes what Python's own sleep asks the kernel for as wrong.
SLEEP = """
import select, time
time.sleep = lambda seconds: select.select([], [], [], seconds) and None
"""


@pytest.fixture
def own_site(tmp_path: Path, prepared: Path) -> Iterator[Site]:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    with site.postgres.running():
        yield site
        if site.process:
            site.stop()


def answer_one(visitor: Visitor, number: int) -> tuple[int, int]:
    question, options = questions_on(visitor.get(MODULE).text)[number]
    posted = visitor.post(f"/quizzes/questions/{question}/answer/", option=options[0])
    assert posted.status == 303, posted.text
    return question, options[0]


def stored(site: Site) -> list[tuple[object, ...]]:
    return site.sql("SELECT question_id, option_id, ordinal FROM quizzes_answer ORDER BY id")


@pytest.mark.full
def test_workers_without_memory_make_room_for_others(own_site: Site) -> None:
    own_site.start()
    member = own_site.sign_in("member1")
    given = answer_one(member, 0)
    # Several at once: what one request has given back is enough for the next.
    visitors = [member, *(own_site.sign_in(name) for name in ("member2", "member3", "author"))]
    workers = own_site.children(own_site.master())
    for worker in workers:
        size = int(Path(f"/proc/{worker}/statm").read_text().split()[0]) * resource.getpagesize()
        resource.prlimit(worker, resource.RLIMIT_AS, (size, resource.RLIM_INFINITY))

    def post_much(visitor: Visitor) -> None:
        with contextlib.suppress(OSError, ValueError):
            visitor.post("/account/", name="이름" * 500_000)

    with ThreadPoolExecutor(len(visitors)) as pool:
        for _try in range(200):
            if not set(workers) & set(own_site.children(own_site.master())):
                break
            list(pool.map(post_much, visitors))

    assert member.get(MODULE).status == 200
    assert [(*given, 1)] == stored(own_site)
    assert "no memory" in own_site.log.read_text() or "MemoryError" in own_site.log.read_text()


@pytest.mark.full
def test_a_clock_that_is_set_loses_nothing(own_site: Site, tmp_path: Path) -> None:
    programs.need("libfaketime", str(FAKETIME or ""))
    offset = tmp_path / "offset"
    offset.write_text("+0")
    (tmp_path / "sitecustomize.py").write_text(SLEEP)
    own_site.variables = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(offset),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "PYTHONPATH": str(tmp_path),
    }
    own_site.start()
    member = own_site.sign_in("member1")
    given = [answer_one(member, 0)]

    settings = [
        (DAY, "forward by 86400 s"),
        (-DAY, "back by 172800 s"),
        (0, "forward by 86400 s"),
    ]
    for seconds, line in settings if FULL else settings[:2]:
        offset.write_text(f"{seconds:+}")
        own_site.wait_for(lambda log, line=line: f"The clock was set {line}" in log)  # type: ignore[misc]
        given.append(answer_one(member, len(given)))
        assert member.get("/").status == 200
        assert own_site.is_ready_soon()

    own_site.sign_in("member2")
    assert [(*pair, 1) for pair in given] == stored(own_site)
    assert "Traceback" not in own_site.log.read_text()
