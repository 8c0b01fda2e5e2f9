"""Setting a second factor up, printing codes, taking it off; who must have one."""

import re
from io import StringIO
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from accounts.models import AccessRecord, AccountNotice, User
from accounts.reauthentication.moments import LASTS
from reports.erasure import erase
from tests.accounts.second_factor.conftest import (
    STEP,
    Clock,
    Phone,
    SetUp,
    codes_on,
    is_in,
    password,
    secret_on,
)
from tests.factories import PASSWORD, UserFactory, make_author
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
OWN = "/account/second-factor/"
APP, CODES, REMOVE = f"{OWN}app/", f"{OWN}codes/", f"{OWN}app/remove/"


def page(response: Any) -> str:
    html: str = response.content.decode()
    return html


def test_the_secret_is_a_picture_and_text_and_stays_until_it_is_confirmed(
    client: Client, person: User
) -> None:
    html = page(client.get(APP))
    assert html.count("<svg") >= 1
    assert 'class="lms-qr" role="img" aria-label="앱에 넣을 비밀 키의 QR 코드"' in html
    assert re.search(r'class="lms-secret"[^>]*>(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}<', html)
    assert "18:00:05" in html
    assert secret_on(client.get(APP)) == secret_on(client.get(APP))
    assert not TOTPDevice.objects.exists()


def test_the_first_code_sets_it_up_with_ten_printed_ones(
    client: Client, person: User, set_up: SetUp, clock: Clock
) -> None:
    elsewhere = Client()
    elsewhere.force_login(person)
    phone = Phone(secret_on(client.get(APP)), clock)

    response = client.post(APP, {"code": phone.code(), "next": "/admin/"}, follow=True)

    assert response.redirect_chain == [(f"{CODES}?next=%2Fadmin%2F", 303)]
    codes = codes_on(response)
    assert len(set(codes)) == 10
    assert 'href="/admin/"' in page(response)
    assert "data-print" in page(response)
    assert codes_on(client.get(CODES)) == codes
    assert "10개 가운데 10개가 남았습니다" in page(client.get(OWN))
    # Sessions that have not shown it are over; this one goes on.
    assert is_in(client)
    assert not is_in(elsewhere)
    notice = AccountNotice.objects.get(person=person)
    assert notice.kind == "factor-set-up"


@pytest.mark.parametrize("typed", ["", "000000", "12345", "abc", "x" * 1_000_000, "١٢٣٤٥٦"])
def test_without_a_right_code_nothing_is_kept(client: Client, person: User, typed: str) -> None:
    secret = secret_on(client.get(APP))
    response = client.post(APP, {"code": typed})
    assert response.status_code == 400
    assert secret_on(response) == secret
    assert "lms-errors" in page(response)
    assert len(page(response)) < 80_000
    assert not TOTPDevice.objects.exists()
    assert not StaticDevice.objects.exists()
    assert not AccountNotice.objects.exists()


def test_another_phone_takes_the_place_of_the_first(
    client: Client, person: User, set_up: SetUp, clock: Clock
) -> None:
    first = set_up(client)
    codes = codes_on(client.get(CODES))
    clock.wait(STEP)
    second = set_up(client)
    assert first.secret != second.secret
    assert TOTPDevice.objects.count() == 1
    assert codes_on(client.get(CODES)) == codes
    client.logout()
    password(client)
    assert client.post("/login/second/", {"code": first.next_code()}).status_code == 400
    clock.wait(STEP)
    assert client.post("/login/second/", {"code": second.next_code()}).status_code == 302


def test_new_codes_are_printed_and_used_ones_are_struck_out(
    client: Client, person: User, set_up: SetUp
) -> None:
    set_up(client)
    before = codes_on(client.get(CODES))
    assert client.post(CODES)["Location"] == CODES
    after = codes_on(client.get(CODES))
    assert not set(before) & set(after)
    client.logout()
    password(client)
    client.post("/login/second/", {"code": after[2]})
    html = page(client.get(CODES))
    assert f"<s>{after[2]}</s>" in html
    assert codes_on(client.get(CODES)) == [code for code in after if code != after[2]]


