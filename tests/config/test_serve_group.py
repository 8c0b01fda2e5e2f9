"""`make serve`: a site for a group, and what it refuses."""

import contextlib
import datetime
import os
import pty
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config import certificates, serve_group
from config.certificates import Certificate
from tests.config.group import HOST, MODULE, GroupSite
from tests.site import Visitor, free_port
from tests.tables import first

PASSWORD = "우리모두 함께 2026"  # noqa: S105


def operator_of(group: GroupSite) -> Visitor:
    """Who started the site, and followed the link that the start printed."""
    link = re.search(rf"https://{HOST}:{group.port}(/first-superuser/\S+/)", group.log.read_text())
    assert link is not None
    boss = group.visitor()
    assert boss.get(link[1]).status == 302
    boss.get("/first-superuser/")
    passwords = dict.fromkeys(["password1", "password2"], PASSWORD)
    made = boss.post("/first-superuser/", username="boss", name="이두레", **passwords)
    next_page = boss.get(made.headers["Location"])
    assert "첫 기수" in next_page.text
    return boss


def test_it_makes_no_demo(group: GroupSite) -> None:
    assert group.sql("SELECT count(*) FROM accounts_demoaccount") == [(0,)]
    assert group.sql("SELECT count(*) FROM courses_course") == [(1,)]


def test_it_shows_the_fingerprint_and_listens_there_alone(group: GroupSite) -> None:
    shown = re.search(r"^  ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$", group.log.read_text(), re.MULTILINE)
    assert shown is not None
    with socket.socket() as elsewhere:
        assert elsewhere.connect_ex(("127.0.0.1", group.port)) != 0
    assert (group.data_dir / "tls" / "key.pem").stat().st_mode & 0o777 == 0o600


def test_two_commands_lead_to_a_member_on_another_machine_who_reads(group: GroupSite) -> None:
    boss = operator_of(group)
    made = group.manage("makecohort", "local-ai", "재무 1기", "--facilitator=boss")
    join = made.removesuffix("\n").rpartition(f"https://{HOST}:{group.port}")[2]
    passwords = dict.fromkeys(["password1", "password2"], PASSWORD)
    boss.get("/admin/accounts/user/add/")
    added = boss.post(
        "/admin/accounts/user/add/", username="hana", usable_password="true", **passwords
    )
    assert added.status == 302, added.text

    member = group.visitor()
    assert member.get(join).headers["Location"] == f"/login/?next={join}"
    member.get("/login/")
    signed_in = member.post(f"/login/?next={join}", username="hana", password=PASSWORD)
    assert signed_in.headers["Location"] == join
    assert "재무 1기" in member.get(join).text
    assert member.post(join).headers["Location"] == "/"

    assert member.get("/courses/local-ai/evaluation/").status == 200


@pytest.mark.full
def test_the_sample_course_is_offered_once(group: GroupSite) -> None:
    asked = group.shell(
        "from config.serve_group import load_sample_course;"
        "from courses.models import Cohort, Course;"
        "from django.db import transaction\n"
        "with transaction.atomic():\n"
        "    Course.objects.update(title='Ours'); load_sample_course()\n"
        "    print(Course.objects.get().title); Cohort.objects.all().delete()\n"
        "    Course.objects.all().delete()\n"
        "    load_sample_course(); print(Course.objects.count())\n"
        "    transaction.set_rollback(True)"
    )

    assert asked.split() == ["Ours", "0"]


def refusal(tmp_path: Path, **told: str) -> str:
    """The one line in which a start that is told so ends."""
    refused = GroupSite(tmp_path / "data", told=told).command(*MODULE)
    assert refused.returncode == 1, refused.stdout
    assert len(refused.stderr.splitlines()) == 1, refused.stderr
    return refused.stderr


