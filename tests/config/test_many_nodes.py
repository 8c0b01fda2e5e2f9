"""Three web nodes behind nginx, on one database behind PgBouncer in transaction mode."""

import io
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from PIL import Image

from accounts.demo import PASSWORD
from bench.answers import CLIENTS, Answers
from config.database import NOBODY
from tests import programs
from tests.config.test_nginx import AROUND, NGINX
from tests.site import START_TIMEOUT, Response, Site, Visitor, free_port

PGBOUNCER = programs.find("pgbouncer")
POOLER = """
[databases]
dure = host={server} dbname=dure user=postgres
[pgbouncer]
pool_mode = transaction
auth_type = any
unix_socket_dir = {folder}
listen_port = 6432
default_pool_size = 6
logfile = {folder}/pgbouncer.log
pidfile = {folder}/pgbouncer.pid
"""
SERVER = """
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass http://dure;
        proxy_set_header Host $http_host;
    }}
}}
"""
GUIDE = (settings.BASE_DIR / "docs" / "operators.md").read_text(encoding="utf-8")
# A cursor that is kept on the server is looked for on another connection than it was opened on.
CURSOR = """
import psycopg
from config import limits
from quizzes.models import Question
with limits.answering_a_request():
    questions = Question.objects.order_by("pk").iterator(chunk_size=1)
    next(questions)
    with psycopg.connect({url!r}) as other:
        other.execute("SELECT 1")
        print(1 + len(list(questions)) == Question.objects.count())
"""


@dataclass
class Nodes:
    """Sites of one database; the first has its files."""

    sites: list[Site]
    port: int
    pooler: str

    @property
    def first(self) -> Site:
        return self.sites[0]


