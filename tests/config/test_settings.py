"""What the environment makes of the settings, as a browser or an operator sees it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.exceptions import ImproperlyConfigured
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from pytest_django import Settings

from config import environment
from tests.tables import first

DEPLOYED = {
    "HTTPS": "on",
    "ALLOWED_HOSTS": "dure.example",
    "SECRET_KEY": "q1w2e3r4t5y6u7i8o9p0-a1s2d3f4g5h6j7k8l9-z1x2c3v4b5n6m7",
    "DATABASE_URL": "postgresql://dure.example/never-asked",
}
HSTS_OF_A_PAGE = """
import django
django.setup()
from django.test import Client
page = Client().get("/healthz", secure=True, headers={"host": "dure.example"})
print(page.headers.get("Strict-Transport-Security"))
"""


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A Python command line of the project in this environment and no other setting."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=site.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.full
@pytest.mark.parametrize(
    ("asked", "header"),
    first(
        1,
        [
            ({}, "max-age=31536000"),
            (
                {"HSTS_INCLUDE_SUBDOMAINS": "on", "HSTS_PRELOAD": "on"},
                "max-age=31536000; includeSubDomains; preload",
            ),
            ({"HTTPS": "off"}, "None"),
            ({"HSTS_INCLUDE_SUBDOMAINS": "on"}, "max-age=31536000; includeSubDomains"),
        ],
    ),
)
def test_hsts_binds_other_servers_only_when_asked(asked: dict[str, str], header: str) -> None:
    page = run("-c", HSTS_OF_A_PAGE, **(DEPLOYED | asked))

    assert page.stdout.strip() == header, page.stderr


@pytest.mark.full
def test_preloading_takes_the_subdomains_as_well() -> None:
    refused = run("manage.py", "check", **DEPLOYED, HSTS_PRELOAD="on")

    assert refused.returncode == 1
    assert refused.stderr == "HSTS_PRELOAD=on: takes HSTS_INCLUDE_SUBDOMAINS=on as well.\n"


def test_a_deployed_site_has_nothing_to_complain_of() -> None:
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("hosts", "host", "origin", "status"),
    [
        # 405 is the page's own answer: the form came in.
        ("dure.example", "dure.example", "https://dure.example", 405),
        ("dure.example", "dure.example:8443", "https://dure.example:8443", 405),
        ("dure.example", "dure.example", "https://dure.example:8443", 403),
        ("dure.example:8443", "dure.example", "https://dure.example:8443", 405),
        (".example", "dure.example:8443", "https://dure.example", 405),
        ("[::1]:8443", "[::1]", "https://[::1]:8443", 405),
        ("dure.example:8443", "dure.example", "https://other.example:8443", 403),
        ("dure.example:8443", "other.example", "https://other.example", 400),
    ],
)
def test_a_form_comes_in_from_the_hosts_that_are_allowed(
    db: None, settings: Settings, hosts: str, host: str, origin: str, status: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALLOWED_HOSTS", hosts)
        named = environment.hosts("ALLOWED_HOSTS")
    settings.ALLOWED_HOSTS = [name for name, _ in named]
    settings.CSRF_TRUSTED_ORIGINS = environment.origins("https", named)
    visitor = Client(enforce_csrf_checks=True, headers={"host": host, "origin": origin})
    token = get_token(RequestFactory().get("/"))
    visitor.cookies["csrftoken"] = token

    posted = visitor.post("/healthz", {"csrfmiddlewaretoken": token}, secure=True)

    assert posted.status_code == status


WEAK = {
    "a short key": {"SECRET_KEY": "short"},
    "a key of one letter": {"SECRET_KEY": "k" * 60},
    "every host": {"ALLOWED_HOSTS": "*"},
    "every host beside one": {"ALLOWED_HOSTS": "dure.example,*"},
    "every host at a port": {"ALLOWED_HOSTS": "*:8443"},
}


@pytest.mark.parametrize("name", first(1, [*WEAK]))
def test_what_is_weak_stops_the_start_in_one_line(name: str, tmp_path: Path) -> None:
    change = WEAK[name]
    variables = DEPLOYED | change | {"DATA_DIR": str(tmp_path)}
    for command in (["manage.py", "check"], ["-m", "config.serve"]):
        refused = run(*command, **variables)

        assert refused.returncode != 0
        (line,) = refused.stderr.strip().splitlines()
        assert line.startswith(next(iter(change)))
        assert "takes" in line


def test_a_weak_key_in_its_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("short")
    variables = DEPLOYED | {"SECRET_KEY": "", "DATA_DIR": str(tmp_path)}
    refused = run("manage.py", "check", **variables)
    assert refused.stderr.startswith(f"{tmp_path}/secret-key: the key has 5 characters")


@pytest.mark.full
def test_for_development_any_name_and_key_do() -> None:
    variables = DEPLOYED | {"DEBUG": "1", "ALLOWED_HOSTS": "*", "SECRET_KEY": "short"}
    assert run("manage.py", "check", **variables).returncode == 0


@pytest.mark.parametrize("hosts", ["https://dure.example", "dure.example/", "a b", "dure:port"])
def test_an_address_is_no_host_name(monkeypatch: pytest.MonkeyPatch, hosts: str) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", f"10.0.0.5,{hosts}")

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.hosts("ALLOWED_HOSTS")

    assert str(refused.value).startswith(f"ALLOWED_HOSTS={hosts!r}: takes host names separated by")
