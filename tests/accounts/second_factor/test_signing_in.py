"""After the password a code, at every door; a code is good once, and wrong ones slow down."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.links import password_address
from accounts.models import AccountNotice, Authenticator, PrintedCodes, User
from accounts.second_factor.factors import new_salt, print_codes, set_up_app, verify
from accounts.second_factor.models import CLOCKS_DIFFER
from accounts.second_factor.sessions import PATIENCE
from tests.accounts.second_factor.conftest import STEP, Clock, Phone, SetUp, is_in, password
from tests.factories import PASSWORD, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
SECOND = "/login/second/"
FETCH = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def phone(client: Client, person: User, set_up: SetUp) -> Phone:
    phone = set_up(client)
    client.logout()
    return phone


def enter(client: Client, code: str, **more: Any) -> Any:
    return client.post(SECOND, {"code": code, **more})


def page(response: Any) -> str:
    html: str = response.content.decode()
    return html


def test_a_code_follows_the_password(client: Client, phone: Phone) -> None:
    response = password(client, next="/account/")
    assert (response.status_code, response["Location"]) == (302, f"{SECOND}?next=%2Faccount%2F")
    html = page(client.get(response["Location"]))
    assert "로그인 2단계" in html
    assert "gaon" not in html

    signed_in = enter(client, phone.next_code(), next="/account/")

    assert (signed_in.status_code, signed_in["Location"]) == (302, "/account/")
    assert is_in(client)


def test_the_password_alone_opens_nothing(client: Client, phone: Phone) -> None:
    password(client)
    for address in ("/", "/account/", "/admin/", "/progress/", "/account/second-factor/"):
        response = client.get(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith(("/login/", "/admin/login/"))
    assert client.get("/session/").json()["person"] is None
    assert client.get("/login/")["Location"].startswith(SECOND)
    assert client.get("/admin/login/")["Location"].startswith("/login/")
    response = client.post("/account/", {"save": "profile", "name": "다른 이름"})
    assert response.status_code == 302


def test_who_has_none_is_asked_for_the_password_alone(client: Client) -> None:
    for person in (UserFactory.create(username="hana"), make_facilitator(username="duri")):
        assert password(client, person.username)["Location"] == "/"
        assert is_in(client)
        client.logout()
    assert client.get(SECOND)["Location"].startswith("/login/")


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: f" {code} ",
        lambda code: f"{code[:3]} {code[3:]}",
        lambda code: "".join(chr(ord(digit) + 0xFEE0) for digit in code),  # full-width
    ],
)
def test_a_code_however_it_is_typed(
    client: Client, phone: Phone, typed: Callable[[str], str]
) -> None:
    password(client)
    assert enter(client, typed(phone.next_code())).status_code == 302
    assert is_in(client)


def test_a_code_is_good_once(client: Client, phone: Phone) -> None:
    code = phone.next_code()
    password(client)
    enter(client, code)
    client.logout()
    password(client)
    response = enter(client, code)
    assert response.status_code == 400
    assert "이미 썼거나" in page(response)
    assert not is_in(client)


def test_neither_the_code_of_the_set_up_nor_an_old_one_is_good(
    client: Client, phone: Phone, clock: Clock
) -> None:
    password(client)
    assert enter(client, phone.code()).status_code == 400
    clock.wait(10 * STEP)
    assert enter(client, phone.code(-3 * STEP)).status_code == 400
    clock.wait(10 * STEP)
    assert enter(client, phone.code(3 * STEP)).status_code == 400
    clock.wait(10 * STEP)
    assert enter(client, phone.code()).status_code == 302


@pytest.mark.parametrize("off", [-CLOCKS_DIFFER * STEP, CLOCKS_DIFFER * STEP])
def test_a_phone_whose_clock_is_wrong(client: Client, person: User, clock: Clock, off: int) -> None:
    salt = new_salt()
    phone = Phone(Authenticator(user=person, key=salt).secret, clock, off)
    assert set_up_app(person, salt, phone.code())
    client.logout()
    password(client)
    assert enter(client, phone.next_code()).status_code == 302
    # By and by its clock goes more wrong still.
    for _sign_in in range(3):
        client.logout()
        password(client)
        phone.off += STEP if off > 0 else -STEP
        clock.wait(2 * STEP)
        assert enter(client, phone.next_code()).status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３", "-1", "1e5", "x" * 1_000_000, "\0", "😀"]
)
def test_what_is_no_code_is_told_in_a_sentence_and_counts_as_none(
    client: Client, phone: Phone, typed: str
) -> None:
    password(client)
    before = list(TOTPDevice.objects.values()), list(AccountNotice.objects.values())
    response = enter(client, typed)
    assert response.status_code == 400
    assert "lms-errors" in page(response)
    assert len(page(response)) < 50_000
    assert (list(TOTPDevice.objects.values()), list(AccountNotice.objects.values())) == before
    assert enter(client, phone.next_code()).status_code == 302


def test_guessing_is_slowed_and_the_person_is_told(
    client: Client, phone: Phone, clock: Clock
) -> None:
    password(client)
    looked_at = 0
    for _try in range(120):  # ten minutes
        clock.wait(5)
        before = Authenticator.objects.get().throttling_failure_timestamp
        response = enter(client, "000000")
        looked_at += Authenticator.objects.get().throttling_failure_timestamp != before
    assert looked_at <= 11
    assert "까지는 확인하지 않습니다" in page(response) or "초 동안은" in page(response)
    assert AccountNotice.objects.filter(kind="factor-failed").count() == 1


@pytest.mark.full
def test_a_right_code_is_not_taken_while_it_is_slowed_and_soon_after_is(
    client: Client, phone: Phone, clock: Clock
) -> None:
    password(client)
    for _wrong in range(5):
        clock.wait(300)
        password(client)
        enter(client, "000000")
    response = enter(client, phone.next_code())
    assert response.status_code == 302  # a minute after the fifth
    client.logout()
    for _wrong in range(40):  # of ever so many the wait is half an hour
        clock.wait(2**11 + 1)
        password(client)
        enter(client, "000000")
    clock.wait(2**11 + 1)
    password(client)
    assert enter(client, phone.code()).status_code == 302


def test_of_many_at_once_each_is_looked_at_by_itself(person: User, clock: Clock) -> None:
    salt = new_salt()
    phone = Phone(Authenticator(user=person, key=salt).secret, clock)
    set_up_app(person, salt, phone.code())
    with connection.execute_wrapper(locks := Locks()):
        verify(person, phone.next_code())
    assert locks.tables == {"otp_totp_totpdevice"}


class Locks:
    """Which tables' rows are locked before they are read."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Any, sql: str, *how: Any) -> Any:
        if "FOR UPDATE" in sql:
            self.tables |= set(re.findall(r'FROM "(\w+)"', sql))
        return execute(sql, *how)