@pytest.mark.parametrize(
    ("told", "said"),
    first(
        2,
        [
            ({"PUBLIC_URL": ""}, "PUBLIC_URL is not set. Put"),
            ({"HOST": "192.0.2.1"}, "HOST='192.0.2.1': this machine has no such address."),
            ({"CERTIFICATE": "/no.pem", "KEY": "/no.key"}, "/no.pem cannot be read: No such file"),
            ({"DEMO": "on"}, "DEMO=on: everybody knows"),
            ({"PUBLIC_URL": "dure.example"}, "takes the address that people type"),
            ({"PUBLIC_URL": "https://dure.example/lms"}, "a path below a host is not supported"),
            ({"TRUSTED_PROXIES": "proxy"}, "TRUSTED_PROXIES='proxy': takes addresses and networks"),
            ({"PORT": "99999"}, "from 1 to 65535"),
            ({"HOST": "no host"}, "HOST='no host': takes an address of this machine"),
            ({"CERTIFICATE": "/nowhere.pem"}, "name a file for each, or for neither"),
            (
                {"CERTIFICATE": "/no.pem", "KEY": "/no.key", "PUBLIC_URL": "http://a"},
                "begins with https://",
            ),
            ({"DATABASE_URL": "postgresql://a:1,b:x/dure"}, "a port is a number"),
        ],
    ),
)
def test_what_cannot_be_is_refused_in_one_line(
    tmp_path: Path, told: dict[str, str], said: str
) -> None:
    assert said in refusal(tmp_path, **told)


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        refused = refusal(tmp_path, PORT=str(port))

    assert refused == (
        f"Port {port} cannot be used (Address already in use). "
        f"Name another one as PORT in {tmp_path}/data/dure.env.\n"
    )


@pytest.mark.full
def test_an_expired_certificate_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "LASTS", datetime.timedelta(hours=1))
    expired = Certificate.self_signed(tmp_path, HOST)

    said = refusal(tmp_path, CERTIFICATE=str(expired.path), KEY=str(expired.key))

    assert said.startswith(f"CERTIFICATE, KEY: {expired.path} expired on ")


@pytest.mark.full
def test_a_disk_without_room_is_refused(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", small], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted")
    try:
        refused = GroupSite(small / "data").command(*MODULE)
    finally:
        subprocess.run(["umount", small], check=True)

    assert refused.stderr.endswith(" MB left; a new installation needs 300. Make room, or name a "
                                   "folder elsewhere in DATA_DIR.\n")  # fmt: skip


@pytest.mark.parametrize("host", first(0, ["::", "::1"]))
def test_it_listens_on_addresses_of_the_newer_kind(
    tmp_path: Path, prepared: Path, host: str
) -> None:
    told = {"HOST": host, "PUBLIC_URL": "http://dure.example", "PORT": str(free_port())}
    site = GroupSite(tmp_path / "data", prepared=prepared, told=told, is_measured=False)
    site.open()
    try:
        for address in ["::1"] if host == "::1" else ["::1", "127.0.0.1"]:
            page = Visitor(int(told["PORT"]), host=address).get("/login/")
            assert page.status == 200  # from this machine as from a proxy on it
    finally:
        assert site.stop() == 0
    assert "WARNING: without TLS" in site.log.read_text()


def asked(command: list[str], folder: Path, answers: str, **variables: str) -> str:
    """What a terminal shows on which these answers are typed."""
    terminal, line = pty.openpty()
    environment = {**os.environ, **variables}
    started = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=line,
        stdout=line,
        stderr=line,
        start_new_session=True,
    )
    os.close(line)
    os.write(terminal, answers.encode())
    shown = b""
    # A terminal that nobody has open any more is told as a fault.
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 1024):
            shown += piece
            if b"Ctrl-C" in shown:
                os.killpg(started.pid, signal.SIGINT)
                shown = shown.replace(b"Ctrl-C", b"")
    started.wait()
    os.close(terminal)
    return shown.decode()


