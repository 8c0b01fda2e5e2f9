"""What a person is told of their own account: on every session but the one it was done in."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.devices import device_of
from accounts.links import password_address
from accounts.models import AccountNotice, User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)
NEW = "산길을-걷는-고양이-7"
Kind = AccountNotice.Kind


@pytest.fixture
def person() -> User:
    return UserFactory.create(name="이하나")


def session_of(person: User, agent: str = EDGE) -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR="10.0.0.5")
    client.force_login(person)
    return client


def told(client: Client, address: str = "/") -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [" ".join(row.get_text().split()) for row in page.select("[data-account-notices] li")]


def change_password(client: Client) -> None:
    form = {"save": "password", "old_password": PASSWORD}
    response = client.post("/account/", form | {"new_password1": NEW, "new_password2": NEW})
    assert response.status_code == 302


def seen(client: Client, **form: str) -> None:
    assert client.post("/account/notices/seen/", form).status_code == 303


@pytest.mark.parametrize("address", ["/", "/account/", "/progress/", "/no-such-page/"])
def test_a_changed_password_is_told_at_the_next_sign_in_with_time_and_place(
    person: User, address: str
) -> None:
    change_password(session_of(person))
    AccountNotice.objects.update(at=datetime(2026, 11, 28, 16, 8, tzinfo=ZoneInfo("Asia/Seoul")))
    person.refresh_from_db()
    assert told(session_of(person), address) == [
        "이 계정의 비밀번호가 바뀌었습니다. 2026년 11월 28일 오후 4:08 · Edge · Windows, 10.0.0.5"
    ]


def test_the_session_it_was_done_in_is_not_told_and_asks_once(
    person: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = session_of(person)
    client.get("/account/")
    with django_assert_num_queries(6):
        client.get("/account/")
    change_password(client)
    assert told(client) == []
    with django_assert_num_queries(6):
        client.get("/account/")


def test_nobody_else_is_told(person: User) -> None:
    other = session_of(UserFactory.create())
    change_password(session_of(person))
    assert told(other) == []


def test_what_was_seen_is_told_no_more_anywhere(person: User) -> None:
    mine, other = session_of(person), session_of(person)
    AccountNotice.objects.tell(person, Kind.NEW_DEVICE)
    assert len(told(mine)) == len(told(other)) == 1
    seen(mine, last=str(AccountNotice.objects.get().pk))
    assert told(mine) == told(other) == []
    person.refresh_from_db()
    assert person.last_notice is None


def test_what_came_since_the_page_was_shown_is_not_taken_for_seen(person: User) -> None:
    client = session_of(person)
    shown = AccountNotice.objects.tell(person, Kind.LINK_USED)
    AccountNotice.objects.tell(person, Kind.NEW_DEVICE)
    seen(client, last=str(shown.pk))
    assert [row.split(".")[0] for row in told(client)] == [
        "이 계정으로 처음 보는 기기에서 로그인했습니다"
    ]


def test_who_did_it_cannot_hide_it(person: User) -> None:
    thief = session_of(person)
    thief.get("/")
    request = RequestFactory().get("/")
    request.session = thief.session
    notice = AccountNotice.objects.tell(person, Kind.NEW_DEVICE, request)
    assert told(thief) == []
    seen(thief, last=str(notice.pk))
    person.refresh_from_db()
    assert len(told(session_of(person))) == 1


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 40, "²"])
def test_nonsense_is_nothing_seen(person: User, last: str) -> None:
    client = session_of(person)
    AccountNotice.objects.tell(person, Kind.NEW_DEVICE)
    seen(client, last=last)
    assert len(told(client)) == 1


@pytest.mark.parametrize(
    ("address", "led"),
    [("/progress/", "/progress/"), ("https://evil.example/", "/"), ("//evil.example", "/")],
)
def test_one_goes_on_where_it_stood(person: User, address: str, led: str) -> None:
    form = {"last": "1", "next": address}
    assert session_of(person).post("/account/notices/seen/", form)["Location"] == led


def test_a_visitor_sees_nothing_and_get_changes_nothing(client: Client, person: User) -> None:
    assert client.post("/account/notices/seen/").status_code == 302
    assert session_of(person).get("/account/notices/seen/").status_code == 405


def test_a_link_that_was_used_is_told(client: Client, person: User) -> None:
    person.set_unusable_password()
    person.save()
    form = client.get(password_address(person))["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    person.refresh_from_db()
    assert told(client) == []
    assert told(session_of(person))[0].startswith("일회용 링크로 이 계정에 새 비밀번호")


def test_a_password_that_a_superuser_set_is_told_with_their_name(person: User) -> None:
    boss = UserFactory.create(name="박두리", is_staff=True, is_superuser=True)
    admin = session_of(boss)
    form = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    changed = admin.post(f"/admin/accounts/user/{person.pk}/password/", form)
    assert changed.status_code == 302
    person.refresh_from_db()
    assert told(session_of(person))[0].startswith("박두리 님이 이 계정에 새 비밀번호")
    assert told(admin, "/admin/") == []


def test_a_form_that_was_refused_is_no_change(person: User) -> None:
    boss = session_of(UserFactory.create(is_staff=True, is_superuser=True))
    boss.post(f"/admin/accounts/user/{person.pk}/password/", {"password1": "1", "password2": "2"})
    session_of(person).post("/account/", {"save": "password", "old_password": "wrong"})
    assert not AccountNotice.objects.exists()


def test_pages_of_the_admin_tell_it_too(person: User) -> None:
    boss = UserFactory.create(is_staff=True, is_superuser=True)
    AccountNotice.objects.tell(boss, Kind.CODE_USED)
    assert len(told(session_of(boss), "/admin/")) == 1


def test_of_many_the_newest_are_told(person: User) -> None:
    for minutes in range(9):
        notice = AccountNotice.objects.tell(person, Kind.NEW_DEVICE)
        AccountNotice.objects.filter(pk=notice.pk).update(
            at=timezone.now() + timedelta(minutes=minutes)
        )
    client = session_of(person)
    assert len(told(client)) == 5
    seen(client, last=str(notice.pk))
    assert told(client) == []


def test_an_erased_person_leaves_none(person: User) -> None:
    AccountNotice.objects.tell(person, Kind.NEW_DEVICE)
    person.anonymise()
    assert not AccountNotice.objects.exists()


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (EDGE, "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) … Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) … SamsungBrowser/27", "Samsung Internet · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) … Chrome/126 Whale/3.27 Safari/537.36", "Whale · Windows"),
        ("curl/8.5", ""),
        ("", ""),
        ("<script>alert(1)</script>" * 400, ""),
    ],
)  # fmt: skip
def test_a_device_is_said_as_a_person_would(agent: str, device: str) -> None:
    request = RequestFactory().get("/", headers={"User-Agent": agent})
    assert device_of(request) == device