def test_the_code_is_waited_for_ten_minutes(client: Client, phone: Phone, clock: Clock) -> None:
    password(client)
    clock.wait(PATIENCE + 1)
    response = enter(client, phone.code(), next="/progress/")
    assert response["Location"] == "/login/?next=/progress/"
    assert not is_in(client)


def test_a_printed_code_in_place_of_the_phone(client: Client, person: User, phone: Phone) -> None:
    codes = PrintedCodes.objects.get(user=person).codes
    assert len(set(codes)) == 10
    password(client)
    assert enter(client, f"{codes[3][:5]}-{codes[3][5:]}".lower()).status_code == 302
    assert "9개가 남았습니다" in page(client.get("/account/"))
    client.logout()
    password(client)
    assert enter(client, codes[3]).status_code == 400  # used
    assert not is_in(client)


def test_codes_printed_anew_end_those_before(client: Client, person: User, phone: Phone) -> None:
    before = PrintedCodes.objects.get(user=person).codes
    after = print_codes(person).codes
    assert not set(before) & set(after)
    password(client)
    assert enter(client, before[0]).status_code == 400


def test_neither_secret_nor_codes_stand_in_the_database(
    person: User, phone: Phone, clock: Clock
) -> None:
    secret = phone.secret.replace(" ", "")
    codes = PrintedCodes.objects.get(user=person).codes
    with connection.cursor() as cursor:
        rows = ""
        for table in ("otp_totp_totpdevice", "otp_static_staticdevice", "otp_static_statictoken"):
            cursor.execute(f"SELECT * FROM {table}")
            rows += str(cursor.fetchall())
    assert Authenticator.objects.get().bin_key.hex() not in rows
    assert secret not in rows
    assert not [code for code in codes if code in rows]
    # The plugin's own model reads the salt for the secret: it would never be right.
    clock.wait(STEP)
    assert not TOTPDevice.objects.get().verify_token(phone.code())