@contextmanager
def pgbouncer(folder: Path, server: Path) -> Iterator[str]:
    """Its address; it does not run as root, and reaches the server as the server's own user."""
    programs.need("pgbouncer", PGBOUNCER)
    folder.mkdir()
    (folder / "pgbouncer.ini").write_text(POOLER.format(folder=folder, server=server))
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        for path in (folder, *folder.parents):
            path.chmod(path.stat().st_mode | 0o001)
        os.chown(folder, NOBODY, NOBODY)
    command = [PGBOUNCER, "-q", str(folder / "pgbouncer.ini")]
    process = subprocess.Popen(command, cwd="/", **user)  # type: ignore[call-overload]
    try:
        wait_until((folder / ".s.PGSQL.6432").exists, process)
        yield f"postgresql://postgres@/dure?host={folder}&port=6432"
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def nginx(folder: Path, sites: list[Site]) -> Iterator[int]:
    """What the guide has for several nodes, on a port of its own."""
    programs.need("nginx", NGINX)
    folder.mkdir()
    port = free_port()
    block = re.search(r"(?m)^    upstream dure \{\n(?:^        .+\n)+    \}\n", GUIDE)
    assert block is not None
    upstream = block[0]
    for number, site in enumerate(sites, 8001):
        assert f"127.0.0.1:{number} " in upstream
        upstream = upstream.replace(f"127.0.0.1:{number} ", f"127.0.0.1:{site.port} ")
    (folder / "dure.conf").write_text(upstream + SERVER.format(port=port))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command)

    def is_up() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    try:
        wait_until(is_up, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_until(is_so: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while not is_so():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture(scope="module")
def nodes(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Nodes]:
    folder = tmp_path_factory.mktemp("nodes")
    sites = [
        Site(folder / f"node-{number}", prepared=prepared, is_measured=False) for number in range(3)
    ]
    server = sites[0].postgres
    key = (sites[0].data_dir / "secret-key").read_text()
    with ExitStack() as started:
        started.enter_context(server.running())
        direct = f"postgresql://postgres@/dure?host={server.socket_dir}"
        limits = re.findall(r"(?m)^    (ALTER ROLE) dure (SET .+;)$", GUIDE)
        assert len(limits) == 3
        with psycopg.connect(direct) as administrator:
            for alter, limit in limits:
                administrator.execute(f"{alter} postgres {limit}".encode())
        pooler = started.enter_context(pgbouncer(folder / "pooler", server.socket_dir))
        for site in sites:
            site.variables = {
                "DATABASE_URL": pooler,
                "DATABASE_DIRECT_URL": direct,
                "ALLOWED_HOSTS": "127.0.0.1",
                "SECRET_KEY": key,
                "WEB_CONCURRENCY": "1",
            }
            site.start()
            started.callback(end, site)
        port = started.enter_context(nginx(folder / "nginx", sites))
        yield Nodes(sites, port, pooler)


def end(site: Site) -> None:
    if site.process and site.process.poll() is None:
        site.stop()


def test_one_signs_in_at_one_node_and_goes_on_at_the_others(nodes: Nodes) -> None:
    member = Visitor(nodes.port)
    member.get("/login/")
    assert member.post("/login/", username="member1", password=PASSWORD).status == 302
    home = member.get("/")
    assert home.status == 200
    files = re.findall(r'"(/static/[^"]+\.(?:css|js))"', home.text)
    assert files
    for node in nodes.sites:
        visitor = Visitor(node.port, member.cookies)
        assert visitor.get("/").status == 200
        assert [file for file in files if visitor.get(file).status != 200] == []


def test_the_limits_of_the_role_hold_through_the_pooler_and_not_for_commands(nodes: Nodes) -> None:
    with psycopg.connect(nodes.pooler) as connection:
        assert connection.execute("SHOW lock_timeout").fetchone() == ("3s",)
    asks = "from django.db import connection as c; k = c.cursor(); k.execute('SHOW lock_timeout')"
    assert nodes.first.shell(f"{asks}; print(k.fetchone()[0])") == "0\n"


@pytest.mark.full
def test_what_is_read_piece_by_piece_comes_whole_through_the_pooler(nodes: Nodes) -> None:
    assert nodes.first.shell(CURSOR.format(url=nodes.pooler)) == "True\n"


ROSTER = "이름,아이디\n" + "".join(f"사람 {n},person-{n}\n" for n in range(150))
GIFT = "::across:: Which node keeps the file? {=None#It is in the database. ~The first#It is not.}"


class Traveller(Visitor):
    """One whose every request is answered by another node than the one before."""

    def __init__(self, nodes: Nodes) -> None:
        super().__init__(0)
        self.ports = cycle(node.port for node in nodes.sites)

    @property
    def session(self) -> str:
        return self.cookies["sessionid"]

    def request(self, method: str, path: str, data: dict[str, Any] | None = None) -> Response:
        self.port = next(self.ports)
        return super().request(method, path, data)


def file_of(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


@pytest.fixture
def traveller(nodes: Nodes) -> Traveller:
    """A superuser under way."""
    traveller = Traveller(nodes)
    traveller.get("/login/")
    assert traveller.post("/login/", username="admin", password=PASSWORD).status == 302
    return traveller


@pytest.mark.full
def test_a_roster_is_uploaded_at_one_node_imported_by_another_and_watched_at_all(
    nodes: Nodes, traveller: Traveller
) -> None:
    upload = "/admin/cohorts/demo/roster/import/"
    assert traveller.get(upload).status == 200
    page = traveller.post(upload, file=file_of("roster.csv", ROSTER.encode())).headers["Location"]
    assert "person-7" in traveller.get(page).text
    assert traveller.post(page).status == 303

    shown = [traveller.get(page).text for _node in nodes.sites]
    while any('data-state="running"' in text for text in shown):
        shown = [traveller.get(page).text for _node in nodes.sites]

    slips = 80  # on a page
    assert all('data-state="done"' in text and text.count("<li>") >= slips for text in shown)
    people = "SELECT count(*) FROM accounts_user WHERE username LIKE 'person-%'"
    assert nodes.first.sql(people) == [(150,)]


@pytest.mark.full
def test_a_bank_and_a_picture_go_from_node_to_node(nodes: Nodes, traveller: Traveller) -> None:
    ((quiz, course),) = nodes.first.sql(
        "SELECT quiz.id, course_id FROM quizzes_quiz AS quiz JOIN courses_module AS module "
        "ON module.id = quiz.module_id ORDER BY quiz.id LIMIT 1"
    )
    upload = f"/admin/quizzes/quiz/{quiz}/import/"
    assert traveller.get(upload).status == 200
    bank = file_of("bank.gift", GIFT.encode())
    page = traveller.post(upload, format="gift", file=bank).headers["Location"]
    assert "Which node keeps the file?" in traveller.get(page).text
    assert traveller.post(page).status == 303
    assert nodes.first.sql("SELECT count(*) FROM quizzes_question WHERE slug = 'across'") == [(1,)]

    image = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(image, "PNG")
    sent = {"course": course, "name": "across", "alt": "Teal"}
    add = "/admin/courses/image/add/"
    assert traveller.get(add).status == 200
    picture = file_of("across.png", image.getvalue())
    assert traveller.post(add, **sent, file=picture).status == 302
    listed = traveller.get("/admin/courses/image/").text
    address = re.search(r"/courses/[^\"]+/images/across\.[^\"]+\.webp", listed)
    assert address is not None
    for node in nodes.sites:
        line = Visitor(node.port).connect()
        line.request("GET", address[0], headers={"Cookie": f"sessionid={traveller.session}"})
        with line.getresponse() as answer:
            assert (answer.status, answer.read()[:4]) == (200, b"RIFF")


@pytest.mark.full
def test_a_node_that_is_killed_costs_no_answer(nodes: Nodes) -> None:
    answers = Answers.at(nodes.first, nodes.port, members=30, thinking=0.3)
    killed = nodes.sites[2]
    with answers.being_given():
        assert answers.wait_for_one_after(time.monotonic(), START_TIMEOUT)
        for pid in killed.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        moment = time.monotonic()
        assert answers.wait_for_one_after(moment, START_TIMEOUT)
    assert answers.faults() == {"lost": 0, "doubled": 0, "changed": 0}
    assert answers.strange == []
    assert answers.counts["5xx"] + answers.counts["refused"] <= CLIENTS, "its own requests alone"
    killed.start()
    assert killed.is_ready_soon()
