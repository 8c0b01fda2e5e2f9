"""Sessions on computers that others use: how long they last, where one has them, how they end."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Session, User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 11, 2, 9, tzinfo=ZoneInfo("Asia/Seoul"))
HTMX = {"HX-Request": "true", "X-Requested-With": "XMLHttpRequest"}
UNUSED = "한동안 쓰지 않아 로그아웃되었습니다."
SetClock = Callable[[float], None]


@pytest.fixture(autouse=True)
def _as_the_site_has_it(settings: Settings) -> None:
    settings.SESSION_IDLE, settings.SESSION_LONGEST = timedelta(hours=1), timedelta(hours=12)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the clock to so many minutes after nine."""

    def set_clock(minutes: float) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NINE + timedelta(minutes=minutes))

    set_clock(0)
    return set_clock


@pytest.fixture
def person(at: SetClock) -> User:
    return UserFactory.create(username="hana", name="이하나")


def signed_in(agent: str = "", address: str = "10.0.0.5") -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    sign_in = client.post("/login/", {"username": "hana", "password": PASSWORD})
    assert sign_in.status_code == 302
    return client


def is_in(client: Client) -> bool:
    """Asked as a page does by itself, which is no use."""
    return client.get("/session/").json()["person"] is not None


def text(response: object) -> str:
    page = BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]
    return " ".join(page.get_text().split())


# --- How long it lasts ----------------------------------------------------------------------------


def test_a_session_ends_an_hour_after_it_was_used_last(person: User, at: SetClock) -> None:
    client = signed_in()
    at(50)
    assert client.get("/account/").status_code == 200
    at(50 + 59.9)
    assert is_in(client)
    at(50 + 60.1)
    assert not is_in(client)
    assert client.get("/account/").status_code == 302


def test_who_uses_it_all_day_signs_in_again_after_twelve_hours(person: User, at: SetClock) -> None:
    client = signed_in()
    for minutes in range(0, 12 * 60, 30):
        at(minutes)
        assert client.get("/account/").status_code == 200
    at(12 * 60 - 0.1)
    assert client.get("/account/").status_code == 200
    at(12 * 60 + 0.1)
    response = client.get("/account/", follow=True)
    assert "로그인한 지 오래되어 로그아웃되었습니다." in text(response)


def test_a_new_password_makes_the_day_no_longer(person: User, at: SetClock) -> None:
    client = signed_in()
    for minutes in range(0, 11 * 60, 30):
        at(minutes)
        client.get("/account/")
    form = {"save": "password", "old_password": PASSWORD}
    new = {"new_password1": "바다를-보는-토끼-3", "new_password2": "바다를-보는-토끼-3"}
    assert client.post("/account/", form | new).status_code == 302
    assert is_in(client)
    at(11 * 60 + 10)
    client.get("/account/")
    at(12 * 60 + 1)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("method", "address", "headers"),
    [
        ("get", "/session/", {}),
        ("post", "/progress/lessons/1/visit/", {"X-Requested-With": "XMLHttpRequest"}),
        ("get", "/progress/", HTMX),
        ("get", "/no-such-page/", {}),
    ],
)
def test_what_a_page_sends_by_itself_is_no_use(
    person: User, at: SetClock, method: str, address: str, headers: dict[str, str]
) -> None:
    client = signed_in()
    for minutes in (20, 40, 59):
        at(minutes)
        getattr(client, method)(address, headers=headers)
    at(60.1)
    assert not is_in(client)


def test_a_person_who_goes_on_says_since_when(person: User, at: SetClock) -> None:
    client = signed_in()
    at(55)
    assert client.post("/session/use/", {"idle": "120"}).status_code == 204
    assert client.get("/session/").json()["left"] == 58 * 60
    at(55 + 57)
    assert is_in(client)
    client.post("/session/use/")
    assert client.get("/session/").json()["left"] == 3600


def test_nobody_goes_on_who_is_not_signed_in(client: Client, person: User) -> None:
    client.post("/session/use/")
    assert not Session.objects.exists()
    assert signed_in().get("/session/use/").status_code == 405


