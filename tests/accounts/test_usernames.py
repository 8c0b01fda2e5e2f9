"""One username is one account, however it is spelt and wherever it comes in."""

import importlib
import unicodedata
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.usernames import username_form
from cohorts.roster.checking import check
from cohorts.roster.importing import import_lines
from tests.factories import PASSWORD, CohortFactory, UserFactory
from tests.tables import first

pytestmark = pytest.mark.django_db

# How one name may be typed, and how it is kept: full width, capitals, composed or not, as the
# keyboard gives single consonants, letters that fold into two, and the Kelvin sign.
SPELLINGS = [
    ("Ｍｅｍｂｅｒ７", "member7"),
    ("MEMBER7", "member7"),
    ("１２３４５６", "123456"),
    ("ChoiDM", "choidm"),
    ("ㄱㅈㅇ01", unicodedata.normalize("NFKC", "ㄱㅈㅇ01")),
    (unicodedata.normalize("NFD", "김하나"), "김하나"),
    ("straße", "strasse"),
    ("ΣΟΦΟΣ", "σοφοσ"),
    ("\u212aim", "kim"),
    ("kim＠dure．kr", "kim@dure.kr"),
]
spelt = pytest.mark.parametrize(("typed", "kept"), SPELLINGS)
spelt_alike = pytest.mark.parametrize(("typed", "kept"), first(3, SPELLINGS))


def roster(username: str) -> int:
    cohort, superuser = CohortFactory.create(), UserFactory.create(is_superuser=True)
    checked = check([["이름", "아이디"], ["김하나", username]], cohort, superuser)
    assert checked.is_clean, checked.lines[0].faults
    return import_lines(checked.lines, cohort, superuser, lambda _done: None).people[0]


def admin_form(username: str) -> int:
    client = Client()
    client.force_login(UserFactory.create(username="root", is_staff=True, is_superuser=True))
    passwords = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    client.post("/admin/accounts/user/add/", {"username": username, "name": "김", **passwords})
    return User.objects.latest("pk").pk


def shell(username: str) -> int:
    return User.objects.create_user(username, password=PASSWORD).pk


def save(username: str) -> int:
    person = User(username=username)
    person.save()
    return person.pk


def rows(username: str) -> int:
    return User.objects.bulk_create([User(username=username)])[0].pk


def superuser(username: str) -> int:
    call_command("createsuperuser", username=username, email="", interactive=False, verbosity=0)
    return User.objects.latest("pk").pk


DOORS: list[Any] = [roster, admin_form, shell, save, rows, superuser]


@spelt
@pytest.mark.parametrize("door", DOORS)
def test_every_door_keeps_a_username_in_one_form(door: Any, typed: str, kept: str) -> None:
    assert User.objects.get(pk=door(typed)).username == kept