def test_on_a_terminal_it_asks_and_keeps_what_it_is_told(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        shown = asked(
            [sys.executable, *MODULE],
            settings.BASE_DIR,
            f"dure.example\nhttps://{HOST}:{port}\n\nn\n",
            DATA_DIR=str(tmp_path / "data"),
            HOST=HOST,
        )

    assert "PUBLIC_URL='dure.example': takes the address that people type" in shown
    assert f"Port {port} cannot be used" in shown
    kept = (tmp_path / "data" / "dure.env").read_text().splitlines()
    assert kept[1:] == [f'PUBLIC_URL="https://{HOST}:{port}"', 'SAMPLE_COURSE="off"']


@pytest.mark.full
def test_make_serve_in_a_new_clone_asks_and_serves(tmp_path: Path) -> None:
    clone, port = tmp_path / "clone", free_port()
    subprocess.run(["git", "clone", "--quiet", settings.BASE_DIR, clone], check=True)
    (clone / ".venv").symlink_to(settings.BASE_DIR / ".venv")

    shown = asked(
        ["make", "serve"],
        clone,
        f"https://{HOST}:{port}\n\n\n",
        HOST=HOST,
        DATA_DIR="",
    )

    assert f"Dure is running at https://{HOST}:{port}" in shown
    assert "Dure has stopped." in shown


@pytest.mark.full
def test_behind_a_proxy_that_says_nothing_of_the_name_forms_come_in(
    tmp_path: Path, prepared: Path
) -> None:
    port = str(free_port())
    told = {"PUBLIC_URL": "https://dure.example:8443", "TRUSTED_PROXIES": "127.0.0.1", "HOST": ""}
    site = GroupSite(
        tmp_path / "data", prepared=prepared, told=told | {"PORT": port}, is_measured=False
    )
    site.open()
    try:
        sent = {"X-Forwarded-Proto": "https", "Origin": "https://dure.example:8443"}
        visitor = Visitor(int(port), headers=sent)
        visitor.get("/login/")
        assert visitor.post("/login/", username="hana", password="wrong").status == 200
        visitor.headers = sent | {"Origin": "https://other.example"}
        assert visitor.post("/login/", username="hana", password="wrong").status == 403
        visitor.headers = {}
        led = visitor.get("/login/").headers["Location"]
        assert led == "https://dure.example:8443/login/"
    finally:
        assert site.stop() == 0
    assert not (site.data_dir / "tls").exists()


@pytest.mark.parametrize(
    ("told", "listens", "speaks_tls"),
    [
        ({"PUBLIC_URL": "https://dure.example"}, ":: 443", True),
        ({"PUBLIC_URL": "https://dure.example:8443", "PORT": "9"}, ":: 9", True),
        ({"PUBLIC_URL": "http://10.0.0.5"}, ":: 80", False),
        ({"PUBLIC_URL": "https://a:8443", "TRUSTED_PROXIES": "none"}, ":: 8443", True),
        ({"PUBLIC_URL": "https://a", "TRUSTED_PROXIES": "127.0.0.1"}, "127.0.0.1 8000", False),
        ({"PUBLIC_URL": "https://a", "TRUSTED_PROXIES": "10.0.0.0/24"}, ":: 8000", False),
        ({"PUBLIC_URL": "https://a", "TRUSTED_PROXIES": "::1", "HOST": "::1"}, "::1 8000", False),
    ],
)
def test_it_listens_where_people_come_to(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    told: dict[str, str],
    listens: str,
    speaks_tls: bool,
) -> None:
    variables = {"DATA_DIR": str(tmp_path), **told}
    monkeypatch.setattr(os, "environ", variables)

    opening = serve_group.opening(tmp_path / "dure.env")

    everywhere = "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104
    assert f"{opening.host} {variables['PORT']}" == re.sub(r"^:: ", f"{everywhere} ", listens)
    assert ("CERTIFICATE" in variables) == speaks_tls
    assert (variables.get("HSTS") == "off") == speaks_tls


def test_a_certificate_for_another_name_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(certificates, "LASTS", certificates.SOON)
    other = Certificate.self_signed(tmp_path, "other.example")
    files = {"CERTIFICATE": str(other.path), "KEY": str(other.key)}
    monkeypatch.setattr(os, "environ", {"PUBLIC_URL": f"https://{HOST}", **files})

    lines = serve_group.opening(tmp_path / "dure.env").more_to_say

    assert lines == [
        f"WARNING: {other.path} does not name {HOST}: browsers will warn.",
        f"WARNING: {other.path} ends on {other.ends_at():%Y-%m-%d}.",
    ]
