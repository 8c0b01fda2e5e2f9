"""Signing in twice in one browser: the form of the second tab is older than the sign-in."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import Session, User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory.create(username="hana", name="이하나")


def text(response: object) -> str:
    page = BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]
    return " ".join(page.get_text().split())


def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def token_of(client: Client) -> str:
    page = BeautifulSoup(client.get("/login/").content, "html.parser")
    return str(page.select_one("main [name=csrfmiddlewaretoken]")["value"])  # type: ignore[index]


def send(client: Client, token: str, username: str = "hana", **form: str) -> object:
    form |= {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    return client.post("/login/", form)


def test_signing_in_in_a_second_tab_leads_on(person: User) -> None:
    browser = visitor()
    first, second = token_of(browser), token_of(browser)
    assert send(browser, first).status_code == 302  # type: ignore[attr-defined]
    response = send(browser, second, username="Ｈana", next="/progress/")
    assert response.status_code == 302  # type: ignore[attr-defined]
    assert response.headers["Location"] == "/progress/"  # type: ignore[attr-defined]
    assert Session.objects.count() == 1
    elsewhere = send(browser, second, next="https://evil.example/")
    assert elsewhere.headers["Location"] == "/"  # type: ignore[attr-defined]


def test_a_second_person_is_told_who_is_signed_in_here(person: User) -> None:
    other = UserFactory.create(username="duri")
    browser = visitor()
    first, second = token_of(browser), token_of(browser)
    send(browser, first)
    response = send(browser, second, username="duri")
    assert response.headers["Location"] == "/"  # type: ignore[attr-defined]
    assert "이하나 님이 이미 로그인해 있어" in text(browser.get("/"))
    assert not Session.objects.filter(person=other).exists()


def test_a_sign_in_form_that_is_too_old_comes_again(person: User) -> None:
    browser = visitor()
    first, second = token_of(browser), token_of(browser)
    send(browser, first)
    page = BeautifulSoup(browser.get("/").content, "html.parser")
    token = page.select_one("[data-sign-out] [name=csrfmiddlewaretoken]")["value"]  # type: ignore[index]
    browser.post("/logout/", {"csrfmiddlewaretoken": token})
    response = send(browser, second, next="/progress/")
    assert response.status_code == 403  # type: ignore[attr-defined]
    assert "비밀번호를 한 번 더 입력해 주세요" in text(response)
    form = BeautifulSoup(response.content, "html.parser").select_one("main form")  # type: ignore[attr-defined]
    values = {field["name"]: field.get("value", "") for field in form.select("input")}  # type: ignore[union-attr]
    assert (values["username"], values["password"], values["next"]) == ("hana", "", "/progress/")
    assert send(browser, str(values["csrfmiddlewaretoken"])).status_code == 302  # type: ignore[attr-defined]
