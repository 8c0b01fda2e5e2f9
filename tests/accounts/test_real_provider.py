"""Signing in at a provider that others wrote: django-oauth-toolkit, run beside."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from django.conf import settings as django_settings
from django.test import Client

from accounts.models import ExternalIdentity, User
from accounts.providers import oidc
from config import sign_in_ways
from tests.site import free_port

pytest.importorskip("oauth2_provider", reason="django-oauth-toolkit: make .venv/installed-prove")
pytestmark = [pytest.mark.django_db, pytest.mark.full]
CALLBACK = "http://testserver/login/oidc/callback/"


@pytest.fixture
def issuer(tmp_path: Path, settings: Any) -> Iterator[str]:
    port = free_port()
    program = [sys.executable, "-m", "tests.accounts.toolkit_provider"]
    process = subprocess.Popen(
        [*program, str(port), CALLBACK, str(tmp_path)],
        cwd=django_settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    issuer = f"http://127.0.0.1:{port}/o"
    settings.OIDC = sign_in_ways.OpenIDConnect(issuer, "dure", "a-secret", "preferred_username", "")
    yield issuer
    process.kill()
    process.wait()
    oidc._discovered.clear()


def at_provider(address: str) -> str:
    """Where a browser is led back to that signs in there."""
    browser = requests.Session()
    page = browser.get(address, timeout=20)
    token = re.search('name="csrfmiddlewaretoken" value="(.*?)"', page.text)
    assert token is not None, page.text
    form = {"username": "hong", "password": "홍길동의 비밀번호", "csrfmiddlewaretoken": token[1]}
    answer = browser.post(page.url, form, allow_redirects=False, timeout=20)
    while not answer.headers["Location"].startswith(CALLBACK):
        address = requests.compat.urljoin(answer.url, answer.headers["Location"])  # type: ignore[attr-defined]
        answer = browser.get(address, allow_redirects=False, timeout=20)
    return str(answer.headers["Location"])


def test_a_person_signs_in_there_and_is_signed_in_here(client: Client, issuer: str) -> None:
    led = client.get("/login/oidc/")
    back = at_provider(led.headers["Location"])
    assert client.get(back.removeprefix("http://testserver")).status_code == 302
    person = User.objects.get()
    assert (person.username, person.name) == ("hong", "홍길동")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert ExternalIdentity.objects.get().provider == issuer
    client.logout()
    assert client.get(back.removeprefix("http://testserver")).status_code == 400