def test_paper_alone_is_none(client: Client, person: User) -> None:
    assert client.post(CODES).status_code == 404
    assert client.get(CODES)["Location"] == OWN
    assert not StaticDevice.objects.exists()


def test_taking_it_off(client: Client, person: User, set_up: SetUp) -> None:
    assert client.get(REMOVE).status_code == 404
    set_up(client)
    assert "마지막 2단계 인증" in page(client.get(REMOVE))

    assert client.post(REMOVE)["Location"] == OWN

    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()
    assert is_in(client)
    kinds = AccountNotice.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["factor-set-up", "factor-removed"]
    client.logout()
    password(client)
    assert is_in(client)


@pytest.mark.parametrize("address", [APP, CODES, REMOVE])
def test_it_is_asked_first_who_one_is(
    client: Client, person: User, set_up: SetUp, clock: Clock, address: str
) -> None:
    phone = set_up(client)
    before = list(TOTPDevice.objects.values()), list(StaticToken.objects.values())
    clock.wait(LASTS + 1)
    assert client.get(address)["Location"].startswith("/account/confirm/")
    response = client.post(address, {"code": "000000"})
    assert response.status_code == 401
    assert (list(TOTPDevice.objects.values()), list(StaticToken.objects.values())) == before
    # A code is as good as the password, and a used one is not.
    code = phone.next_code()
    answer = {"confirm-password": "", "confirm-code": code}
    led_on = client.post(f"/account/confirm/?next={address}", answer)
    assert (led_on.status_code, led_on["Location"]) == (303, address)
    clock.wait(LASTS + 1)
    answer["confirm-code"] = code
    assert client.post(f"/account/confirm/?next={address}", answer).status_code == 400
    answer["confirm-password"], answer["confirm-code"] = PASSWORD, ""
    assert client.post(f"/account/confirm/?next={address}", answer).status_code == 303


@pytest.mark.parametrize("address", [OWN, APP, CODES, REMOVE])
def test_it_is_for_those_who_see_others(client: Client, address: str) -> None:
    assert client.get(address)["Location"].startswith("/login/")
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 403
    assert "2단계 인증" not in page(client.get("/account/"))
    for staff in (make_author(), UserFactory.create(is_superuser=True, is_staff=True)):
        client.force_login(staff)
        assert client.get(address).status_code in (200, 302, 404)
        assert OWN in page(client.get("/account/"))


def test_a_role_that_went_leaves_the_way_to_take_it_off(
    client: Client, person: User, set_up: SetUp
) -> None:
    set_up(client)
    User.objects.update(is_staff=False)
    assert client.get(OWN).status_code == 200
    assert client.post(REMOVE).status_code == 303
    assert client.get(OWN).status_code == 403


def test_nobody_takes_off_anothers(client: Client, person: User, set_up: SetUp) -> None:
    set_up(client)
    other = Client()
    other.force_login(make_facilitator())
    assert other.post(REMOVE).status_code == 404
    assert other.post(f"/admin/accounts/user/{person.pk}/second-factor/").status_code == 403
    assert TOTPDevice.objects.exists()


def test_a_superuser_takes_a_lost_one_off_and_the_person_is_told(
    client: Client, person: User, set_up: SetUp, clock: Clock
) -> None:
    set_up(client)
    superuser = UserFactory.create(is_staff=True, is_superuser=True, name="정관리")
    admin, address = Client(), f"/admin/accounts/user/{person.pk}/second-factor/"
    admin.force_login(superuser)
    assert address in page(admin.get(f"/admin/accounts/user/{person.pk}/change/"))
    clock.wait(LASTS + 1)
    assert admin.post(address).status_code == 401
    assert TOTPDevice.objects.exists()
    admin.force_login(superuser)
    assert admin.get(address).status_code == 200

    assert admin.post(address).status_code == 303

    assert not TOTPDevice.objects.exists()
    assert not is_in(client)
    entry = LogEntry.objects.get(user=superuser)
    assert (entry.object_id, entry.get_change_message()) == (
        str(person.pk),
        "2단계 인증을 해제했습니다.",
    )
    password(client)
    assert "정관리 님이 이 계정의 2단계 인증을 해제했습니다" in page(client.get("/account/"))
    admin.post(address)  # once more changes nothing
    assert AccountNotice.objects.filter(kind="factor-taken-off").count() == 1


