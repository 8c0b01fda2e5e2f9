"""Nobody becomes somebody else unseen: a one-time link or code is told to whose account it is."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from accounts.models import AccountNotice, OneTimeCode, User
from accounts.notices.by_others import MOST_LISTED, DoneByOthers
from courses.models import Cohort
from tests.factories import PASSWORD, CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
Kind = AccountNotice.Kind
TIME = r" ?\d{4}\. ?\d+\. ?\d+\.? (오전|오후)? ?\d+:\d+"
NEW = "산길을-걷는-고양이-7"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Edg/142.0.0.0"
MADE = "박이끎 님이 이 계정의 비밀번호를 정할 수 있는 일회용 링크를 만들었습니다."


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring")


@pytest.fixture
def member(cohort: Cohort) -> User:
    member = UserFactory.create(username="hana", name="김하나")
    cohort.enrol(member)
    return member


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort, name="박이끎")
    client.force_login(facilitator)
    return facilitator


def make_link(client: Client, member: User) -> str:
    response = client.post(f"/admin/cohorts/spring/roster/{member.pk}/link/")
    return str(response.context["slip"].link).replace("http://testserver", "")


def sign_in(password: str = PASSWORD) -> Client:
    client = Client(headers={"User-Agent": EDGE}, REMOTE_ADDR="10.0.0.9")
    signed_in = client.post("/login/", {"username": "hana", "password": password})
    assert signed_in.status_code == 302
    return client


def use(address: str) -> None:
    visitor = Client(headers={"User-Agent": EDGE}, REMOTE_ADDR="10.0.0.66")
    form = visitor.get(address).headers["Location"]
    sent = visitor.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert sent.status_code == 302


def rows(client: Client, address: str, list_of: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    texts = [" ".join(row.get_text().split()) for row in page.select(f"{list_of} li")]
    return [
        re.sub(r" ?\d{4}\. ?\d+\. ?\d+\.? (오전|오후)? ?\d+:\d+", " (때)", text) for text in texts
    ]


def told(client: Client) -> list[str]:
    return [text for text in rows(client, "/", "[data-account-notices]") if "기기에서" not in text]


def listed(client: Client) -> list[str]:
    return rows(client, "/account/", "[data-by-others]")


def test_a_member_with_a_password_is_told_once_of_a_link_and_the_account_page_keeps_it(
    client: Client, facilitator: User, member: User
) -> None:
    make_link(client, member)
    themselves = sign_in()
    assert [text.split(" 2")[0] for text in told(themselves)] == [MADE]
    last = AccountNotice.objects.filter(person=member).latest("pk")
    themselves.post("/account/notices/seen/", {"last": last.pk})
    assert told(themselves) == []
    assert told(sign_in()) == []
    assert listed(sign_in()) == [f"{MADE} (때) · 사용되지 않음"]


def test_that_it_was_used_is_told_with_its_time_and_place(
    client: Client, facilitator: User, member: User
) -> None:
    """By whoever: the member comes in no more, and sees why once they do."""
    use(make_link(client, member))
    make_link(client, member)
    themselves = sign_in(NEW)
    assert len([text for text in told(themselves) if "일회용 링크로" in text]) == 1
    assert listed(themselves) == [
        f"{MADE} (때) · 사용되지 않음",
        f"{MADE} (때) · (때)에 사용됨 · Edge · Windows, 10.0.0.66",
    ]


def test_who_had_no_password_yet_is_told_only_that_the_link_was_used(
    client: Client, facilitator: User, member: User
) -> None:
    member.set_unusable_password()
    member.save()
    use(make_link(client, member))
    themselves = sign_in(NEW)
    assert listed(themselves) == [
        "일회용 링크로 이 계정에 새 비밀번호가 정해졌습니다. (때) · Edge · Windows, 10.0.0.66"
    ]


def test_the_code_of_the_same_slip_is_told_alike(
    client: Client, facilitator: User, member: User
) -> None:
    make_link(client, member)
    visitor = Client(headers={"User-Agent": EDGE}, REMOTE_ADDR="10.0.0.66")
    sent = {"username": "hana", "code": OneTimeCode.objects.of(member)}
    address = visitor.post("/code/", sent).headers["Location"]
    form = visitor.get(address).headers["Location"]
    visitor.post(form, {"new_password1": NEW, "new_password2": NEW})
    assert listed(sign_in(NEW)) == [f"{MADE} (때) · (때)에 사용됨 · Edge · Windows, 10.0.0.66"]


def test_nobody_is_told_of_others_accounts(client: Client, facilitator: User, member: User) -> None:
    make_link(client, member)
    assert listed(client) == []
    other = Client()
    other.force_login(UserFactory.create())
    assert listed(other) == []


def test_a_use_is_of_the_link_that_was_made_last(member: User, facilitator: User) -> None:
    kinds = [
        *(Kind.LINK_USED, Kind.LINK_MADE, Kind.LINK_MADE, Kind.LINK_USED),
        *(Kind.PASSWORD_SET, Kind.LINK_USED, Kind.PASSWORD_CHANGED, Kind.NEW_DEVICE),
    ]
    for kind in kinds:
        AccountNotice.objects.tell(member, kind, by=facilitator)
    done = [(row.notice.kind, row.use and row.use.kind) for row in DoneByOthers.to(member)]
    assert done == [
        ("link-used", None),
        ("password-set", None),
        ("link-made", "link-used"),
        ("link-made", None),
        ("link-used", None),
    ]


def test_the_list_is_short(member: User, facilitator: User) -> None:
    for _ in range(MOST_LISTED + 5):
        AccountNotice.objects.tell(member, Kind.LINK_MADE, by=facilitator)
    assert len(DoneByOthers.to(member)) == MOST_LISTED
