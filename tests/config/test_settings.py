"""What the environment makes of the settings, as a browser or an operator sees it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

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
        cwd=settings.BASE_DIR,
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("asked", "header"),
    [
        ({}, "max-age=31536000"),
        ({"HTTPS": "off"}, "None"),
        ({"HSTS_INCLUDE_SUBDOMAINS": "on"}, "max-age=31536000; includeSubDomains"),
        (
            {"HSTS_INCLUDE_SUBDOMAINS": "on", "HSTS_PRELOAD": "on"},
            "max-age=31536000; includeSubDomains; preload",
        ),
    ],
)
def test_hsts_binds_other_servers_only_when_asked(asked: dict[str, str], header: str) -> None:
    page = run("-c", HSTS_OF_A_PAGE, **(DEPLOYED | asked))

    assert page.stdout.strip() == header, page.stderr


def test_preloading_takes_the_subdomains_as_well() -> None:
    refused = run("manage.py", "check", **DEPLOYED, HSTS_PRELOAD="on")

    assert refused.returncode == 1
    assert refused.stderr == "HSTS_PRELOAD=on: takes HSTS_INCLUDE_SUBDOMAINS=on as well.\n"


def test_a_deployed_site_has_nothing_to_complain_of() -> None:
    checked = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **DEPLOYED)

    assert checked.returncode == 0, checked.stderr
