"""Only whole requests take a thread: nobody stops the site by beginning many."""

import os
import re
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import pytest

from tests.site import Site, Visitor

HALF_OPEN = 200  # the site has 16 threads
FORM = (
    b"Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n"
)
PAGE = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def line_to(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=60)


def answer(line: socket.socket) -> str:
    """All that comes until the site closes or says nothing more."""
    answer = b""
    while piece := line.recv(65_536):
        answer += piece
    return answer.decode()


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"G",
        b"GET /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        b"POST /login/ HTTP/1.1\r\n" + FORM % 1000 + b"\r\nusername=",
        b"POST /login/ HTTP/1.1\r\n" + FORM % 1000 + b"Expect: 100-continue\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ],
    ids=["nothing", "letter", "head", "body", "asks first", "never closes"],
)
def test_half_open_requests_do_not_stop_the_site(site: Site, beginning: bytes) -> None:
    with ExitStack() as half_open:
        for _number in range(HALF_OPEN):
            half_open.enter_context(line_to(site)).sendall(beginning)

        assert Visitor(site.port).get("/login/").status == 200
        assert site.is_ready_soon()


@pytest.mark.parametrize("pieces", [1, 7, 5000])
def test_a_request_that_comes_in_pieces_is_answered(site: Site, pieces: int) -> None:
    body = b"username=member1&password=x&padding=" + b"x" * 3_000_000
    head = b"POST /login/ HTTP/1.1\r\nConnection: close\r\n" + FORM % len(body)
    request = head + b"\r\n" + body
    size = -(-len(request) // pieces)
    with line_to(site) as line:
        for start in range(0, len(request), size):
            line.sendall(request[start : start + size])
        assert answer(line).startswith("HTTP/1.1 400")  # so long is no password


def test_who_asks_before_sending_is_told_to_send(site: Site) -> None:
    with line_to(site) as line:
        line.sendall(b"POST /login/ HTTP/1.1\r\n" + FORM % 3 + b"Expect: 100-continue\r\n\r\n")
        assert line.recv(100).startswith(b"HTTP/1.1 100 Continue")
        line.sendall(b"a=b")
        while b"HTTP/1.1 403" not in line.recv(65_536):
            pass


def test_requests_sent_without_waiting_for_answers_are_all_answered(site: Site) -> None:
    last = PAGE.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    with line_to(site) as line:
        line.sendall(PAGE * 3 + last[:20])
        line.sendall(last[20:])
        assert answer(line).count("HTTP/1.1 200 OK") == 4


def test_head_is_answered_as_get_without_a_body_and_without_a_warning(site: Site) -> None:
    static = re.search(
        r'href="(/static/joined/learner[^"]+)"', Visitor(site.port).get("/login/").text
    )
    assert static is not None
    for address in ("/healthz", "/readyz", "/", "/login/", "/nothing/", static[1]):
        asked = [Visitor(site.port).request(method, address) for method in ("GET", "HEAD")]
        lengths = {answer.headers.get("Content-Length") for answer in asked}

        assert asked[0].status == asked[1].status, address
        assert asked[1].text == ""
        assert len(lengths) == 1, address
    assert "no-body" not in site.log.read_text()


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"POST /login/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "411"),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000, "431"),
        (b"POST /login/ HTTP/1.1\r\nContent-Length: many\r\n\r\n", "400"),
        (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400"),
        (b"\r\n\r\n", "400"),
    ],
)
def test_what_nobody_waits_for_is_refused(site: Site, request_: bytes, status: str) -> None:
    with line_to(site) as line:
        line.sendall(request_)
        assert answer(line).startswith(f"HTTP/1.1 {status}")


@contextmanager
def stopped_postgres(site: Site) -> Iterator[None]:
    """All of its processes, as on a machine that hangs."""
    postmaster = int(site.postgres_pid())
    processes = [postmaster, *site.children(postmaster)]
    for pid in processes:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in processes:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.full
def test_while_every_thread_waits_the_site_says_so_and_answers_those_who_watch_it(
    site: Site,
) -> None:
    visitor = site.sign_in("member1")
    with ThreadPoolExecutor(60) as people:
        with stopped_postgres(site):
            asked = [
                people.submit(visitor.post, "/account/", name=f"쓴 글 {number}")
                for number in range(60)
            ]
            while site.log.read_text().count("no thread was free") == 0:
                assert Visitor(site.port).get("/healthz").status == 200
                assert Visitor(site.port).get("/readyz").status == 503
            pages = [future.result() for future in asked]

        assert {page.status for page in pages} == {503}
        assert {page.headers["Retry-After"] for page in pages} == {"5"}
        for number, page in enumerate(pages):
            assert f"쓴 글 {number}" in page.text
    while visitor.get("/readyz").status != 200:
        pass
    assert visitor.get("/").status == 200
