"""Signing in with the password of a directory: against OpenLDAP's own server, on loopback."""

import dataclasses
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import ExternalIdentity, User
from config import sign_in_ways
from tests.factories import UserFactory
from tests.site import free_port

SLAPD = shutil.which("slapd", path=f"{os.environ['PATH']}:/usr/sbin")
ldap = pytest.importorskip("ldap", reason="python-ldap is not installed: make install LDAP=1")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.full,
    pytest.mark.skipif(SLAPD is None, reason="slapd is not installed"),
]
BASE = "dc=example,dc=kr"
PEOPLE = f"ou=people,{BASE}"
CONFIG = """include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
database mdb
suffix "{base}"
rootdn "cn=admin,{base}"
rootpw admin-secret
directory {folder}/data
"""
PASSWORDS = {"hong": "홍길동의 비밀번호", "boss": "boss-password", "a*b": "star-password"}


@dataclass
class OpenLDAP:
    folder: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"ldap://127.0.0.1:{self.port}"

    def start(self) -> None:
        config = self.folder / "slapd.conf"
        config.write_text(CONFIG.format(folder=self.folder, base=BASE))
        self.process = subprocess.Popen(
            [str(SLAPD), "-d", "0", "-f", str(config), "-h", self.address]
        )
        for _ in range(100):
            try:
                return self.fill()
            except ldap.SERVER_DOWN:
                time.sleep(0.1)
        raise TimeoutError("slapd does not answer.")

    def fill(self) -> None:
        server = ldap.initialize(self.address)
        server.simple_bind_s(f"cn=admin,{BASE}", "admin-secret")
        if server.search_s("", ldap.SCOPE_BASE) and self._is_filled(server):
            return
        add(server, BASE, objectClass=["dcObject", "organization"], o="예시", dc="example")
        add(server, PEOPLE, objectClass=["organizationalUnit"], ou="people")
        for name, password in PASSWORDS.items():
            place = f"uid={ldap.dn.escape_dn_chars(name)},{PEOPLE}"
            values = {
                "uid": name,
                "sn": "성",
                "cn": f"{name} 이름",
                "mail": f"{len(name)}@example.kr",
            }
            add(server, place, objectClass=["inetOrgPerson"], userPassword=password, **values)

    @staticmethod
    def _is_filled(server: Any) -> bool:
        try:
            return bool(server.search_s(PEOPLE, ldap.SCOPE_BASE))
        except ldap.NO_SUCH_OBJECT:
            return False

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def add(server: Any, place: str, **values: Any) -> None:
    rows = [
        (name, [each.encode() for each in (value if isinstance(value, list) else [value])])
        for name, value in values.items()
    ]
    server.add_s(place, rows)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenLDAP]:
    folder = tmp_path_factory.mktemp("slapd")
    (folder / "data").mkdir()
    server = OpenLDAP(folder, free_port())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def directory(server: OpenLDAP, settings: Any) -> None:
    use(settings, server.address)


def use(settings: Any, address: str) -> None:
    settings.LDAP = sign_in_ways.Directory(
        *(address, BASE, "uid", f"cn=admin,{BASE}", "admin-secret", "")
    )
    for name, value in sign_in_ways.library_settings(settings.LDAP).items():
        setattr(settings, name, value)
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "accounts.providers.directory.DirectoryBackend",
    ]


def enter(client: Client, username: str, password: str) -> str:
    client.post("/login/", {"username": username, "password": password})
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


@pytest.mark.usefixtures("directory")
def test_who_is_in_the_directory_is_let_in(client: Client) -> None:
    assert enter(client, "Hong", PASSWORDS["hong"]) == "hong"
    person = User.objects.get()
    assert (person.name, person.email, person.is_staff) == ("hong 이름", "4@example.kr", False)
    assert not person.has_usable_password()
    client.logout()
    assert enter(client, "hong", PASSWORDS["hong"]) == "hong"
    assert ExternalIdentity.objects.count() == 1


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("hong", "wrong"),
        ("hong", ""),
        ("nobody", "x"),
        ("*", PASSWORDS["hong"]),
        ("hong)(uid=*", PASSWORDS["hong"]),
        ("h*", PASSWORDS["hong"]),
        ("hong\x00", "x" * 1_000_000),
        ("boss", PASSWORDS["boss"]),
    ],
)
def test_nobody_else_is(client: Client, username: str, password: str) -> None:
    UserFactory.create(username="boss", is_superuser=True)
    assert enter(client, username, password) == ""
    assert User.objects.count() == 1


@pytest.mark.parametrize("address", ["ldap://127.0.0.1:9", "ldaps://127.0.0.1:9"])
def test_while_it_is_away_a_local_superuser_signs_in(
    client: Client, settings: Any, address: str
) -> None:
    use(settings, address)
    User.objects.create_superuser("boss", password="충분히-긴-비밀번호")
    assert enter(client, "boss", "충분히-긴-비밀번호") == "boss"
    client.logout()
    assert enter(client, "hong", PASSWORDS["hong"]) == ""


@pytest.mark.usefixtures("directory")
def test_the_doctor_tells_what_is_wrong(settings: Any) -> None:
    assert sign_in_ways.why_away(settings.LDAP) == ""
    wrong = dataclasses.replace(settings.LDAP, bind_password="wrong")
    assert sign_in_ways.why_away(wrong) == "Invalid credentials"
    away = dataclasses.replace(settings.LDAP, server="ldap://127.0.0.1:9")
    assert sign_in_ways.why_away(away) == "Can't contact LDAP server"


def test_elsewhere_it_is_spoken_to_with_tls_alone() -> None:
    directory = sign_in_ways.Directory("ldap://dc.example.kr", BASE, "uid", "", "", "")
    options = sign_in_ways.library_settings(directory)
    assert options["AUTH_LDAP_START_TLS"] is True
    assert options["AUTH_LDAP_CONNECTION_OPTIONS"][ldap.OPT_X_TLS_REQUIRE_CERT] == (
        ldap.OPT_X_TLS_DEMAND
    )
