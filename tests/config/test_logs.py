"""What is noted of requests: enough to find a fault, and nothing of a person."""

import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from config.logs import JsonFormatter, TextFormatter
from tests.site import Site, Visitor

NUMBER = "0123456789abcdef0123456789abcdef"
SOUGHT = "%EB%B9%84%EB%B0%80"


@pytest.fixture(scope="module")
def noting_site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    variables = {"ACCESS_LOG": "on", "METRICS": "on", "LOG_FORMAT": "json"}
    folder = tmp_path_factory.mktemp("noting") / "data"
    site = Site(folder, variables=variables, prepared=prepared, is_measured=False)
    site.start()
    yield site
    assert site.stop() == 0


def lines(site: Site) -> list[dict[str, Any]]:
    return [json.loads(line) for line in site.log.read_text().splitlines() if line[:1] == "{"]


def test_each_answer_is_noted_with_its_number_and_without_whose_it_was(noting_site: Site) -> None:
    member = noting_site.sign_in("member1")
    addresses = ("/", f"/courses/local-ai/search/?q={SOUGHT}", "/courses/member1/", "/healthz")
    answers = {address: member.get(address) for address in addresses}

    noted = {line["request"]: line for line in lines(noting_site) if "route" in line}
    of = {address: noted.get(got.headers["X-Request-ID"]) for address, got in answers.items()}
    assert of["/healthz"] is None
    search, missing = of[addresses[1]], of[addresses[2]]
    assert search is not None
    assert missing is not None
    assert (search["method"], search["status"]) == ("GET", 200)
    assert search["route"] == "/courses/<slug:course>/search/"
    assert search["bytes"] > 1000
    assert missing["status"] == 404
    written = json.dumps([line for line in lines(noting_site) if "route" in line])
    for personal in ("member1", SOUGHT, "비밀", "sessionid"):
        assert personal not in written


def test_a_number_that_a_proxy_gave_is_kept_and_any_other_text_is_not(noting_site: Site) -> None:
    visitor = Visitor(noting_site.port)
    for sent, is_kept in ((NUMBER, True), ("<script>", False), ("x" * 500, False)):
        connection = visitor.connect()
        connection.request("GET", "/login/", headers={"X-Request-ID": sent})
        got = str(connection.getresponse().headers["X-Request-ID"])
        connection.close()

        assert (got == sent) is is_kept
        assert re.fullmatch("[0-9a-f]{32}", got)


def test_metrics_count_the_requests_of_all_processes(noting_site: Site) -> None:
    visitor = Visitor(noting_site.port)

    def counted() -> float:
        text = visitor.get("/metrics").text
        assert "member1" not in text
        name = r'^django_http_responses_total_by_status_view_method_total\{.*view="login".*\} (.*)$'
        return sum(float(number) for number in re.findall(name, text, re.MULTILINE))

    before = counted()
    for _request in range(20):
        assert visitor.get("/login/").status == 200
    assert counted() == before + 20


@pytest.mark.parametrize(
    ("came_from", "status"), [("127.0.0.1", 200), ("192.0.2.7", 404), ("2001:db8::1", 404)]
)
def test_metrics_are_for_this_machine(noting_site: Site, came_from: str, status: int) -> None:
    connection = Visitor(noting_site.port).connect()
    # As a proxy on this machine says of a visitor.
    connection.request("GET", "/metrics", headers={"X-Forwarded-For": came_from})
    assert connection.getresponse().status == status
    connection.close()


def test_neither_is_there_unless_asked_for(site: Site) -> None:
    assert Visitor(site.port).get("/metrics").status == 404
    assert "dure.access" not in site.log.read_text()


@pytest.mark.parametrize(("number", "end"), [(NUMBER, f" [{NUMBER}]"), (None, "")])
def test_a_line_of_text_ends_with_the_number_of_its_request(number: str | None, end: str) -> None:
    formatter = TextFormatter("{levelname}: {message}", style="{")
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Broken\n  more", (), None)
    record.request_id = number

    assert formatter.format(record) == f"ERROR: Broken{end}\n  more"


def test_a_time_says_how_far_it_is_from_utc() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Broken", (), None)
    record.created = 1_795_000_000.25
    text = TextFormatter("{asctime} {message}", style="{").format(record).partition(" Broken")[0]
    of_json = json.loads(JsonFormatter().format(record))["time"]

    for time in (text, of_json):
        moment = datetime.fromisoformat(time)
        assert moment.utcoffset() is not None
        assert moment.timestamp() == record.created
