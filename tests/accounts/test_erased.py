"""Who was erased is known by a column, and the database keeps no name of theirs."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from accounts.models import User
from courses.models import Enrolment
from tests.factories import PASSWORD, CohortFactory, UserFactory

pytestmark = pytest.mark.django_db

BACK_AGAIN: list[dict[str, Any]] = [
    {"name": "김하나"},
    {"email": "hana@example.kr"},
    {"username": "hana"},
    {"username": "erased-hana"},
    {"shares_username": True},
    {"is_active": True},
    {"is_staff": True},
    {"is_superuser": True},
]


@pytest.fixture
def erased() -> User:
    person: User = UserFactory.create(name="김하나", email="hana@example.kr")
    person.anonymise()
    return person


def test_a_pseudonym_alone_is_left_and_is_called_so_in_the_language_of_the_page(
    erased: User,
) -> None:
    erased.refresh_from_db()
    assert (erased.is_erased, erased.name, erased.email) == (True, "", "")
    number = erased.username.removeprefix("erased-")[:4]
    assert str(erased) == f"지운 구성원 {number}"
    with translation.override("en"):
        assert str(erased) == f"Erased member {number}"


@pytest.mark.parametrize("change", BACK_AGAIN)
def test_sql_gives_no_name_and_no_rights_back(erased: User, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="accounts_erased_is_nameless"), transaction.atomic():
        User.objects.filter(pk=erased.pk).update(**change)


def test_a_form_is_told_why_in_a_sentence(erased: User) -> None:
    erased.is_active = True
    with pytest.raises(ValidationError, match="가명만 남고"):
        erased.full_clean()


@pytest.mark.parametrize("place", ["change", "password"])
def test_in_the_admin_it_can_be_looked_at_and_not_changed(
    erased: User, client: Client, place: str
) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    address = f"/admin/accounts/user/{erased.pk}/{place}/"
    assert client.get(address).status_code == (200 if place == "change" else 403)
    data = {"username": "hana", "name": "김하나", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post(address, data).status_code == 403
    erased.refresh_from_db()
    assert (erased.is_erased, erased.name, erased.has_usable_password()) == (True, "", False)


def test_an_account_is_not_taken_for_erased_by_its_name() -> None:
    """Somebody may sign in as what looks like a pseudonym, and be closed for a while."""
    person = UserFactory.create(username="erased-0123abcd", name="김하나", is_active=False)
    CohortFactory.create().enrol(person)
    assert str(person) == "김하나"
    assert Enrolment.objects.not_erased().filter(learner=person).exists()


def test_who_was_erased_before_there_was_a_column_is_noted() -> None:
    before = UserFactory.create(
        username="erased-0123abcd", name="지운 회원 0123", is_active=False, is_staff=True
    )
    others = [
        UserFactory.create(username="erased-4567abcd", name="로그인하는 사람"),
        UserFactory.create(username="erased-by-hand", name="다른 사람", is_active=False),
    ]
    migration = importlib.import_module("accounts.migrations.0013_note_who_was_erased")
    with connection.schema_editor() as editor:
        migration.note(apps, editor)
    before.refresh_from_db()
    assert (before.is_erased, before.name, before.is_staff) == (True, "", False)
    for person in others:
        name = person.name
        person.refresh_from_db()
        assert (person.is_erased, person.name) == (False, name)
