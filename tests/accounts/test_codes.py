"""One-time codes from paper: good once, told apart by nothing when they are not, and throttled."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from accounts.codes.models import LENGTH, LETTERS, OneTimeCode, typed_letters
from accounts.models import FailedTry, User
from accounts.throttle import Guess
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PASSWORDS = {"new_password1": PASSWORD, "new_password2": PASSWORD}


@pytest.fixture
def person() -> User:
    person = UserFactory.create(username="spring-001")
    person.set_unusable_password()
    person.save()
    OneTimeCode.objects.issue([person.pk])
    return person


def code_of(person: User) -> str:
    person.refresh_from_db()
    return OneTimeCode.objects.of(person)


def enter(code: str, username: str = "spring-001", client: Client | None = None) -> tuple[int, str]:
    """The status, and where it leads or what the page says."""
    response = (client or Client()).post("/code/", {"username": username, "code": code})
    html = re.sub(r'"X-CSRFToken": "\w+"|<input[^>]*>', "", response.content.decode())
    return response.status_code, response.get("Location") or html


def wrong(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def test_a_code_leads_to_a_password_once(person: User) -> None:
    code, visitor = code_of(person), Client()
    assert re.fullmatch(f"[{LETTERS}]{{4}}-[{LETTERS}]{{4}}", code)
    status, address = enter(code, client=visitor)
    assert status == 302
    form = visitor.get(address)["Location"]
    assert enter(code)[0] == 302  # nothing is set yet, so it is not used

    visitor.post(form, PASSWORDS)

    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert visitor.get("/").status_code == 200
    assert enter(code)[0] == 400
    assert OneTimeCode.objects.of(person) != code


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code[:4]} {code[5:]} "],
)
def test_a_code_may_be_typed_as_one_likes(person: User, typed: Callable[[str], str]) -> None:
    assert enter(typed(code_of(person)), "Spring-001")[0] == 302
    assert typed_letters("ＡＢ－２３") == "AB23"


def test_wrong_used_old_foreign_and_unknown_are_told_apart_by_nothing(person: User) -> None:
    code, other = code_of(person), UserFactory.create(username="other")
    closed = UserFactory.create(username="closed", is_active=False)
    OneTimeCode.objects.issue([other.pk, closed.pk])
    used = code_of(other)
    other.set_password(PASSWORD)
    other.save()
    pages = {
        enter(wrong(code)),
        enter(used, "other"),
        enter(code, "other"),
        enter(code_of(closed), "closed"),
        enter(code, "nobody"),
    }
    OneTimeCode.objects.update(
        made_at=timezone.now() - timedelta(seconds=site.PASSWORD_RESET_TIMEOUT)
    )
    pages.add(enter(code))
    assert OneTimeCode.objects.of(person) == ""

    ((status, html),) = pages
    assert status == 400
    assert "이미 썼거나 기한이 지난" in html


def test_a_new_code_ends_the_one_before(person: User) -> None:
    before = code_of(person)
    OneTimeCode.objects.issue([person.pk])
    assert OneTimeCode.objects.count() == 1
    assert enter(before)[0] == 400
    assert enter(code_of(person))[0] == 302


def test_neither_the_table_nor_the_log_of_failures_tells_a_code(person: User) -> None:
    code = code_of(person)
    enter(code, "somebody-else")
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, salt FROM accounts_onetimecode")
        stored = str(cursor.fetchall())
    for text in (stored, str(vars(FailedTry.objects.get()))):
        assert code not in text
        assert typed_letters(code) not in text
        assert "somebody-else" not in text


def test_with_another_key_the_codes_are_others(person: User, settings: Settings) -> None:
    code = code_of(person)
    settings.SECRET_KEY = PASSWORD
    assert OneTimeCode.objects.of(person) != code


def test_letters_are_readable_and_all_come() -> None:
    assert not set("01OIL") & set(LETTERS)
    assert len(LETTERS) ** LENGTH > 2**39
    person, code = User(pk=1, password="!"), OneTimeCode(salt="x")
    seen = ""
    for number in range(200):
        code.salt = str(number)
        seen += code.letters(person)
    assert set(seen) == set(LETTERS)


def test_ten_wrong_codes_lock_the_account_and_the_right_one_with_it(person: User) -> None:
    code = code_of(person)
    statuses = [enter(wrong(code))[0] for _try in range(10)]
    assert statuses == [400] * 9 + [429]
    assert enter(code)[0] == 429
    FailedTry.objects.update(made_at=timezone.now() - timedelta(minutes=15))
    assert enter(code)[0] == 302


def test_wrong_passwords_and_wrong_codes_count_together(person: User) -> None:
    for _try in range(9):
        Client().post("/login/", {"username": "spring-001", "password": "wrong"})
    code = code_of(person)
    assert enter(wrong(code))[0] == 429
    assert enter(code)[0] == 429


def test_an_attempt_at_the_same_moment_is_not_checked(person: User) -> None:
    place = Guess.at_account(RequestFactory().get("/"), person).place
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"sign-in:{place}"])
            assert enter(code_of(person))[0] == 429
            # Who is gone may hold it for a moment.
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    assert enter(code_of(person))[0] == 302


@pytest.mark.parametrize(
    "data", [{}, {"username": "a"}, {"code": "x"}, {"username": "a\0", "code": "b"}]
)
def test_an_empty_field_is_told(data: dict[str, str]) -> None:
    assert Client().post("/code/", data).status_code == 400
    assert Client().get("/code/").status_code == 200
