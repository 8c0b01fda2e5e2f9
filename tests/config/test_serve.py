"""`make run`: starting, refusing to start twice, stopping, and coming back after a kill -9."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from accounts.demo import PASSWORD
from config import keeper
from config.database import EmbeddedPostgres
from tests.site import Site, Visitor, free_port, questions_on
from tests.tables import FULL, first

MODULE = "/courses/local-ai/evaluation/"


def answers(site: Site) -> list[tuple[object, ...]]:
    return site.sql("SELECT id, ordinal, option_id, answered_at FROM quizzes_answer ORDER BY id")


def test_it_is_up_and_ready(site: Site) -> None:
    assert Visitor(site.port).get("/healthz").status == 200
    assert site.is_ready_soon()


@pytest.mark.full
def test_it_says_that_it_runs_though_it_may_not_be_asked_by_number(
    tmp_path: Path, prepared: Path
) -> None:
    variables = {"ALLOWED_HOSTS": "dure.example"}
    site = Site(tmp_path / "data", variables=variables, prepared=prepared, is_measured=False)

    site.start()

    assert f"Dure is running at {site.address}" in site.log.read_text()
    assert Visitor(site.port).get("/healthz").status == 400
    assert site.stop() == 0


def test_a_second_one_says_where_the_first_runs(site: Site) -> None:
    second = site.command("-m", "config.serve", PORT=str(free_port()))

    assert second.returncode == 1
    assert second.stderr.startswith(f"Dure is already running: {site.address} (process ")
    assert len(second.stderr.splitlines()) == 1


def test_a_taken_port_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = Site(tmp_path / "data", port).command("-m", "config.serve")

    assert refused.returncode == 1
    assert f"Port {port} cannot be used" in refused.stderr
    assert "make run PORT=" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "value", "takes"),
    first(
        1,
        [
            ("PORT", "eighty", "from 1 to 65535"),
            ("LANGUAGE_CODE", "fr", "one of ko, en"),
            ("DATABASE_URL", "mysql://root@127.0.0.1/dure", "postgresql://"),
            ("DATABASE_URL", "postgresql://nobody:hidden@127.0.0.1:9/dure", "cannot be reached"),
            ("PORT", "70000", "from 1 to 65535"),
            ("TIME_ZONE", "Mars/Olympus", "Asia/Seoul"),
            ("DEBUG", "perhaps", "1/true/yes/on"),
            ("LOG_FORMAT", "xml", "one of text, json"),
            ("DATABASE_URL", "postgresql://127.0.0.1:port/dure", "postgresql://"),
            ("DATABASE_DIRECT_URL", "postgresql://127.0.0.1/dure", "DATABASE_URL"),
            ("DATABASE_REPLICA_URL", "mysql://root@127.0.0.1/dure", "postgresql://"),
        ],
    ),
)
def test_a_wrong_value_stops_the_start_in_one_line(
    tmp_path: Path, variable: str, value: str, takes: str
) -> None:
    refused = Site(tmp_path / "data").command("-m", "config.serve", **{variable: value})

    assert refused.returncode == 1
    assert variable in refused.stderr
    assert takes in refused.stderr
    assert "hidden" not in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.full
def test_everything_acknowledged_is_there_after_kill_9(own_site: Site) -> None:
    member = own_site.sign_in("member1")
    question, options = questions_on(member.get(MODULE).text)[0]
    posted = member.post(f"/quizzes/questions/{question}/answer/", option=options[0])
    assert posted.status == 303
    before = answers(own_site)
    assert len(before) == 1

    own_site.kill_everything()
    own_site.start()

    assert answers(own_site) == before
    assert f'data-explanation="{options[0]}"' in member.get(MODULE).text


def statuses(visitor: Visitor, times: int = 32) -> list[int]:
    """Of requests that come at once, so that every thread has its connection."""
    with ThreadPoolExecutor(16) as people:
        return [got.status for got in people.map(visitor.get, ["/"] * times)]


def test_a_restart_of_postgres_costs_nobody_a_request_after_it(site: Site) -> None:
    member, postgres = site.sign_in("member1"), site.postgres

    for _restart in range(2 if FULL else 1):
        assert statuses(member) == [200] * 32
        stopped = int(site.postgres_pid())
        os.kill(stopped, signal.SIGINT)
        # It may be up again before anybody sees that it was down.
        while keeper.postmaster(postgres.cluster) in {None, stopped} or not postgres.is_live():
            time.sleep(0.01)
        assert [member.get("/").status for _request in range(8)] == [200] * 8


@pytest.mark.full
def test_backends_that_were_ended_cost_nobody_a_request(site: Site) -> None:
    member = site.sign_in("member1")

    for _end in range(3 if FULL else 1):
        assert statuses(member) == [200] * 32
        site.sql(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        assert [member.get("/").status for _request in range(8)] == [200] * 8


def test_a_stopped_postgres_is_not_ready_and_then_is_again(site: Site) -> None:
    visitor = Visitor(site.port)
    postmaster = int(site.postgres_pid())
    os.kill(postmaster, signal.SIGSTOP)
    try:
        assert visitor.get("/readyz").text == "the database does not answer\n"
        assert visitor.get("/healthz").status == 200
    finally:
        os.kill(postmaster, signal.SIGCONT)
    while visitor.get("/readyz").status != 200:
        pass


def test_what_was_changed_stays_changed_and_nothing_doubles_or_comes_back(own_site: Site) -> None:
    change = "UPDATE accounts_user SET name = '바꾼 이름' WHERE username = 'member1'"
    own_site.sql(f"{change} RETURNING id")
    tables = ("accounts_user", "courses_lesson", "courses_enrolment", "quizzes_option")
    counts = [own_site.sql(f"SELECT count(*) FROM {table}") for table in tables]
    own_site.sql("UPDATE accounts_user SET username = 'boss' WHERE username = 'admin' RETURNING 1")
    own_site.sql(
        "UPDATE courses_lesson SET body_html = 'before' WHERE id = "
        "(SELECT min(id) FROM courses_lesson) RETURNING 1"
    )
    assert "shown otherwise" not in own_site.log.read_text()
    own_site.stop()

    own_site.start()

    assert own_site.sql("SELECT count(*) FROM accounts_user WHERE username = 'admin'") == [(0,)]
    assert "member1 member2 member3 facilitator author boss" in own_site.log.read_text()
    assert own_site.log.read_text().count("shown otherwise than before: lesson local-ai/") == 1
    assert counts == [own_site.sql(f"SELECT count(*) FROM {table}") for table in tables]
    assert "바꾼 이름" in own_site.sign_in("member1").get("/").text


@pytest.fixture
def site_of_others(tmp_path: Path, prepared: Path) -> Iterator[Site]:
    """A site whose database somebody else runs, with nobody in it."""
    site = Site(tmp_path / "data", prepared=prepared)
    server = EmbeddedPostgres(tmp_path / "theirs", durable=False)
    (site.data_dir / "postgres").rename(server.directory)
    url = f"postgresql://postgres@/dure?host={server.socket_dir}"
    with server.running():
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica")  # or guards keep answers
            connection.execute("TRUNCATE accounts_user, accounts_demoaccount CASCADE")
        site.variables["DATABASE_URL"] = url
        site.start()
        yield site
        site.stop()


@pytest.mark.full
def test_with_a_database_of_ones_own_a_link_makes_the_first_superuser_and_no_demo(
    site_of_others: Site,
) -> None:
    log = site_of_others.log.read_text()
    link = re.search(rf"{site_of_others.address}(/first-superuser/\S+/)", log)
    assert link is not None, log
    assert PASSWORD not in log
    visitor = Visitor(site_of_others.port)
    assert visitor.get(link[1]).headers["Location"] == "/first-superuser/"
    visitor.get("/first-superuser/")
    passwords = dict.fromkeys(["password1", "password2"], "제법 길게 지은 비밀번호")

    made = visitor.post("/first-superuser/", username="boss", name="이두레", **passwords)
    assert made.headers["Location"] == "/admin/courses/cohort/add/"
    assert visitor.get("/admin/").status == 200
    assert Visitor(site_of_others.port).get(link[1]).status == 410

    site_of_others.stop()
    site_of_others.start()
    assert "first-superuser" not in site_of_others.log.read_text()
    assert visitor.get("/admin/").status == 200


@pytest.mark.parametrize(
    ("variable", "value"),
    first(
        1,
        [
            ("ALLOWED_HOSTS", "dure.example"),
            ("HTTPS", "on"),
            ("DATABASE_URL", "postgresql:///x"),
            ("PUBLIC_URL", "https://dure.example"),
            ("HOST", "0.0.0.0"),  # noqa: S104
        ],
    ),
)
def test_a_demo_for_others_stops_the_start(tmp_path: Path, variable: str, value: str) -> None:
    refused = Site(tmp_path / "data").command("-m", "config.serve", DEMO="on", **{variable: value})

    assert refused.returncode == 1
    assert refused.stderr.startswith("DEMO=on: ")
    assert variable in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_psql_is_refused_like_everyone_else(site: Site) -> None:
    member = site.sign_in("member3")
    question, options = questions_on(member.get(MODULE).text)[0]
    member.post(f"/quizzes/questions/{question}/answer/", option=options[0])
    psql = site.postgres.binary("psql")

    for statement in (
        "UPDATE quizzes_answer SET ordinal = 9",
        "DELETE FROM quizzes_answer",
        "TRUNCATE quizzes_answer CASCADE",
        f"UPDATE quizzes_option SET is_correct = NOT is_correct WHERE question_id = {question}",
    ):
        refused = subprocess.run(
            [psql, "-h", site.postgres.socket_dir, "-U", "postgres", "dure", "-c", statement],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        assert refused.returncode != 0
        assert "never changed or deleted" in refused.stderr or "has answers" in refused.stderr
