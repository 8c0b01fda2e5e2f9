"""The demo is made once, for oneself; nobody serves others with a password that everybody knows."""

from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts import demo
from accounts.checks import no_demo_password
from accounts.demo import PASSWORD, DemoAccount
from accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
USERNAMES = ["admin", "author", "facilitator", "member1", "member2", "member3"]
record = import_module("accounts.migrations.0009_record_demo_accounts").record


@pytest.fixture(autouse=True)
def _for_oneself(settings: Settings) -> None:
    settings.SET_FOR_OTHERS = []
    settings.DEMO = ""


def usernames() -> list[str]:
    return sorted(User.objects.values_list("username", flat=True))


def make_demo() -> str:
    said = StringIO()
    call_command("makedemo", stdout=said)
    return said.getvalue()


def test_it_makes_six_logins_in_a_database_without_people() -> None:
    assert demo.is_due()
    make_demo()
    assert usernames() == USERNAMES
    assert not demo.is_due()


def test_what_was_renamed_or_removed_does_not_come_back() -> None:
    make_demo()
    User.objects.filter(username="admin").update(username="boss")
    User.objects.exclude(username="boss").delete()

    assert not demo.is_due()
    assert "already" in make_demo()
    assert usernames() == ["boss"]

    User.objects.all().delete()
    assert not demo.is_due()


def test_a_site_with_people_has_none_unless_it_is_asked_for(settings: Settings) -> None:
    UserFactory.create(username="admin")
    assert not demo.is_due()
    settings.DEMO = "on"
    assert demo.is_due()
    make_demo()
    assert usernames() == USERNAMES
    assert "admin" not in [person.username for person in demo.people_with_its_password()]


def test_nobody_needs_to_have_it(settings: Settings) -> None:
    settings.DEMO = "off"
    assert not demo.is_due()


@pytest.mark.parametrize("variable", ["DATABASE_URL", "ALLOWED_HOSTS", "HTTPS"])
def test_where_others_come_it_is_refused(settings: Settings, variable: str) -> None:
    settings.SET_FOR_OTHERS = [variable]
    assert not demo.is_due()
    with pytest.raises(CommandError, match=f"none is made where {variable} is set"):
        make_demo()
    assert usernames() == []


class TestEarlierDemo:
    """One that was made before it was recorded."""

    def test_it_stays_and_is_not_made_again(self) -> None:
        UserFactory.create(username="member1", password=PASSWORD)
        record(apps, None)
        assert "already" in make_demo()
        assert usernames() == ["member1"]

    def test_a_renamed_superuser_with_its_password_is_known(self) -> None:
        UserFactory.create(username="boss", password=PASSWORD, is_superuser=True)
        UserFactory.create(username="chief", is_superuser=True)
        record(apps, None)
        assert [person.username for person in demo.people_with_its_password()] == ["boss"]

    def test_a_site_without_one_is_not_told_to_have_had_one(self) -> None:
        UserFactory.create(username="hana")
        record(apps, None)
        assert not demo.was_made()


class TestWarning:
    @pytest.fixture
    def superuser(self, client: Client) -> Client:
        client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
        return client

    @pytest.mark.parametrize(
        "address", ["/admin/", "/admin/accounts/user/", "/admin/courses/cohort/"]
    )
    def test_the_admin_names_every_account_on_every_page(
        self, superuser: Client, address: str
    ) -> None:
        make_demo()
        User.objects.filter(username="admin").update(username="boss")
        page = superuser.get(address).content.decode()
        assert "data-demo-password" in page
        assert "member1, member2, member3, facilitator, author, boss" in page

    def test_staff_see_it_and_nobody_else_outside_the_admin(self, client: Client) -> None:
        make_demo()
        client.force_login(User.objects.get(username="author"))
        assert "data-demo-password" in client.get("/admin/").content.decode()
        assert "data-demo-password" not in client.get("/").content.decode()

    def test_it_ends_when_all_have_another_password_or_are_inactive(
        self, superuser: Client
    ) -> None:
        make_demo()
        assert [warning.id for warning in no_demo_password()] == ["accounts.W001"]
        User.objects.filter(username__startswith="member").update(is_active=False)
        for person in User.objects.filter(username__in=USERNAMES, is_active=True):
            person.set_password("another-long-one")
            person.save()

        assert "data-demo-password" not in superuser.get("/admin/").content.decode()
        assert no_demo_password() == []

    def test_where_others_come_it_is_an_error(self, settings: Settings) -> None:
        make_demo()
        settings.SET_FOR_OTHERS = ["PUBLIC_URL"]
        assert [fault.id for fault in no_demo_password()] == ["accounts.E001"]

    def test_it_costs_one_query(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        make_demo()
        with django_assert_num_queries(1):
            demo.people_with_its_password()

    def test_a_password_is_checked_once_and_not_again_at_the_next_start(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.DATA_DIR = tmp_path
        make_demo()
        User.objects.get(username="author").set_password("another-long-one")
        names = [person.username for person in demo.people_with_its_password()]

        demo._is_known.cache_clear()
        monkeypatch.setattr(demo, "check_password", None)

        assert [person.username for person in demo.people_with_its_password()] == names

    def test_other_accounts_are_not_looked_at(self) -> None:
        UserFactory.create(password=PASSWORD)
        assert not DemoAccount.objects.exists()
        assert no_demo_password() == []
