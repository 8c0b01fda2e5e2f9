"""Who had left is handled by no facilitator until they join again themselves, however they came
back."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import AccountNotice, User
from courses.models import Cohort
from tests.cohorts.roster.test_import import upload
from tests.factories import CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
ROSTER, REPORTS = "/admin/cohorts/spring/roster/", "/admin/reports/spring/"


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring", join_code="come-in-again")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


@pytest.fixture
def member(cohort: Cohort) -> User:
    member = UserFactory.create(name="김하나", email="hana@x.kr")
    cohort.enrol(member)
    return member


def remove(client: Client, member: User) -> None:
    assert client.post(f"{ROSTER}{member.pk}/remove/").status_code == 303


def take_back(client: Client, member: User) -> None:
    assert client.post(f"{ROSTER}{member.pk}/take-back/").status_code == 303


def import_again(client: Client, member: User) -> None:
    page = upload(client, [["이름", "이메일"], [member.name, member.email]])
    assert client.post(page["Location"]).status_code == 303


def import_elsewhere(client: Client, member: User) -> None:
    """Into another cohort of the facilitator, and from there back by a move."""
    other = CohortFactory.create(slug="other", course=Cohort.objects.get(slug="spring").course)
    other.facilitators.add(*Cohort.objects.get(slug="spring").facilitators.all())
    page = upload(client, [["이름", "이메일"], [member.name, member.email]], slug="other")
    assert client.post(page["Location"]).status_code == 303
    move = f"/admin/cohorts/other/roster/{member.pk}/move/"
    assert client.post(move, {"cohort": "spring"}).status_code == 303


def statuses(client: Client, member: User) -> list[int]:
    """Of a link for a password, the page of their answers, and their erasure."""
    return [
        client.post(f"{ROSTER}{member.pk}/link/").status_code,
        client.get(f"{REPORTS}people/{member.pk}/").status_code,
        client.post(f"{REPORTS}people/{member.pk}/erase/", {"username": "x"}).status_code,
    ]


@pytest.mark.parametrize("come_back", [take_back, import_again, import_elsewhere])
def test_who_comes_back_is_closed_to_facilitators_until_they_join_again(
    client: Client,
    facilitator: User,
    cohort: Cohort,
    member: User,
    come_back: Callable[[Client, User], None],
) -> None:
    assert statuses(client, member) == [200, 200, 400]
    remove(client, member)
    come_back(client, member)
    assert statuses(client, member) == [403, 403, 403]
    notice = AccountNotice.objects.filter(person=member).latest("pk")
    assert (notice.kind, notice.by) == (AccountNotice.Kind.BROUGHT_BACK, facilitator)
    superuser = Client()
    superuser.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert statuses(superuser, member) == [200, 200, 400]
    themselves = Client()
    themselves.force_login(member)
    assert themselves.post("/join/come-in-again/").status_code in (302, 303)
    assert statuses(client, member) == [200, 200, 400]


def test_the_roster_offers_no_link_meanwhile_and_says_why(
    client: Client, facilitator: User, member: User
) -> None:
    assert "비밀번호 링크" in client.get(ROSTER).content.decode()
    remove(client, member)
    take_back(client, member)
    html = client.get(ROSTER).content.decode()
    assert "비밀번호 링크" not in html
    assert "스스로 다시 참여하지 않음" in html
    assert f"{REPORTS}people/{member.pk}/" not in html


@pytest.mark.parametrize(
    "address", [f"{ROSTER}{{pk}}/link/", f"{REPORTS}people/{{pk}}/erase/"], ids=["link", "erasure"]
)
def test_the_refusal_says_why(
    client: Client, facilitator: User, member: User, address: str
) -> None:
    remove(client, member)
    take_back(client, member)
    html = client.post(address.format(pk=member.pk), {"username": member.username})
    assert html.status_code == 403
    assert "스스로 다시 참여하지 않" in html.content.decode()
    assert "다른 역할" not in html.content.decode()
