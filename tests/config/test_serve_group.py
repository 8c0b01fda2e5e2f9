"""`make serve`: a site for a group, and what it refuses."""

import datetime
import re
import socket
import subprocess
from pathlib import Path

import pytest

from config import certificates
from config.certificates import Certificate
from tests.config.group import HOST, MODULE, GroupSite
from tests.site import Visitor, free_port


def test_it_makes_no_demo(group: GroupSite) -> None:
    assert group.sql("SELECT count(*) FROM accounts_demoaccount") == [(0,)]
    assert group.sql("SELECT count(*) FROM courses_course") == [(1,)]


def test_it_shows_the_fingerprint_and_listens_there_alone(group: GroupSite) -> None:
    shown = re.search(r"^  ((?:[0-9A-F]{2}:){31}[0-9A-F]{2})$", group.log.read_text(), re.M)
    assert shown is not None
    with socket.socket() as elsewhere:
        assert elsewhere.connect_ex(("127.0.0.1", group.port)) != 0
    assert (group.data_dir / "tls" / "key.pem").stat().st_mode & 0o777 == 0o600


def test_the_sample_course_is_offered_once(group: GroupSite) -> None:
    asked = group.shell(
        "from config.serve_group import load_sample_course; from courses.models import Course;"
        "from django.db import transaction\n"
        "with transaction.atomic():\n"
        "    Course.objects.update(title='Ours'); load_sample_course()\n"
        "    print(Course.objects.get().title); Course.objects.all().delete()\n"
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
    [
        ({"PUBLIC_URL": ""}, "PUBLIC_URL is not set. Put"),
        ({"PUBLIC_URL": "dure.example"}, "takes the address that people type"),
        ({"PUBLIC_URL": "https://dure.example/lms"}, "a path below a host is not supported"),
        ({"TRUSTED_PROXIES": "proxy"}, "TRUSTED_PROXIES='proxy': takes addresses and networks"),
        ({"PORT": "99999"}, "from 1 to 65535"),
        ({"HOST": "192.0.2.1"}, "HOST='192.0.2.1': this machine has no such address."),
        ({"HOST": "no host"}, "HOST='no host': takes an address of this machine"),
        ({"CERTIFICATE": "/nowhere.pem"}, "name a file for each, or for neither"),
        ({"CERTIFICATE": "/no.pem", "KEY": "/no.key"}, "/no.pem cannot be read: No such file"),
        (
            {"CERTIFICATE": "/no.pem", "KEY": "/no.key", "PUBLIC_URL": "http://a"},
            "begins with https://",
        ),
        ({"DEMO": "on"}, "DEMO=on: everybody knows"),
        ({"DATABASE_URL": "postgresql://a:1,b:x/dure"}, "a port is a number"),
    ],
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


def test_an_expired_certificate_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "LASTS", datetime.timedelta(hours=1))
    expired = Certificate.self_signed(tmp_path, HOST)

    said = refusal(tmp_path, CERTIFICATE=str(expired.path), KEY=str(expired.key))

    assert said.startswith(f"CERTIFICATE, KEY: {expired.path} expired on ")


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


@pytest.mark.parametrize("host", ["::1", "::"])
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
