"""A password is the same however a keyboard composes its letters."""

import unicodedata

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

COMPOSED = "두레에서만나요２０２６"
TYPED = {form: unicodedata.normalize(form, COMPOSED) for form in ("NFC", "NFD", "NFKC", "NFKD")}


def signs_in(client: Client, password: str) -> bool:
    client.post("/login/", {"username": "hana", "password": password})
    is_in = "_auth_user_id" in client.session
    client.logout()
    return is_in


@pytest.mark.parametrize("kept", TYPED)
@pytest.mark.parametrize("typed", TYPED)
def test_a_password_set_in_one_form_is_right_in_every_other(
    client: Client, kept: str, typed: str
) -> None:
    User.objects.create_user("hana", password=TYPED[kept])
    assert signs_in(client, TYPED[typed])


@pytest.mark.parametrize("form", TYPED)
def test_a_password_set_by_link_or_on_the_account_page_is_kept_in_one_form(form: str) -> None:
    person = UserFactory.create(username="hana")
    person.set_password(TYPED[form])
    assert person.check_password(TYPED["NFKC"])


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_a_password_kept_as_typed_is_taken_and_kept_anew(client: Client, form: str) -> None:
    UserFactory.create(username="hana")
    User.objects.update(password=make_password(TYPED[form]))
    assert signs_in(client, TYPED[form])
    assert signs_in(client, TYPED["NFKC"])


def test_a_wrong_password_stays_wrong(client: Client) -> None:
    User.objects.create_user("hana", password=COMPOSED)
    assert not signs_in(client, COMPOSED + "x")
    assert not signs_in(client, "")


def test_nobody_signs_in_without_a_password(client: Client) -> None:
    User.objects.create_user("hana")
    assert not signs_in(client, "")
    assert not signs_in(client, COMPOSED)
