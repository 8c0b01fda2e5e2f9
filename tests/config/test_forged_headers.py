"""A header that only a proxy may write, sent to the site as it is served."""

import http.client
from pathlib import Path

import pytest

from tests.site import Site

pytestmark = pytest.mark.full
SPELLINGS = [
    {"X-Remote-User": "admin"},
    {"x-remote-user": "admin"},
    {"X_Remote_User": "admin"},
    {"X-Remote_User": "admin"},
    {"X-Remote-User ": "admin"},
    {"X-Remote-User": "admin", "X-Forwarded-For": "10.9.9.9"},
]


@pytest.mark.parametrize("is_trusted", [False, True])
def test_nobody_names_himself(tmp_path: Path, prepared: Path, is_trusted: bool) -> None:
    trusted = "127.0.0.1" if is_trusted else "10.9.9.9"
    variables = {"SSO_HEADER": "X-Remote-User", "TRUSTED_PROXIES": trusted}
    site = Site(tmp_path / "data", prepared=prepared, variables=variables)
    site.start()
    try:
        shown = [_sign_in_page(site.port, headers) for headers in SPELLINGS]
    finally:
        site.stop()
    # Of a proxy of ours the header counts in its own spelling alone.
    assert shown == [is_trusted, is_trusted, False, False, False, is_trusted]


def _sign_in_page(port: int, headers: dict[str, str]) -> bool:
    """Whether it offers to go on as whom the header names."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/login/", headers=headers)
        return "other-ways" in connection.getresponse().read().decode()
    except (ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()
