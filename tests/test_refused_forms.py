"""Whatever address a form was sent to, a refusal gives back what stood in it."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import User
from courses.models import Cohort
from tests.browser.forms import FORMS
from tests.factories import UserFactory, make_member
from tests.test_caching import cohort, learners_pages, superuser
from tests.test_permissions import admin_pages, of_cohort

__all__ = ["cohort", "superuser"]  # fixtures

pytestmark = pytest.mark.django_db
WORDS = "세션이 끝난 뒤에 쓴 글 <b>하나</b>"
SHOWN = "세션이 끝난 뒤에 쓴 글 &lt;b&gt;하나&lt;/b&gt;"
OURS = {"Origin": "http://testserver"}
# Whoever is signed out may send these.
OPEN_TO_ALL = {
    *("login", "logout", "session", "set-password", "first-superuser", "first-superuser-link"),
    *("appearance", "image", "code", "use-session"),
    *("sign-in-by-header", "sign-in-by-oidc", "oidc-callback"),
}


def of_the_admin(cohort: Cohort, superuser: User) -> list[str]:
    pages = [address for _page, address, _who in admin_pages(cohort)]
    return [*pages, *of_cohort(cohort, superuser).values()]


def addresses(cohort: Cohort, superuser: User) -> list[str]:
    """Every address that somebody who is signed in may send a form to."""
    own = [at for name, at in learners_pages(cohort).items() if name not in OPEN_TO_ALL]
    return own + of_the_admin(cohort, superuser)


@pytest.mark.full
def test_signed_out_the_words_come_back_beside_a_form_to_sign_in(
    client: Client, cohort: Cohort, superuser: User
) -> None:
    sent_to = addresses(cohort, superuser)
    assert len(sent_to) > 80
    refused = []
    for address in sent_to:
        response = client.post(address, {"text": WORDS}, headers=OURS)

        if response.status_code == 405:
            continue  # there is no form
        assert response.status_code == 401, address
        refused.append(address)
        html = response.content.decode()
        assert SHOWN in html, address
        assert f'action="{reverse("login")}"' in html
        assert WORDS not in html
    assert len(refused) > 60


def test_with_an_old_token_the_words_come_back_to_be_sent_again(
    cohort: Cohort, superuser: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)
    for address in addresses(cohort, superuser):
        response = client.post(address, {"text": WORDS}, headers=OURS)

        assert response.status_code == 403, address
        assert SHOWN in response.content.decode(), address


@pytest.mark.full
def test_who_may_not_send_a_form_gets_the_words_back(cohort: Cohort, superuser: User) -> None:
    client = Client()
    client.force_login(make_member(cohort.course))
    for address in of_the_admin(cohort, superuser):
        response = client.post(address, {"text": WORDS}, headers=OURS)

        assert response.status_code in {403, 404, 405}, address
        if response.status_code != 405:
            assert SHOWN in response.content.decode(), address


def test_nobody_gets_back_what_another_site_sent(
    client: Client, cohort: Cohort, superuser: User
) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    for address in addresses(cohort, superuser):
        html = client.post(address, {"text": WORDS}, headers=elsewhere).content.decode()
        assert SHOWN not in html, address


def test_a_person_of_nowhere_is_led_to_the_sign_in_page(client: Client) -> None:
    UserFactory.create()
    assert client.post("/account/", {}, headers=OURS).status_code == 302


class Forms(HTMLParser):
    """Whether a page has a form in which somebody writes something that a tab keeps."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.of_one: list[str] | None = None
        self.found: list[list[str]] = []
        self.feed(html)

    @property
    def any_with_words(self) -> bool:
        return any("words" in one and "password" not in one for one in self.found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            # As static/js/kept.js has it: what is ticked or put in order is no words.
            is_left = attributes.get("id") in {"changelist-form", "logout-form"}
            is_left = is_left or "data-outline" in attributes
            is_kept = attributes.get("method") == "post" and not is_left
            self.of_one = [] if is_kept else None
            self.found += [self.of_one] if self.of_one is not None else []
        elif self.of_one is not None and (kind := self.kind_of(tag, attributes)):
            self.of_one.append(kind)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.of_one = None

    @staticmethod
    def kind_of(tag: str, attributes: dict[str, str | None]) -> str:
        kind = attributes.get("type", "text")
        if tag == "textarea" or (
            attributes.get("autocomplete") != "one-time-code"
            and tag == "input"
            and kind in {"text", "email", "number", "url"}
        ):
            return "words"
        is_code = attributes.get("autocomplete") == "one-time-code"
        return "password" if tag == "input" and (kind == "password" or is_code) else ""


class LeftToTheBrowser(HTMLParser):
    """Forms of a page with a field that the browser would refuse in its own words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: list[tuple[str | None, str | None]] = []
        self.is_checked = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "form":
            self.is_checked = "novalidate" not in attributes
        elif tag in {"input", "select", "textarea"} and attributes.get("type") != "hidden":
            limits = attributes.keys() & {"required", "pattern", "min", "max", "minlength"}
            of_kind = attributes.get("type") in {"date", "email", "number", "time", "url"}
            if self.is_checked and (limits or of_kind):
                self.fields.append((attributes.get("name"), attributes.get("type")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_checked = False


def test_every_page_with_a_form_is_tried_in_the_browser_and_says_itself_what_it_lacks(
    client: Client, cohort: Cohort, superuser: User
) -> None:
    """By a row of the table; and no browser says it first, in its own language."""
    client.force_login(superuser)
    with_words, left = set(), {}
    for address in ["/", *addresses(cohort, superuser)]:
        response = client.get(address)
        if response.status_code != 200 or "text/html" not in response["Content-Type"]:
            continue
        html = response.content.decode()
        if Forms(html).any_with_words:
            with_words.add(resolve(address.partition("?")[0]).view_name)
        if fields := LeftToTheBrowser(html).fields:
            left[address] = fields
    client.logout()
    for address in ("/login/", "/code/"):
        if fields := LeftToTheBrowser(client.get(address).content.decode()).fields:
            left[address] = fields

    # Of a month that is over, which a new site has none of.
    forms = [form for form in FORMS if "/reviews/" not in form.address]
    rows = {resolve(form.address.format(row=1)).view_name for form in forms}
    # A few words that lead to a file: nothing is lost with them.
    assert with_words - {"reason-for-files"} == rows
    assert left == {}
