"""The account page: opened at its top, said kindly."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.password_validation import get_default_password_validators
from django.test import Client

from accounts.models import User
from accounts.passwords.rules import PasswordRule
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    person = UserFactory.create()
    client.force_login(person)
    return person


def page(client: Client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/account/").content, "html.parser")


def test_no_field_takes_the_focus(client: Client, person: User) -> None:
    assert not page(client).select("[autofocus]")


def test_the_language_is_named_or_the_sites(client: Client, person: User) -> None:
    options = page(client).select("select[name=language] option")
    assert [option.get_text() for option in options] == [
        "이 사이트의 기본 언어",
        "한국어",
        "English",
    ]
    assert "selected" in options[0].attrs
    for language in ("en", ""):
        data = {"save": "profile", "name": person.name, "theme": "system", "language": language}
        assert client.post("/account/", data).status_code == 302
        person.refresh_from_db()
        assert person.language == language
    data["language"] = "fr"
    assert client.post("/account/", data).status_code == 400


def test_a_new_password_is_asked_for_in_a_sentence(client: Client, person: User) -> None:
    form = page(client).select("form:has([name=old_password])")[0]
    fields = [field["name"] for field in form.select("input[type=password]")]
    assert fields == ["old_password", "new_password1", "new_password2"]
    assert not form.select("ul, li")
    assert "10자 이상으로 지어 주세요" in form.get_text()
    labels = [" ".join(label.get_text().split()) for label in form.select("label")]
    assert labels[0].startswith("지금 쓰는 비밀번호")


def test_the_sentence_names_what_is_checked() -> None:
    """Another rule in the settings is another sentence."""
    (rule,) = get_default_password_validators()
    assert isinstance(rule, PasswordRule)
    assert rule.least == 10


def test_all_that_is_mine_is_to_be_had_here(client: Client, person: User) -> None:
    links = [str(link["href"]) for link in page(client).select("#own-data ~ p a")]
    assert links == ["/account/data/", "/account/data/?format=json"]
    assert client.get(links[0]).status_code == 200
