"""Who may say for a visitor where he comes from, and by what name the site is asked for."""

import ipaddress

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from config import environment
from config.proxies import TrustedProxiesMiddleware

PROXY, STRANGER = "10.0.0.7", "203.0.113.9"


@pytest.fixture(autouse=True)
def _proxies(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [ipaddress.ip_network("10.0.0.0/29"), ipaddress.ip_network("::1")]
    settings.ALLOWED_HOSTS = ["dure.example"]
    settings.PUBLIC_URL = environment.PublicUrl("https", "dure.example", "8443")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def passed(address: str, **headers: str) -> HttpRequest:
    """The request that the site sees of one from this address."""
    request = RequestFactory().get(
        "/", REMOTE_ADDR=address, headers={"host": "127.0.0.1:8000"} | headers
    )
    TrustedProxiesMiddleware(lambda _request: HttpResponse())(request)
    return request


@pytest.mark.parametrize("proxy", [PROXY, f"::ffff:{PROXY}", "::1", ""])
def test_a_proxy_of_ours_is_believed(proxy: str) -> None:
    request = passed(proxy, x_forwarded_proto="https", x_forwarded_for=STRANGER)

    assert request.is_secure()
    assert request.META["REMOTE_ADDR"] == STRANGER
    assert request.get_host() == "dure.example:8443"


@pytest.mark.parametrize("address", [STRANGER, "10.0.0.8", "::2", "unknown"])
def test_anybody_else_is_not(address: str) -> None:
    request = passed(
        address,
        host="dure.example",
        x_forwarded_proto="https",
        x_forwarded_for=PROXY,
        x_forwarded_host="other.example",
    )

    assert not request.is_secure()
    assert request.META["REMOTE_ADDR"] == address
    assert [name for name in request.META if "FORWARDED" in name] == []


@pytest.mark.parametrize(
    ("came_through", "visitor"),
    [
        (f"1.1.1.1, {STRANGER}, 10.0.0.3", STRANGER),
        ("10.0.0.3", "10.0.0.3"),
        ("unknown", PROXY),
        (f"{STRANGER}, <b>", PROXY),
    ],
)
def test_what_a_visitor_wrote_himself_counts_for_nothing(came_through: str, visitor: str) -> None:
    assert passed(PROXY, x_forwarded_for=came_through).META["REMOTE_ADDR"] == visitor


def test_without_a_public_address_the_name_stays_as_it_was_asked_for(settings: Settings) -> None:
    settings.PUBLIC_URL = None

    assert passed(PROXY, host="dure.example:81").get_host() == "dure.example:81"


@pytest.mark.parametrize(
    ("value", "parsed"),
    [
        ("", ["127.0.0.1/32"]),
        ("none", []),
        ("10.0.0.1, fd00::/8", ["10.0.0.1/32", "fd00::/8"]),
    ],
)
def test_proxies_are_named_by_addresses_and_networks(
    monkeypatch: pytest.MonkeyPatch, value: str, parsed: list[str]
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", value)

    assert list(map(str, environment.networks("TRUSTED_PROXIES", "127.0.0.1"))) == parsed