def test_a_link_for_a_password_does_not_go_round_it(
    client: Client, person: User, phone: Phone
) -> None:
    form = client.get(password_address(person))["Location"]
    response = client.post(
        form, {"new_password1": "another-long-1", "new_password2": "another-long-1"}
    )
    assert (response.status_code, response["Location"]) == (302, SECOND)
    assert not is_in(client)
    assert enter(client, phone.next_code()).status_code == 302
    assert is_in(client)


def test_over_a_page_the_code_is_asked_for_too(client: Client, phone: Phone) -> None:
    first = client.post("/login/", {"username": "gaon", "password": PASSWORD}, headers=FETCH)
    assert first.status_code == 403
    assert "data-second-step" in page(first)
    wrong = client.post(SECOND, {"code": "000000"}, headers=FETCH)
    assert wrong.status_code == 400
    assert "data-note" in page(wrong)
    phone.clock.wait(STEP)
    assert client.post(SECOND, {"code": phone.next_code()}, headers=FETCH).status_code == 204
    assert is_in(client)
    client.logout()
    late = client.post(SECOND, {"code": phone.next_code()}, headers=FETCH)
    assert late.status_code == 401
    assert "data-note" in page(late)


WORDS = {"words-address": "/progress/", "words-name": "evidence-1", "words-value": "쓴 글 <b>"}


def test_words_come_along(client: Client, phone: Phone) -> None:
    response = password(client, **WORDS)
    assert response.status_code == 200
    assert 'name="words-value" value="쓴 글 &lt;b&gt;"' in page(response)
    assert "gaon" not in page(response)
    wrong = enter(client, "000000", **WORDS)
    assert 'name="words-value" value="쓴 글 &lt;b&gt;"' in page(wrong)
    phone.clock.wait(STEP)
    signed_in = enter(client, phone.next_code(), **WORDS)
    assert "다시 보내기" in page(signed_in)
    assert "쓴 글 &lt;b&gt;" in page(signed_in)


def test_words_are_not_lost_where_it_takes_too_long(
    client: Client, phone: Phone, clock: Clock
) -> None:
    password(client, **WORDS)
    clock.wait(PATIENCE + 1)
    response = enter(client, phone.code(), **WORDS)
    assert response.status_code == 401
    assert "쓴 글 &lt;b&gt;" in page(response)


@pytest.mark.parametrize("address", ["https://example.com/", "//example.com", "javascript:1"])
def test_nobody_is_led_elsewhere(client: Client, phone: Phone, address: str) -> None:
    password(client, next=address)
    assert enter(client, phone.next_code(), next=address)["Location"] == "/"


def test_somebody_else_may_sign_in_instead(client: Client, phone: Phone) -> None:
    UserFactory.create(username="hana")
    password(client)
    client.post("/logout/")
    password(client, "hana")
    assert is_in(client)
    assert client.get("/session/").json()["person"] != phone


def test_a_second_sign_in_of_the_same_browser_asks_again(client: Client, phone: Phone) -> None:
    password(client)
    enter(client, phone.next_code())
    client.force_login(User.objects.get(username="gaon"))
    assert not is_in(client)


def test_the_session_has_a_new_number_and_a_moment(client: Client, phone: Phone) -> None:
    password(client)
    before = client.session.session_key
    phone.clock.wait(60)
    enter(client, phone.next_code())
    assert client.session.session_key != before
    shown_at = client.session["authenticated-at"]
    assert timedelta(seconds=shown_at) == timedelta(seconds=int(phone.clock.at.timestamp()))
