"""What is guessed is slowed, by account and by address, and turned against nobody."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import throttle
from accounts.links import password_address
from accounts.models import FailedTry, User
from accounts.throttle import (
    LONGEST_WAIT,
    MOST,
    MOST_FROM_EVERYWHERE,
    PEOPLE_AT_AN_ADDRESS,
    Guess,
    address_of,
)
from tests.factories import PASSWORD, CohortFactory, UserFactory
from tests.tables import FULL, first

pytestmark = pytest.mark.django_db
LOCK = timedelta(minutes=15)
OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def hana() -> User:
    return UserFactory.create(username="hana")


def sign_in(
    password: str, username: str = "hana", *, at: str = OFFICE, client: Client | None = None
) -> Any:
    data = {"username": username, "password": password}
    return (client or Client()).post("/login/", data, REMOTE_ADDR=at)


def lock(username: str = "hana", at: str = OFFICE) -> None:
    for _try in range(MOST):
        sign_in("wrong", username, at=at)


def let_pass(time: timedelta) -> None:
    FailedTry.objects.update(made_at=F("made_at") - time)


def pause_of(username: str = "hana", at: str = OFFICE) -> Any:
    return Guess.at_username(RequestFactory(REMOTE_ADDR=at).get("/"), username).pause


# --- By account -----------------------------------------------------------------------------------


def test_the_tenth_wrong_password_is_the_last_that_is_checked() -> None:
    statuses = [sign_in("wrong").status_code for _try in range(MOST + 2)]
    assert statuses == [200] * (MOST - 1) + [429] * 3
    assert sign_in(PASSWORD).status_code == 429
    assert FailedTry.objects.count() == MOST


@pytest.mark.parametrize("password", first(1, ["wrong", PASSWORD]))
def test_a_try_during_the_lock_does_not_renew_it(password: str) -> None:
    lock()
    for _quarter in range(3):
        let_pass(LOCK / 4)
        assert sign_in(password).status_code == 429
    let_pass(LOCK / 4)
    assert sign_in(PASSWORD).status_code == 302


def test_the_page_tells_when_the_lock_ends() -> None:
    lock()
    let_pass(timedelta(minutes=4))
    ends = FailedTry.objects.earliest("made_at").made_at + LOCK
    response = sign_in("x", "Ｈana")
    until = timezone.localtime(pause_of().until)
    assert timedelta() < until - ends <= timedelta(minutes=1)
    told = f"{'오전' if until.hour < 12 else '오후'} {until.hour % 12 or 12}:{until:%M}"
    assert told in response.content.decode()
    assert 0 <= int(response["Retry-After"]) - (until - timezone.now()).total_seconds() <= 2


def test_the_time_told_is_when_enough_tries_are_too_old() -> None:
    for _try in range(6):
        sign_in("wrong")
    let_pass(timedelta(minutes=10))
    for _try in range(4):
        sign_in("wrong")
    ends = FailedTry.objects.earliest("made_at").made_at + LOCK
    assert timedelta() < pause_of().until - ends <= timedelta(minutes=1)
    let_pass(timedelta(minutes=5))
    assert sign_in(PASSWORD).status_code == 302


def test_a_lock_of_one_account_is_none_of_another() -> None:
    lock()
    UserFactory.create(username="duri")
    assert sign_in(PASSWORD, "duri").status_code == 302


def test_who_guesses_elsewhere_locks_nobody_out_here() -> None:
    lock(at=ELSEWHERE)
    assert sign_in(PASSWORD, at=ELSEWHERE).status_code == 429
    assert sign_in(PASSWORD, at=OFFICE).status_code == 302
    # That somebody has got in here does not give those there more guesses.
    assert sign_in(PASSWORD, at=ELSEWHERE).status_code == 429


@pytest.mark.full
def test_guesses_from_many_places_are_a_hundred_an_hour() -> None:
    checked = [sign_in("wrong", at=f"198.51.100.{at}").status_code for at in range(40)]
    assert checked.count(429) == 40 - MOST_FROM_EVERYWHERE + 1
    assert MOST_FROM_EVERYWHERE * (timedelta(hours=1) / LOCK) <= 100
    assert sign_in(PASSWORD, at=OFFICE).status_code == 429
    let_pass(LOCK)
    assert sign_in(PASSWORD, at=OFFICE).status_code == 302


@pytest.mark.parametrize(
    "typed", first(1, ["nobody", "h" * 151, "", "\0", "김" * 4_000, "ﷺ" * 300])
)
def test_nobody_and_somebody_are_told_apart_by_nothing(typed: str) -> None:
    def answers(username: str) -> list[tuple[int, str]]:
        told = []
        for _try in range(MOST + 1):
            response = sign_in("wrong", username)
            html = response.content.decode().partition("<main")[2].partition("<form")[0]
            told.append((response.status_code, re.sub(r"\d+:\d\d", "", html)))  # in another minute
        return told

    if typed.strip("\0"):
        assert answers(typed) == answers("hana")
    else:
        assert sign_in("wrong", typed).status_code == 200
        assert not FailedTry.objects.exists()


def test_a_password_of_a_million_letters_is_a_wrong_one() -> None:
    short, long = sign_in("wrong"), sign_in("가" * 300_000)
    assert (short.status_code, long.status_code) == (200, 200)
    assert short.context["form"].errors == long.context["form"].errors
    assert FailedTry.objects.count() == 2


def test_nobody_sets_a_password_of_a_million_letters(hana: User) -> None:
    client = Client()
    client.force_login(hana)
    data = {"save": "password", "old_password": PASSWORD}
    data |= dict.fromkeys(["new_password1", "new_password2"], "ab1" * 300_000)
    response = client.post("/account/", data)
    assert response.status_code == 400
    assert "1000" in response.content.decode()


@pytest.mark.parametrize("secret", ["hana", "nobody-typed-this"])
def test_what_was_typed_as_a_username_is_not_kept(secret: str) -> None:
    sign_in("wrong", secret)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(tries)::text FROM accounts_failedtry AS tries")
        assert secret not in str(cursor.fetchall())


def test_what_no_longer_counts_is_deleted_with_the_next_wrong_one() -> None:
    lock()
    let_pass(LOCK)
    sign_in("wrong", "duri")
    assert FailedTry.objects.count() == 1


# --- By address -----------------------------------------------------------------------------------


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> int:
    """How many people of an address are checked at once: few, so that more are soon made."""
    number = PEOPLE_AT_AN_ADDRESS if FULL else 5
    monkeypatch.setattr(throttle, "PEOPLE_AT_AN_ADDRESS", number)
    return number


def spray(people: int, at: str = OFFICE) -> list[int]:
    return [sign_in("wrong", f"member-{number}", at=at).status_code for number in range(people)]


def test_one_guess_at_each_of_sixty_people_is_slowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are checked at once, and then one after each wait, which does not pass here."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    at_once = PEOPLE_AT_AN_ADDRESS + 1
    assert spray(60) == [200] * at_once + [429] * (60 - at_once)
    assert spray(1, at=ELSEWHERE) == [200]


def test_the_wait_grows_and_what_was_told_of_it_is_so(few: int) -> None:
    spray(few + 1)
    response = sign_in("wrong", "another")
    assert response["Retry-After"] == "1"
    assert "1초" in response.content.decode()
    for number in range(4):
        let_pass(timedelta(seconds=number + 1))
        assert sign_in("wrong", f"another-{number}").status_code == 200
    assert 4 <= pause_of().seconds <= 5
    let_pass(timedelta(seconds=5))
    assert sign_in(PASSWORD).status_code == 302


def test_the_wait_has_an_end() -> None:
    now = timezone.now()
    FailedTry.objects.bulk_create(
        FailedTry(whose=str(number), address=OFFICE, made_at=now) for number in range(500)
    )
    assert pause_of().until - now == LONGEST_WAIT


def test_all_of_one_office_get_in_though_each_mistypes_first(few: int) -> None:
    people = [UserFactory.create(username=f"member-{number}") for number in range(few * 3)]
    for person in people:
        assert sign_in("wrong", person.username).status_code == 200
        assert sign_in(PASSWORD, person.username).status_code == 302


@pytest.mark.full  # those who mistype first get in, too
def test_sixty_right_passwords_of_one_office_are_not_slowed() -> None:
    spray(PEOPLE_AT_AN_ADDRESS)
    for number in range(60):
        person = UserFactory.create(username=f"member-{number}x")
        assert sign_in(PASSWORD, person.username).status_code == 302


def test_a_known_device_does_not_wait_for_others_of_its_address(few: int) -> None:
    client = Client()
    assert sign_in(PASSWORD, client=client).status_code == 302
    client.post("/logout/")
    spray(few + 2)
    assert sign_in(PASSWORD).status_code == 429
    assert sign_in(PASSWORD, client=client).status_code == 302


def test_wrong_ones_of_known_devices_slow_nobody(few: int) -> None:
    clients = [Client() for _person in range(few + 2)]
    for number, client in enumerate(clients):
        UserFactory.create(username=f"member-{number}")
        sign_in(PASSWORD, f"member-{number}", client=client)
        client.post("/logout/")
    for number, client in enumerate(clients):
        assert sign_in("wrong", f"member-{number}", client=client).status_code == 200
    assert pause_of() is None


def test_in_a_slowed_office_one_is_checked_at_a_time(few: int) -> None:
    spray(few + 1)
    let_pass(timedelta(seconds=5))
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"sign-in:from {OFFICE}"]
            )
            assert sign_in(PASSWORD).status_code == 429
            assert sign_in(PASSWORD, at=ELSEWHERE).status_code == 302
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    assert sign_in(PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("sent", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", None),
        ("unix:", None),
    ],
)
def test_an_address_is_that_of_one_customer(sent: str, counted: str | None) -> None:
    assert address_of(RequestFactory(REMOTE_ADDR=sent).get("/")) == counted


@pytest.mark.full
def test_behind_a_proxy_the_visitors_address_counts() -> None:
    """That the proxy is one of TRUSTED_PROXIES is why it is believed."""

    def statuses(proxy: str, tries: int = MOST) -> set[int]:
        codes = set()
        for number in range(tries):
            response = Client().post(
                "/login/",
                {"username": "hana", "password": "wrong"},
                REMOTE_ADDR=proxy,
                headers={"X-Forwarded-For": f"198.51.100.{number}"},
            )
            codes.add(response.status_code)
        return codes

    assert statuses("127.0.0.1") == {200}
    assert FailedTry.objects.values("address").distinct().count() == MOST
    FailedTry.objects.all().delete()
    assert statuses("192.0.2.1") == {200, 429}
    assert set(FailedTry.objects.values_list("address", flat=True)) == {"192.0.2.1"}


# --- Other doors ----------------------------------------------------------------------------------


def change_password(client: Client, old: str) -> Any:
    data = {"save": "password", "old_password": old}
    data |= dict.fromkeys(["new_password1", "new_password2"], "a-new-password-2")
    return client.post("/account/", data, REMOTE_ADDR=OFFICE)


def test_the_present_password_is_not_guessed_on_the_account_page(hana: User) -> None:
    client = Client()
    client.force_login(hana)
    statuses = [change_password(client, "wrong").status_code for _try in range(MOST + 2)]
    assert statuses == [400] * MOST + [429] * 2
    assert change_password(client, PASSWORD).status_code == 429
    assert sign_in(PASSWORD).status_code == 429
    let_pass(LOCK)
    assert change_password(client, PASSWORD).status_code == 302


def test_a_new_password_with_faults_is_no_guess(hana: User) -> None:
    client = Client()
    client.force_login(hana)
    for _try in range(MOST + 2):
        data = {"save": "password", "old_password": PASSWORD, "new_password1": "short"}
        assert client.post("/account/", data).status_code == 400
    assert not FailedTry.objects.exists()


@pytest.mark.parametrize("by_address", [False, True])
def test_join_codes_are_not_guessed(hana: User, *, by_address: bool) -> None:
    client, cohort = Client(), CohortFactory.create()
    client.force_login(hana)

    def try_code(code: str) -> int:
        if by_address:
            return client.get(f"/join/{code}/").status_code
        return client.post("/join/", {"code": code}).status_code

    wrong, right = (404, 200) if by_address else (400, 302)
    assert try_code(cohort.join_code) == right
    assert {try_code(f"wrong-{number}") for number in range(MOST)} == {wrong}
    assert try_code("wrong") == 429
    assert try_code(cohort.join_code) == 429
    assert sign_in(PASSWORD, at="127.0.0.1").status_code == 302
    let_pass(LOCK)
    assert try_code(cohort.join_code) == right


def test_signing_in_anew_gives_no_more_guesses_at_join_codes() -> None:
    for _device in range(2):
        client = Client()
        sign_in(PASSWORD, client=client)
        statuses = {client.post("/join/", {"code": "wrong"}).status_code for _try in range(MOST)}
    assert statuses == {429}


def test_all_with_a_wrong_code_from_the_board_join_once_it_is_right(few: int) -> None:
    cohort = CohortFactory.create()
    clients = [Client() for _person in range(few + 2)]
    for number, client in enumerate(clients):
        UserFactory.create(username=f"member-{number}")
        sign_in(PASSWORD, f"member-{number}", client=client)
        assert client.post("/join/", {"code": "wrong"}, REMOTE_ADDR=OFFICE).status_code == 400
    for client in clients:
        code = {"code": cohort.join_code}
        assert client.post("/join/", code, REMOTE_ADDR=OFFICE).status_code == 302


def test_a_new_password_by_a_link_ends_the_lock(hana: User) -> None:
    lock()
    client = Client()
    form = client.get(password_address(hana))["Location"]
    new = dict.fromkeys(["new_password1", "new_password2"], "a-new-password-2")
    assert client.post(form, new).status_code == 302
    assert sign_in("a-new-password-2").status_code == 302