@pytest.mark.parametrize("idle", ["-5", "x", "²", "9" * 30, "999999"])
def test_nobody_makes_a_session_longer_than_it_is(person: User, at: SetClock, idle: str) -> None:
    client = signed_in()
    at(55)
    client.post("/session/use/", {"idle": idle})
    assert client.get("/session/").json()["left"] <= 3600


def test_going_on_takes_a_token(person: User, at: SetClock) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    at(55)
    assert client.post("/session/use/").status_code == 403
    assert client.get("/session/").json()["left"] == 300


def test_the_last_use_is_written_every_five_minutes_at_most(
    person: User, at: SetClock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in()
    for minutes, queries in ((0, 6), (4.9, 6), (5, 7), (9.9, 6), (10, 7)):
        at(minutes)
        with django_assert_num_queries(queries):  # … sessions, new ones, links
            client.get("/account/")
    assert Session.objects.get().used_at == NINE + timedelta(minutes=10)


def test_what_is_stored_in_a_session_is_no_use_of_it(person: User, at: SetClock) -> None:
    client = signed_in()
    at(30)
    session = client.session
    session["something"] = 1
    session.save()
    assert Session.objects.get().used_at == NINE


def test_the_times_are_settings(person: User, at: SetClock, settings: Settings) -> None:
    settings.SESSION_IDLE = timedelta(minutes=10)
    settings.SESSION_LONGEST = timedelta(hours=1)
    settings.SESSION_WRITTEN_AFTER = timedelta(minutes=2.5)
    client = signed_in()
    for minutes in range(0, 60, 9):
        at(minutes)
        assert client.get("/account/").status_code == 200
    assert client.get("/session/").json()["left"] == 6 * 60
    assert client.get("/session/").json()["for_good"]
    at(60)
    assert not is_in(client)


def test_the_cookie_ends_with_the_browser(person: User) -> None:
    cookie = signed_in().cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]


# --- What is told when it is over -----------------------------------------------------------------


def test_the_sign_in_page_says_why_one_is_there_once(person: User, at: SetClock) -> None:
    client = signed_in()
    at(61)
    response = client.get("/progress/", follow=True)
    assert response.redirect_chain == [("/login/?next=/progress/", 302)]
    assert UNUSED in text(response)
    assert UNUSED not in text(client.get("/login/"))


def test_a_picture_of_a_page_takes_the_sentence_from_nobody(person: User, at: SetClock) -> None:
    client = signed_in()
    at(61)
    client.get("/progress/", headers={"Sec-Fetch-Dest": "image"})
    assert "messages" not in client.cookies


@pytest.mark.parametrize("key", ["x" * 32, "", "'; --", "a" * 5000, "é", "../../etc"])
def test_a_forged_session_is_nobodys(client: Client, person: User, key: str) -> None:
    client.cookies["sessionid"] = key
    response = client.get("/progress/", follow=True)
    assert response.redirect_chain == [("/login/?next=/progress/", 302)]
    assert not Session.objects.exists()


def test_the_key_in_the_database_opens_nothing(client: Client, person: User) -> None:
    signed_in()
    client.cookies["sessionid"] = Session.objects.get().pk
    assert not is_in(client)


def test_old_sessions_are_thrown_away_when_somebody_signs_in(person: User, at: SetClock) -> None:
    signed_in()
    at(60 + 23 * 60)
    signed_in()
    assert Session.objects.count() == 2
    at(60 + 25 * 60)
    signed_in()
    assert Session.objects.count() == 2


# --- Where one is signed in -----------------------------------------------------------------------

EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/142 Safari/537.36 Edg/142"
PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/142 Mobile"


def rows(client: Client) -> list[str]:
    page = BeautifulSoup(client.get("/account/").content, "html.parser")
    return [" ".join(row.get_text().split()) for row in page.select(".lms-sessions li")]


def value_of(client: Client, device: str) -> str:
    page = BeautifulSoup(client.get("/account/").content, "html.parser")
    (row,) = [row for row in page.select(".lms-sessions li") if device in row.get_text()]
    return str(row.select_one("button")["value"])  # type: ignore[index]


