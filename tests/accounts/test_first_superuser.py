"""Whoever starts the site makes its first superuser with a link that works once."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.first_superuser.models import LOCK, FirstSuperuserLink, new_link
from accounts.models import User
from config import environment
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PERSON = {
    "username": "boss",
    "name": "이두레",
    "password1": "a-long-password-1",
    "password2": "a-long-password-1",
}


@pytest.fixture
def link() -> str:
    return urlsplit(new_link()).path


def test_it_makes_a_superuser_who_goes_on_signed_in(client: Client, link: str) -> None:
    page = client.get(link, follow=True)
    assert page.redirect_chain == [("/first-superuser/", 302)]
    assert 'name="password1"' in page.content.decode()

    posted = client.post("/first-superuser/", PERSON)

    assert posted.headers["Location"] == "/admin/courses/cohort/add/"
    person = User.objects.get()
    assert (person.username, person.name) == ("boss", "이두레")
    assert person.is_superuser
    assert person.is_staff
    assert person.check_password(PERSON["password1"])
    assert client.get("/admin/").status_code == 200


def test_it_works_once(client: Client, link: str) -> None:
    other = Client()
    other.get(link)
    client.get(link)
    client.post("/first-superuser/", PERSON)

    assert other.post("/first-superuser/", {**PERSON, "username": "second"}).status_code == 410
    assert other.get("/first-superuser/").status_code == 410
    assert other.get(link).status_code == 410
    assert User.objects.count() == 1


def test_it_ends_with_the_next_start(client: Client, link: str) -> None:
    newer = urlsplit(new_link()).path
    assert client.get(link).status_code == 410
    assert client.get(newer).status_code == 302


def test_it_ends_after_a_day(client: Client, link: str) -> None:
    client.get(link)
    old = timezone.now() - datetime.timedelta(hours=24, seconds=1)
    FirstSuperuserLink.objects.update(made_at=old)
    assert client.post("/first-superuser/", PERSON).status_code == 410
    assert not User.objects.exists()


def test_it_ends_when_there_is_a_superuser_of_another_door(client: Client, link: str) -> None:
    client.get(link)
    UserFactory.create(is_superuser=True, is_active=False)
    assert client.post("/first-superuser/", PERSON).status_code == 410
    assert User.objects.count() == 1


def test_an_unknown_link_or_none_is_410(client: Client, link: str) -> None:
    assert client.get("/first-superuser/guessed/").status_code == 410
    assert client.get("/first-superuser/").status_code == 410
    assert client.post("/first-superuser/", PERSON).status_code == 410


def test_a_link_is_only_followed(client: Client, link: str) -> None:
    assert client.post(link, PERSON).status_code == 405


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"username": ""}, "id_username"),
        ({"username": "HANA"}, "id_username"),
        ({"password1": "12345678", "password2": "12345678"}, "id_password2"),
        ({"password2": "another"}, "id_password2"),
    ],
)
def test_a_fault_is_told_and_the_link_goes_on_working(
    client: Client, link: str, change: dict[str, str], fault: str
) -> None:
    UserFactory.create(username="hana")
    client.get(link)
    refused = client.post("/first-superuser/", PERSON | change)
    assert refused.status_code == 400
    assert f'href="#{fault}"' in refused.content.decode()

    assert client.post("/first-superuser/", PERSON).status_code == 302


def test_the_secret_is_neither_stored_nor_logged(
    client: Client, link: str, caplog: pytest.LogCaptureFixture
) -> None:
    secret = link.split("/")[2]
    client.get(link)
    client.post("/first-superuser/", PERSON | {"password2": "another"})
    client.post("/first-superuser/", PERSON)
    assert caplog.records != []
    assert secret not in caplog.text
    assert secret not in str(list(FirstSuperuserLink.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_one_person_at_a_time(client: Client) -> None:
    client.get(urlsplit(new_link()).path)
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        assert client.post("/first-superuser/", PERSON).status_code == 429
    finally:
        other.rollback()
        other.close()
    assert client.post("/first-superuser/", PERSON).status_code == 302


def test_the_command_prints_one(
    settings: Settings, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    settings.PUBLIC_ADDRESS = "https://dure.example"
    call_command("firstsuperuser")
    printed = capsys.readouterr().out
    assert printed.startswith("https://dure.example/first-superuser/")
    assert client.get(urlsplit(printed.strip()).path).status_code == 302


def test_the_command_refuses_where_there_is_a_superuser() -> None:
    UserFactory.create(is_superuser=True)
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("firstsuperuser")


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"HTTPS": "on", "ALLOWED_HOSTS": "dure.example,other"}, "https://dure.example"),
        ({"ALLOWED_HOSTS": ".dure.example"}, "http://dure.example:8000"),
        ({"ALLOWED_HOSTS": "*"}, "http://127.0.0.1:8000"),
    ],
)
def test_it_leads_to_where_people_find_the_site(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], address: str
) -> None:
    for name in ("HTTPS", "ALLOWED_HOSTS", "PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert environment.public_address() == address
