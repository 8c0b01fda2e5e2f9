"""A notice on one's first page until one has read it."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cohorts.models import Notice, NoticeRecipient
from courses.models import Cohort
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "화요일 2시에 <script>alert(1)</script>\n만납니다. https://example.kr"


@pytest.fixture
def cohort() -> Cohort:
    cohort: Cohort = CohortFactory.create(name="2기")
    return cohort


@pytest.fixture
def member(client: Client, cohort: Cohort) -> User:
    member = UserFactory.create()
    cohort.enrol(member)
    client.force_login(member)
    return member


@pytest.fixture
def notice(cohort: Cohort, member: User) -> Notice:
    author = UserFactory.create(name="김진행")
    return Notice.objects.send(cohort, author, TEXT, [member.pk])


def shown(client: Client) -> list[str]:
    page = BeautifulSoup(client.get("/").content, "html.parser")
    return [each.get_text(" ") for each in page.select("section[data-notice]")]


def test_it_is_plain_text_with_who_wrote_it(client: Client, notice: Notice) -> None:
    (text,) = shown(client)
    assert TEXT in text
    assert "김진행" in text
    assert "2기" in text
    html = client.get("/").content.decode()
    assert "<script>alert" not in html
    assert 'href="https://example.kr"' not in html


def test_it_goes_once_it_was_read(client: Client, notice: Notice) -> None:
    address = f"/progress/notices/{notice.pk}/read/"
    assert f'action="{address}"' in client.get("/").content.decode()
    assert client.get(address).status_code == 405

    response = client.post(address)

    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert shown(client) == []
    first = NoticeRecipient.objects.get().read_at
    assert first is not None
    assert client.post(address).status_code == 303
    assert NoticeRecipient.objects.get().read_at == first


def test_others_see_it_not_and_cannot_read_it(client: Client, notice: Notice) -> None:
    other = UserFactory.create()
    notice.cohort.enrol(other)
    client.force_login(other)
    assert shown(client) == []
    assert client.post(f"/progress/notices/{notice.pk}/read/").status_code == 404
    client.logout()
    response = client.post(f"/progress/notices/{notice.pk}/read/")
    assert "/login/" in response.headers["Location"]
    assert NoticeRecipient.objects.get().read_at is None


def test_it_goes_when_it_is_withdrawn_or_one_has_left(
    client: Client, notice: Notice, member: User
) -> None:
    member.enrolments.update(left_at=timezone.now())
    assert shown(client) == []
    member.enrolments.update(left_at=None)
    assert len(shown(client)) == 1
    Notice.objects.all().withdraw()
    assert shown(client) == []


def test_several_come_in_order_with_no_query_more(
    client: Client,
    notice: Notice,
    member: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Notice.objects.send(notice.cohort, member, "둘째", [member.pk])
    client.get("/")
    with django_assert_num_queries(3):  # session, person, and what is theirs
        first, second = shown(client)
    assert "화요일" in first
    assert "둘째" in second
