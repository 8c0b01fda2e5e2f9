"""The page for when the network is away, and the service worker that shows it."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_service_worker_keeps_the_offline_page_and_its_styles_alone(client: Client) -> None:
    response = client.get("/service-worker.js")

    assert response.headers["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response.headers["Cache-Control"]
    (listed,) = re.findall(r"KEPT = \[(.*)\]", response.content.decode())
    page, style = (
        address.encode().decode("unicode_escape") for address in re.findall(r'"([^"]+)"', listed)
    )
    assert page == "/offline/"
    assert finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", style.removeprefix("/static/")))


def test_the_offline_page_needs_no_sign_in_and_holds_nothing_of_a_person(client: Client) -> None:
    response = client.get("/offline/")

    assert response.status_code == 200
    assert "지금은 연결되어 있지 않습니다" in response.content.decode()
    assert not response.cookies


def test_pages_let_the_worker_in(client: Client) -> None:
    response = client.get("/login/")

    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]
    assert "joined/visitor" in response.content.decode()


@pytest.mark.parametrize("address", ["/offline/", "/service-worker.js"])
def test_posting_is_405(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