def test_each_is_listed_with_device_address_and_last_use(person: User, at: SetClock) -> None:
    office = signed_in(EDGE)
    at(20)
    phone = signed_in(PHONE, "192.0.2.7")
    at(27)
    assert rows(phone) == [
        "Chrome · Android, 192.0.2.7 · 이 기기 2026. 11. 2. 오전 9:20 로그인, "
        "마지막 사용 2026. 11. 2. 오전 9:27",
        "Edge · Windows, 10.0.0.5 2026. 11. 2. 오전 9:00 로그인, "
        "마지막 사용 2026. 11. 2. 오전 9:00 끝내기: Edge · Windows, 10.0.0.5",
    ]
    assert is_in(office)


def test_one_is_ended_and_told_why(person: User) -> None:
    office, phone, home = signed_in(EDGE), signed_in(PHONE), signed_in()
    ended = phone.post("/account/sessions/end/", {"session": value_of(phone, "Edge")}, follow=True)
    assert "로그인 1개를 끝냈습니다." in text(ended)
    assert (is_in(phone), is_in(home)) == (True, True)
    response = office.get("/account/", follow=True)
    assert "다른 기기에서 이 로그인을 끝냈습니다." in text(response)


def test_all_others_are_ended(person: User) -> None:
    office, phone, home = signed_in(EDGE), signed_in(PHONE), signed_in()
    home.post("/account/sessions/end/", {"others": "all"})
    assert [is_in(client) for client in (office, phone, home)] == [False, False, True]
    assert len(rows(home)) == 1


def test_nobody_ends_anybody_elses(person: User) -> None:
    office = signed_in(EDGE)
    stranger = Client()
    stranger.force_login(UserFactory.create())
    for form in ({"session": Session.objects.get(person=person).pk}, {"others": "all"}):
        assert stranger.post("/account/sessions/end/", form).status_code == 303
    assert is_in(office)
    assert is_in(stranger)


@pytest.mark.parametrize("session", ["", "x", "\x01", "9" * 900])
def test_nonsense_ends_nothing(person: User, session: str) -> None:
    office, phone = signed_in(EDGE), signed_in(PHONE)
    response = phone.post("/account/sessions/end/", {"session": session}, follow=True)
    assert "끝낼 로그인이 없습니다" in text(response)
    assert is_in(office)


def test_ending_takes_a_form_of_somebody_signed_in(client: Client, person: User) -> None:
    assert client.post("/account/sessions/end/", {"others": "all"}).status_code == 302
    assert signed_in().get("/account/sessions/end/").status_code == 405


def test_what_is_under_way_brings_no_ended_session_back(person: User) -> None:
    office, phone = signed_in(EDGE), signed_in(PHONE)
    under_way = office.session
    assert under_way["_auth_user_id"] == str(person.pk)
    phone.post("/account/sessions/end/", {"others": "all"})
    under_way["something"] = 1
    with pytest.raises(UpdateError):
        under_way.save()
    assert not is_in(office)


def test_sessions_of_before_a_new_password_are_over_and_not_listed(person: User) -> None:
    office, phone = signed_in(EDGE), signed_in(PHONE)
    form = {"save": "password", "old_password": PASSWORD}
    new = {"new_password1": "바다를-보는-토끼-3", "new_password2": "바다를-보는-토끼-3"}
    phone.post("/account/", form | new)
    assert len(rows(phone)) == 1
    response = office.get("/account/", follow=True)
    assert "비밀번호가 바뀌어 로그아웃되었습니다." in text(response)


def test_erasing_a_person_leaves_no_session(person: User) -> None:
    signed_in(EDGE)
    person.anonymise()
    assert not Session.objects.exists()


# --- Signing out ----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/logout/", "/admin/logout/"])
def test_signing_out_leaves_nothing_in_the_browser_but_its_cookies(
    person: User, address: str
) -> None:
    User.objects.update(is_staff=True)
    client = signed_in()
    assert client.post(address).headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Session.objects.exists()
    assert not is_in(client)
    assert "Clear-Site-Data" not in client.get("/login/").headers
