"""A learner's form that comes back with faults: in the page's own words, kept, told at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.test import Client

from accounts.models import User
from config.joined_files import JOINED
from tests.factories import SelfDiagnosisFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Faulty:
    """A form as it is sent, the fields that its summary leads to, and what stands in it again."""

    address: Callable[[Client], str]
    data: dict[str, str]
    fields: list[str]
    words: list[str]
    kept: list[str] = field(default_factory=list)
    status: int = 400


def of_visitor(client: Client) -> str:
    client.logout()
    return "/login/"


def levels(client: Client) -> str:
    page = SelfDiagnosisFactory.create()
    client.force_login(make_member(page.course))
    return str(page.get_absolute_url())


FORMS = {
    "signing in with nothing": Faulty(
        of_visitor,
        {},
        ["id_username", "id_password"],
        ["아이디를 적어 주세요", "비밀번호를 적어"],
        status=200,
    ),
    "signing in wrongly": Faulty(
        of_visitor,
        {"username": "두레", "password": "x"},
        [],
        ["아이디나 비밀번호가"],
        ['value="두레"'],
        status=200,
    ),
    "a code with nothing": Faulty(
        lambda _client: "/join/", {"code": " "}, ["id_code"], ["참여 코드를 적어 주세요"]
    ),
    "a code of no cohort": Faulty(
        lambda _client: "/join/",
        {"code": "<가-7>"},
        ["id_code"],
        ["이 코드"],
        ['value="&lt;가-7&gt;"'],
    ),
    "a name too long": Faulty(
        lambda _client: "/account/",
        {"save": "profile", "name": "가" * 151},
        ["profile-name"],
        ["151"],
    ),
    "a wrong password": Faulty(
        lambda _client: "/account/",
        {"save": "password", "old_password": "x"},
        ["password-old_password"],
        [],
    ),
    "a self-diagnosis with nothing": Faulty(
        levels, {}, [f"rating-{rank}-not-yet" for rank in range(1, 7)], ["1단계"]
    ),
}


@pytest.fixture(autouse=True)
def _member(client: Client) -> User:
    member = UserFactory.create()
    client.force_login(member)
    return member


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_it_is_said_in_the_title_in_a_summary_and_at_the_field(
    client: Client, form: Faulty
) -> None:
    address = form.address(client)
    before = client.get(address).content.decode()
    assert "<title>오류:" not in before
    assert "lms-errors" not in before

    response = client.post(address, form.data)

    html = response.content.decode()
    assert response.status_code == form.status
    assert re.search(r"<title[^>]*>\s*오류:\s+[가-힣]", html)
    summary = html.partition('class="lms-errors" role="alert" tabindex="-1"')[2].split("</ul>")[0]
    assert (
        list(dict.fromkeys(re.findall(r'href="#([^"]*)"', summary)))[: len(form.fields)]
        == form.fields
    )
    for name in form.fields:
        assert f'id="{name}"' in html
    for words in form.words:
        assert words in summary
    for words in form.kept:
        assert words in html


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_summary_takes_the_focus_and_no_field_does(client: Client, form: Faulty) -> None:
    html = client.post(form.address(client), form.data).content.decode()
    assert " autofocus" not in html
    assert 'class="lms-errors" role="alert" tabindex="-1"' in html
    for script in JOINED.values():
        assert ("js/error-summary.js" in script) == ("js/offline.js" in script)