@spelt
def test_a_person_signs_in_however_the_username_is_typed(
    client: Client, typed: str, kept: str
) -> None:
    person = UserFactory.create(username=typed)
    for spelling in {typed, kept, kept.upper(), unicodedata.normalize("NFD", kept)}:
        client.post("/login/", {"username": spelling, "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(person.pk), spelling
        client.logout()


@spelt_alike
def test_the_throttle_counts_all_spellings_as_one(client: Client, typed: str, kept: str) -> None:
    UserFactory.create(username=kept)
    for turn in range(10):
        data = {"username": [typed, kept, kept.upper()][turn % 3], "password": "wrong"}
        client.post("/login/", data)
    for spelling in (typed, kept):
        response = client.post("/login/", {"username": spelling, "password": PASSWORD})
        assert response.status_code == 429


@spelt_alike
def test_a_second_account_of_the_same_username_is_refused_in_the_admin(
    client: Client, typed: str, kept: str
) -> None:
    UserFactory.create(username=kept)
    other = UserFactory.create(username="someone")
    client.force_login(UserFactory.create(username="root", is_staff=True, is_superuser=True))
    page = client.get(f"/admin/accounts/user/{other.pk}/change/")
    form = page.context["adminform"].form
    data = {name: value for name, value in form.initial.items() if isinstance(value, str)}
    data |= {"seen": page.context["seen"]}
    data |= {"username": typed, "date_joined_0": "2026-11-26", "date_joined_1": "09:00:00"}
    response = client.post(f"/admin/accounts/user/{other.pk}/change/", data)
    assert response.status_code == 200
    assert "username" in response.context["adminform"].form.errors
    other.refresh_from_db()
    assert other.username == "someone"


@pytest.mark.parametrize("door", [shell, save, rows])
def test_a_second_account_is_refused_by_the_database(door: Any) -> None:
    UserFactory.create(username="member7")
    with pytest.raises(IntegrityError), transaction.atomic():
        door("ＭEMBER7")


@pytest.mark.parametrize(
    "username", ["MEMBER7", "ｍember7", unicodedata.normalize("NFD", "김하나")]
)
def test_sql_cannot_keep_a_username_in_another_form(username: str) -> None:
    person = UserFactory.create(username="member8")
    with (
        pytest.raises(IntegrityError, match="accounts_username_in_its_form"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE accounts_user SET username = %s WHERE id = %s", [username, person.pk]
        )


@given(st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=20))
def test_postgres_agrees_on_the_form_of_a_username(typed: str) -> None:
    kept = username_form(typed)
    assert username_form(kept) == kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(normalize(%s, NFKC))", [kept])
        assert cursor.fetchone() == (kept,)


def test_a_roster_tells_when_a_username_is_kept_in_other_letters() -> None:
    cohort, facilitator = CohortFactory.create(), UserFactory.create(is_superuser=True)
    rows = [["이름", "아이디"], ["정전각", "１２３４５６"], ["최다미", "ChoiDM"]]
    first, second = check(rows, cohort, facilitator).lines
    assert "123456" in first.notice
    assert second.notice == ""


def test_a_roster_reads_an_address_of_full_width() -> None:
    cohort, facilitator = CohortFactory.create(), UserFactory.create(is_superuser=True)
    checked = check([["이름", "이메일"], ["김하나", "Hana＠example．kr"]], cohort, facilitator)
    assert checked.lines[0].email == "hana@example.kr"
    assert checked.is_clean


def test_a_roster_finds_an_account_however_the_username_is_typed() -> None:
    cohort, facilitator = CohortFactory.create(), UserFactory.create(is_superuser=True)
    person = UserFactory.create(username="choidm")
    checked = check([["이름", "아이디"], ["최다미", "ＣhoiDM"]], cohort, facilitator)
    assert (checked.lines[0].outcome, checked.lines[0].person) == ("enrol", person.pk)


@pytest.mark.full
class TestDoublesFromBefore:
    """Usernames that become one are told, and both people still get in."""

    @pytest.fixture
    def doubles(self, capsys: pytest.CaptureFixture[str]) -> tuple[User, User, str]:
        kept, double = UserFactory.create(username="a"), UserFactory.create(username="b")
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE accounts_user DROP CONSTRAINT accounts_username_in_its_form"
            )
            cursor.execute("DROP INDEX accounts_username_once")
            cursor.execute("UPDATE accounts_user SET username = 'Kim' WHERE id = %s", [kept.pk])
            cursor.execute("UPDATE accounts_user SET username = 'KIM' WHERE id = %s", [double.pk])
        with connection.schema_editor() as editor:
            importlib.import_module(
                "accounts.migrations.0006_usernames_in_one_form"
            ).bring_into_form(apps, editor)
            for constraint in User._meta.constraints:
                if "username" in constraint.name:
                    editor.add_constraint(User, constraint)
        kept.refresh_from_db()
        double.refresh_from_db()
        return kept, double, capsys.readouterr().out

    def test_they_are_told_and_not_merged(self, doubles: tuple[User, User, str]) -> None:
        kept, double, told = doubles
        assert (kept.username, kept.shares_username) == ("kim", False)
        assert (double.username, double.shares_username) == ("KIM", True)
        assert "'KIM' and 'kim'" in told

    def test_both_sign_in(self, doubles: tuple[User, User, str], client: Client) -> None:
        kept, double, _told = doubles
        for username, person in [("kim", kept), ("Kim", kept), ("KIM", double)]:
            client.post("/login/", {"username": username, "password": PASSWORD})
            assert client.session["_auth_user_id"] == str(person.pk)
            client.logout()

    def test_the_double_saves_the_account_page(
        self, doubles: tuple[User, User, str], client: Client
    ) -> None:
        double = doubles[1]
        client.force_login(double)
        data = {"save": "profile", "name": "김둘", "theme": "dark", "language": "en"}
        assert client.post("/account/", data).status_code == 302
        double.refresh_from_db()
        assert (double.username, double.name) == ("KIM", "김둘")

    def test_another_username_ends_it(self, doubles: tuple[User, User, str]) -> None:
        double = doubles[1]
        double.username = "KIM2"
        double.full_clean()
        double.save()
        double.refresh_from_db()
        assert (double.username, double.shares_username) == ("kim2", False)

    def test_erasing_ends_it(self, doubles: tuple[User, User, str]) -> None:
        double = doubles[1]
        double.anonymise()
        double.refresh_from_db()
        assert not double.shares_username


def test_accounts_made_by_sql_need_not_know_of_doubles() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_user (username, name, password, email, theme, language,"
            " is_active, is_staff, is_superuser, date_joined)"
            " VALUES ('many-1', '', '!', '', 'system', '', true, false, false, now())"
        )
    assert not User.objects.get().shares_username