def test_the_last_superuser_has_a_command(
    client: Client, person: User, set_up: SetUp, clock: Clock
) -> None:
    set_up(client)
    clock.wait(1)
    out = StringIO()
    call_command("removesecondfactor", "GAON", stdout=out)
    assert "password alone" in out.getvalue()
    assert not TOTPDevice.objects.exists()
    assert not is_in(client)
    for username, sentence in (("gaon", "no second factor"), ("nobody", "Nobody here")):
        with pytest.raises(CommandError, match=sentence):
            call_command("removesecondfactor", username)


def test_the_access_record_has_it(client: Client, person: User, set_up: SetUp) -> None:
    phone = set_up(client)
    client.logout()
    password(client)
    client.post("/login/second/", {"code": "000000"})
    client.post("/login/second/", {"code": phone.next_code()})
    client.post("/account/second-factor/codes/")
    client.post(REMOVE)
    rows = AccessRecord.objects.filter(whose=[person.pk], act__startswith="second-factor")
    assert list(rows.order_by("pk").values_list("act", "account", "what")) == [
        ("second-factor-set-up", person.pk, ""),
        ("second-factor-failed", person.pk, ""),
        ("second-factor-used", person.pk, ""),
        ("second-factor-set-up", person.pk, "printed codes"),
        ("second-factor-removed", person.pk, ""),
    ]


def test_the_command_stands_in_the_access_record(
    client: Client, person: User, set_up: SetUp
) -> None:
    set_up(client)
    call_command("removesecondfactor", "gaon", stdout=StringIO())
    row = AccessRecord.objects.latest("pk")
    assert (row.act, row.account, row.whose) == ("second-factor-removed", None, [person.pk])
    assert row.device == "command line"


def test_erasing_somebody_takes_it_along(client: Client, person: User, set_up: SetUp) -> None:
    set_up(client)
    erase(person)
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()


def test_the_admin_shows_no_secrets(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    html = page(client.get("/admin/"))
    assert "otp" not in html.lower().replace("laptop", "")
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404


ADMIN = ["/admin/", "/admin/courses/course/", "/admin/cohorts/x/roster/", "/admin/reports/x/"]


@pytest.mark.parametrize("address", ADMIN)
def test_where_it_is_required_the_admin_waits_for_it(
    client: Client, person: User, set_up: SetUp, settings: Settings, address: str
) -> None:
    settings.REQUIRE_2FA = True
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith(f"{OWN}?next=%2Fadmin%2F")
    html = page(client.get(response["Location"]))
    assert "꼭 필요합니다" in html
    assert f"{APP}?next=%2Fadmin%2F" in html
    posted = client.post(address, {"name": "쓴 글"}, headers={"Origin": "http://testserver"})
    assert posted.status_code == 403
    assert "쓴 글" in page(posted)
    assert client.post(address, headers={"HX-Request": "true"}).status_code == 403

    set_up(client)

    assert client.get(address).status_code in (200, 403, 404)
    client.post(REMOVE)
    assert client.get(address)["Location"].startswith(OWN)


def test_where_it_is_required_learners_are_not_asked(client: Client, settings: Settings) -> None:
    settings.REQUIRE_2FA = True
    client.force_login(UserFactory.create())
    assert is_in(client)
    assert client.get("/").status_code == 200
    assert client.get("/admin/").status_code == 302  # as without it
    assert "/admin/login/" in client.get("/admin/")["Location"]


def test_where_it_is_required_one_may_learn_and_sign_out(
    client: Client, person: User, settings: Settings
) -> None:
    settings.REQUIRE_2FA = True
    for address in ("/", "/account/", "/progress/"):
        assert client.get(address).status_code == 200
    assert client.post("/admin/logout/").status_code == 302
    assert not is_in(client)
