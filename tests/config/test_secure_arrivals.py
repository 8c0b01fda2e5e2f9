"""TLS of our own: slow greetings hold no thread, and a new certificate is taken as it comes."""

import shutil
import socket
import ssl
from contextlib import ExitStack
from pathlib import Path

import pytest

from config.certificates import Certificate
from tests.config.group import HOST, GroupSite

HALF_OPEN = 200  # the site has 16 threads
HALF_A_FORM = (
    b"POST /login/ HTTP/1.1\r\nHost: %s:%d\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
)


def line_to(site: GroupSite) -> socket.socket:
    return socket.create_connection((HOST, site.port), timeout=60)


def greeting(site: GroupSite) -> bytes:
    """What a visitor sends first."""
    sent, received = ssl.MemoryBIO(), ssl.MemoryBIO()
    visitor = site.tls().wrap_bio(received, sent, server_hostname=HOST)
    with pytest.raises(ssl.SSLWantReadError):
        visitor.do_handshake()
    return sent.read()


@pytest.mark.parametrize("share", [0, 0.5, 1], ids=["nothing", "half", "all of the greeting"])
def test_who_does_not_end_the_greeting_holds_no_thread(group: GroupSite, share: float) -> None:
    first = greeting(group)
    with ExitStack() as half_open:
        for _number in range(HALF_OPEN):
            line = half_open.enter_context(line_to(group))
            line.sendall(first[: int(len(first) * share)])

        assert group.visitor().get("/login/").status == 200


def test_who_greets_and_sends_half_a_request_holds_no_thread(group: GroupSite) -> None:
    tls = group.tls()
    with ExitStack() as half_open:
        for _number in range(HALF_OPEN):
            line = half_open.enter_context(line_to(group))
            secure = half_open.enter_context(tls.wrap_socket(line, server_hostname=HOST))
            secure.sendall(HALF_A_FORM % (HOST.encode(), group.port))

        assert group.visitor().get("/login/").status == 200


def test_a_long_form_arrives_whole(group: GroupSite) -> None:
    visitor = group.visitor()
    visitor.get("/login/")

    page = visitor.post("/login/", username="nobody", password="x" * 2_000_000)

    assert page.status == 200
    assert 'value="nobody"' in page.text


def test_requests_sent_at_once_are_all_answered_and_the_end_is_said(group: GroupSite) -> None:
    page = f"GET /healthz HTTP/1.1\r\nHost: {HOST}:{group.port}\r\n\r\n".encode()
    last = page.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    answer = b""
    with group.tls().wrap_socket(
        line_to(group), server_hostname=HOST, suppress_ragged_eofs=False
    ) as line:
        line.sendall(page * 300 + last)  # more than one record of TLS
        while piece := line.recv(65_536):
            answer += piece

    assert answer.count(b"HTTP/1.1 200 OK") == 301


def test_who_comes_without_tls_is_led_to_it(group: GroupSite) -> None:
    with line_to(group) as line:
        line.sendall(b"GET /login/ HTTP/1.1\r\nHost: dure\r\n\r\n")
        answer = line.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 302 Found\r\n")
    assert f"Location: https://{HOST}:{group.port}/\r\n".encode() in answer


def test_a_certificate_put_in_its_place_is_taken_without_a_start(
    group: GroupSite, tmp_path: Path
) -> None:
    newer = Certificate.self_signed(tmp_path, HOST)
    older = ssl.get_server_certificate((HOST, group.port))
    shutil.copy(newer.key, group.certificate.with_name("key.pem"))
    shutil.copy(newer.path, group.certificate)

    # Each worker looks for itself, about once a second.
    while older in (shown := {ssl.get_server_certificate((HOST, group.port)) for _ in range(12)}):
        pass

    assert [one.strip() for one in shown] == [newer.path.read_text().strip()]
