"""Signing in as the organisation does: by a proxy's header and by OpenID Connect."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import known_device
from accounts.models import ExternalIdentity, User
from accounts.providers import oidc
from config import environment, sign_in_ways
from tests.access import noted
from tests.accounts.provider import ANOTHER_KEY, Provider, serving
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PROXY = "10.1.2.3"
NOW = datetime.datetime.now(datetime.UTC)


def signed_in(client: Client) -> str:
    """By whose name; empty if nobody is."""
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


# --- A header -------------------------------------------------------------------------------------


@pytest.fixture
def behind_proxy(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", PROXY)
    settings.TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES", "")
    settings.SSO_HEADER = "HTTP_X_REMOTE_USER"


def enter_as(client: Client, name: str, *, come_from: str = PROXY, **sent: str) -> int:
    client.logout()
    sent = {"HTTP_X_REMOTE_USER": name, "REMOTE_ADDR": come_from} | sent
    return client.post("/login/header/", **sent).status_code  # type: ignore[arg-type]


@pytest.mark.usefixtures("behind_proxy")
def test_whom_the_proxy_names_is_signed_in(client: Client) -> None:
    page = client.get("/login/", HTTP_X_REMOTE_USER="hong", REMOTE_ADDR=PROXY)
    assert "hong 계정으로 계속하기" in page.content.decode()
    assert enter_as(client, "hong") == 302
    assert signed_in(client) == "hong"
    assert not User.objects.get(username="hong").has_usable_password()
    assert enter_as(client, "ＨＯＮＧ".encode().decode("latin-1")) == 302  # as WSGI has it
    assert signed_in(client) == "hong"
    assert User.objects.count() == 1


@pytest.mark.usefixtures("behind_proxy")
def test_a_hundred_forged_headers_are_refused(client: Client) -> None:
    UserFactory.create(username="hong")
    forged = 0
    for last in range(50):
        status = enter_as(client, "hong", come_from=f"10.1.2.{last + 10}")
        forged += status == 400
        status = enter_as(
            client,
            "hong",
            come_from=f"2001:db8::{last:x}",
            HTTP_X_FORWARDED_FOR=PROXY,
            HTTP_X_REAL_IP=PROXY,
            HTTP_FORWARDED=f"for={PROXY}",
        )
        forged += status == 400
        assert signed_in(client) == ""
    assert forged == 100
    assert len(noted("failed-sign-in")) == 100


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize(
    "name", ["", " ", "hong,admin", "a\x01b", "\x00", "a" * 151, "가 나", "\x80"]
)
def test_what_is_no_username_makes_no_account(client: Client, name: str) -> None:
    assert enter_as(client, name) in (400, 403)
    assert signed_in(client) == ""
    assert not User.objects.exists()


def test_without_the_setting_the_header_says_nothing(client: Client) -> None:
    UserFactory.create(username="hong")
    assert enter_as(client, "hong", come_from="127.0.0.1") == 404
    page = client.get("/login/", HTTP_X_REMOTE_USER="hong")
    assert "other-ways" not in page.content.decode()


# --- Whose account it is --------------------------------------------------------------------------


@pytest.mark.usefixtures("behind_proxy")
def test_the_account_of_the_roster_is_met_by_its_name(client: Client) -> None:
    person = UserFactory.create(username="kim12", name="김열둘")
    assert enter_as(client, "KIM12") == 302
    assert signed_in(client) == "kim12"
    assert ExternalIdentity.objects.get().person == person


@pytest.mark.usefixtures("behind_proxy")
def test_only_who_is_listed_is_let_in_where_that_is_set(client: Client, settings: Any) -> None:
    settings.SIGN_IN_ADMITS = "listed"
    UserFactory.create(username="listed")
    assert enter_as(client, "stranger") == 403
    assert enter_as(client, "listed") == 302
    assert not User.objects.filter(username="stranger").exists()


@pytest.mark.usefixtures("behind_proxy")
@pytest.mark.parametrize("flags", [{"is_staff": True}, {"is_superuser": True}])
def test_who_may_do_more_is_met_by_no_name_until_linked(
    client: Client, flags: dict[str, bool]
) -> None:
    UserFactory.create(username="boss", **flags)
    assert enter_as(client, "boss") == 403
    call_command("linkidentity", "boss", "header", "boss")
    assert enter_as(client, "boss") == 302
    assert signed_in(client) == "boss"
    with pytest.raises(CommandError, match="linked already"):
        call_command("linkidentity", "boss", "header", "other")


@pytest.mark.usefixtures("behind_proxy")
def test_a_second_factor_is_asked_for_here_too(client: Client) -> None:
    boss = UserFactory.create(username="boss", is_superuser=True, is_staff=True)
    TOTPDevice.objects.create(user=boss, name="app")
    call_command("linkidentity", "boss", "header", "boss")
    client.logout()
    sent = {"HTTP_X_REMOTE_USER": "boss", "REMOTE_ADDR": PROXY}
    response = client.post("/login/header/", {"next": "/admin/"}, **sent)  # type: ignore[arg-type]
    assert response.headers["Location"] == f"{reverse('second-step')}?next=%2Fadmin%2F"
    assert client.get("/admin/").status_code == 302
    assert known_device.cookie_name() not in client.cookies


@pytest.mark.usefixtures("behind_proxy")
def test_the_browser_is_known_afterwards(client: Client) -> None:
    assert enter_as(client, "hong") == 302
    assert known_device.cookie_name() in client.cookies


@pytest.mark.usefixtures("behind_proxy")
def test_a_closed_account_stays_closed(client: Client) -> None:
    UserFactory.create(username="gone", is_active=False)
    assert enter_as(client, "gone") == 403
    assert signed_in(client) == ""


# --- OpenID Connect -------------------------------------------------------------------------------


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with serving(Provider()) as provider:
        settings.OIDC = sign_in_ways.OpenIDConnect(
            provider.issuer, "dure", "a-secret", "preferred_username", ""
        )
        yield provider
    oidc._discovered.clear()


def come_back(client: Client, provider: Provider, **other: str) -> Any:
    led = client.get("/login/oidc/", {"next": "/account/"})
    assert led.status_code == 302, led.content.decode()
    query = provider.authorise(led.headers["Location"])
    for name, value in other.items():
        query = query.replace(f"{name}={provider.asked.get(name, 'a-code')}", f"{name}={value}")
    return client.get(f"/login/oidc/callback/?{query}")


def test_a_person_of_the_provider_is_signed_in_and_led_on(
    client: Client, provider: Provider
) -> None:
    assert 'href="/login/oidc/' in client.get("/login/").content.decode()
    response = come_back(client, provider)
    assert (response.status_code, response.headers["Location"]) == (302, "/account/")
    person = User.objects.get()
    assert (person.username, person.name, person.is_staff) == ("hong", "홍길동", False)
    assert provider.challenge_fits
    assert provider.asked["code_challenge_method"] == "S256"
    assert "access" not in str(dict(client.session.items()))


def test_the_account_follows_the_person_not_the_name(client: Client, provider: Provider) -> None:
    come_back(client, provider)
    first = User.objects.get()
    client.logout()
    provider.claims = {"preferred_username": "renamed"}
    come_back(client, provider)
    assert signed_in(client) == "hong"
    client.logout()
    provider.claims = {"sub": "person-2"}  # the name is another's now
    assert come_back(client, provider).status_code == 403
    assert signed_in(client) == ""
    assert list(User.objects.all()) == [first]


def test_what_the_token_lacks_is_asked_of_the_provider(client: Client, provider: Provider) -> None:
    provider.claims = {"preferred_username": None}
    provider.userinfo = {"sub": "person-1", "preferred_username": "asked"}
    come_back(client, provider)
    assert signed_in(client) == "asked"


LIES: dict[str, dict[str, Any]] = {
    "nonce": {"claims": {"nonce": "another"}},
    "no nonce": {"claims": {"nonce": None}},
    "audience": {"claims": {"aud": "another"}},
    "no audience": {"claims": {"aud": None}},
    "several audiences": {"claims": {"aud": ["dure", "another"]}},
    "made for another": {"claims": {"azp": "another"}},
    "issuer": {"claims": {"iss": "https://evil.example"}},
    "no issuer": {"claims": {"iss": None}},
    "expired": {"claims": {"exp": NOW - datetime.timedelta(hours=1)}},
    "no end": {"claims": {"exp": None}},
    "of tomorrow": {"claims": {"iat": NOW + datetime.timedelta(days=1)}},
    "no subject": {"claims": {"sub": None}},
    "empty subject": {"claims": {"sub": ""}},
    "long subject": {"claims": {"sub": "s" * 300}},
    "key of another": {"key": ANOTHER_KEY},
    "no signature": {"algorithm": "none"},
    "signed with the secret": {"algorithm": "HS256", "key": "a-secret" * 8},
    "no token": {"token": "nonsense"},
    "no username": {"claims": {"preferred_username": None}, "userinfo": {"sub": "person-1"}},
    "null for a username": {
        "claims": {"preferred_username": None},
        "userinfo": {"sub": "person-1", "preferred_username": None},
    },
    "another person": {
        "claims": {"preferred_username": None},
        "userinfo": {"sub": "person-2", "preferred_username": "boss"},
    },
    "bad username": {"claims": {"preferred_username": "a b;c"}},
    "number for a username": {"claims": {"preferred_username": ["boss"]}},
    "superuser": {"claims": {"preferred_username": "boss"}},
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_of_the_provider_signs_in_nobody(
    client: Client, provider: Provider, lie: dict[str, Any]
) -> None:
    UserFactory.create(username="boss", is_superuser=True)
    for name, value in lie.items():
        setattr(provider, name, value)
    response = come_back(client, provider)
    assert response.status_code in (400, 403)
    assert "로그인하지 못했습니다" in response.content.decode()
    assert signed_in(client) == ""
    assert User.objects.count() == 1
    assert not ExternalIdentity.objects.exists()
    assert noted("failed-sign-in")[-1] == (None, [], provider.issuer)


@pytest.mark.parametrize("said", [False, "false"])
def test_an_address_that_is_not_proven_is_not_kept(
    client: Client, provider: Provider, said: object
) -> None:
    provider.claims = {"email": "boss@example.kr", "email_verified": said}
    come_back(client, provider)
    assert User.objects.get().email == ""


@pytest.mark.parametrize("other", [{"state": "another"}, {"code": ""}])
def test_what_was_not_asked_is_not_taken(
    client: Client, provider: Provider, other: dict[str, str]
) -> None:
    assert come_back(client, provider, **other).status_code == 400
    assert signed_in(client) == ""


def test_an_answer_is_good_once_and_for_one_browser(client: Client, provider: Provider) -> None:
    led = client.get("/login/oidc/")
    address = f"/login/oidc/callback/?{provider.authorise(led.headers['Location'])}"
    assert Client().get(address).status_code == 400
    assert client.get(address).status_code == 302
    client.logout()
    assert client.get(address).status_code == 400


def test_nobody_is_led_off_the_site(client: Client, provider: Provider) -> None:
    led = client.get("/login/oidc/", {"next": "https://evil.example/"})
    response = client.get(f"/login/oidc/callback/?{provider.authorise(led.headers['Location'])}")
    assert response.headers["Location"] == "/"


def test_while_the_provider_is_away_a_local_superuser_signs_in(
    client: Client, settings: Any
) -> None:
    settings.OIDC = sign_in_ways.OpenIDConnect("http://127.0.0.1:9", "dure", "s", "sub", "")
    response = client.get("/login/oidc/")
    assert response.status_code == 503
    assert "응답하지 않습니다" in response.content.decode()
    boss = User.objects.create_superuser("boss", password="충분히-긴-비밀번호")
    client.post("/login/", {"username": "boss", "password": "충분히-긴-비밀번호"})
    assert signed_in(client) == boss.username


def test_a_provider_that_goes_away_in_between_is_told(client: Client, provider: Provider) -> None:
    led = client.get("/login/oidc/")
    query = provider.authorise(led.headers["Location"])
    oidc._discovered[provider.issuer].document = {
        **oidc.discover(),
        "token_endpoint": "http://127.0.0.1:9/token",
    }
    assert client.get(f"/login/oidc/callback/?{query}").status_code == 503


@pytest.mark.parametrize(("status", "told"), [(400, 400), (401, 503), (500, 503)])
def test_a_code_that_the_provider_refuses_is_told_from_a_provider_that_is_away(
    client: Client, provider: Provider, status: int, told: int
) -> None:
    provider.status = status
    assert come_back(client, provider).status_code == told
    assert signed_in(client) == ""


@pytest.mark.parametrize(
    "document", [{"issuer": "https://evil.example"}, {"token_endpoint": "ftp://127.0.0.1/"}]
)
def test_a_provider_that_is_another_is_refused(
    client: Client, provider: Provider, document: dict[str, str]
) -> None:
    provider.document = document
    assert client.get("/login/oidc/").status_code == 503


# --- Settings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SIGN_IN_ADMITS": "friends"}, "takes one of anyone, listed"),
        ({"SSO_HEADER": "a b"}, "takes the name of a header"),
        ({"SSO_HEADER": "X-Forwarded-For"}, "takes the name of a header"),
        ({"SSO_HEADER": "X-Remote-User", "TRUSTED_PROXIES": ""}, "say in TRUSTED_PROXIES"),
        ({"OIDC_ISSUER": "http://sso.example.kr"}, "takes an address with https://"),
        ({"OIDC_ISSUER": "https://sso.example.kr"}, "OIDC_CLIENT_ID is not set"),
        ({"LDAP_URL": "ldaps://dc.example.kr"}, "takes ldaps://server/base"),
        ({"LDAP_URL": "https://dc.example.kr/dc=kr"}, "takes ldaps://server/base"),
        ({"LDAP_URL": "ldaps://dc.example.kr/dc=kr?uid)(x"}, "takes ldaps://server/base"),
        ({"LDAP_URL": "ldaps://dc.example.kr/dc=kr?uid"}, "make install LDAP=1"),
    ],
)
def test_a_wrong_value_stops_the_start(
    variables: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sign_in_ways, "find_spec", lambda _name: None)
    reads = (
        *(sign_in_ways.admits, sign_in_ways.header, sign_in_ways.openid_connect),
        sign_in_ways.directory,
    )
    with pytest.raises(Exception, match=said):
        for read in reads:
            read()


def test_no_provider_gives_rights(client: Client, provider: Provider) -> None:
    provider.claims = {"groups": ["Facilitators"], "is_staff": True, "is_superuser": True}
    come_back(client, provider)
    person = User.objects.get()
    assert (person.is_staff, person.is_superuser, person.groups.count()) == (False, False, 0)
