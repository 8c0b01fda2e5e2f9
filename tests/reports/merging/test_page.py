"""The page on which a superuser makes one account of two."""

from typing import Any

import pytest
from django.test import Client

from accounts.merging import doubles
from accounts.models import AccountNotice, User
from accounts.reauthentication.moments import SHOWN_AT
from courses.models import Cohort
from quizzes.models import Merge
from reports.may_be_merged import why_not
from reports.merging import NotMergedError, merge
from tests.access import noted
from tests.factories import PASSWORD, UserFactory, choose, right, wrong
from tests.reports.conftest import make_facilitator
from tests.reports.merging.conftest import PAGE, QUERY, double, question_of, signs_in

pytestmark = pytest.mark.django_db


def test_the_page_tells_what_will_be_and_the_merge_is_told_and_written_down(
    client: Client, superuser: User, closed: User, stays: User, cohort: Cohort
) -> None:
    question = question_of(cohort)
    choose(closed, wrong(question))
    choose(stays, right(question))
    page = client.get(QUERY).content.decode()
    assert "hana2의 시도(" in page
    assert "아직 다 풀지 않아 이어서 풉니다" in page
    assert not Merge.objects.exists()

    response = client.post(QUERY, {"username": "hana2"})

    assert response.headers["Location"] == f"/admin/accounts/user/{stays.pk}/change/"
    what = f"accounts.user {closed.pk} → {stays.pk}"
    assert noted("merged") == [(superuser.pk, [closed.pk, stays.pk], what)]
    notice = AccountNotice.objects.get(person=stays)
    assert (notice.kind, notice.by) == (AccountNotice.Kind.MERGED, superuser)
    member = Client()
    member.force_login(stays)
    for address in ("/", "/account/"):
        assert "박두리 님이 회원님의 다른 계정을" in member.get(address).content.decode()


@pytest.mark.parametrize("typed", ["", "hana", "HANA2", "hana2 x"])
def test_another_username_than_that_of_the_closed_one_changes_nothing(
    client: Client, superuser: User, closed: User, stays: User, typed: str
) -> None:
    response = client.post(QUERY, {"username": typed})
    assert response.status_code == 400
    assert "바뀐 것은 없습니다" in response.content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    "names", ["closed=hana2&stays=nobody", "closed=%00&stays=hana", "closed=x&stays=y"]
)
def test_nobody_of_that_name_is_told(
    client: Client, superuser: User, closed: User, stays: User, names: str
) -> None:
    response = client.post(f"{PAGE}?{names}", {"username": "hana2"})
    assert response.status_code == 400
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("who", "change", "sentence"),
    [
        ("closed", {"is_staff": True}, "권한"),
        ("stays", {"is_superuser": True}, "권한"),
        ("stays", {"is_active": False}, "비활성"),
    ],
)
def test_who_has_rights_or_is_closed_is_not_merged(
    client: Client,
    superuser: User,
    closed: User,
    stays: User,
    who: str,
    change: dict[str, Any],
    sentence: str,
) -> None:
    User.objects.filter(username={"closed": "hana2", "stays": "hana"}[who]).update(**change)
    assert sentence in client.get(QUERY).content.decode()
    assert client.post(QUERY, {"username": "hana2"}).status_code == 400
    assert not Merge.objects.exists()


def test_whatever_else_stands_against_it(closed: User, stays: User, cohort: Cohort) -> None:
    assert why_not(closed, stays) == ""
    assert why_not(closed, closed)
    leads = UserFactory.create()
    cohort.facilitators.add(leads)
    in_group = make_facilitator()
    User.objects.filter(pk=in_group.pk).update(is_staff=False)
    in_group.refresh_from_db()
    for other in (leads, in_group):
        assert why_not(other, stays)
        assert why_not(closed, other)
    merge(closed, stays)
    closed.refresh_from_db()
    assert why_not(closed, stays)
    assert why_not(stays, closed)
    with pytest.raises(NotMergedError):
        merge(closed, stays)


def test_it_is_for_superusers_who_showed_who_they_are(
    client: Client, superuser: User, closed: User, stays: User, cohort: Cohort
) -> None:
    session = client.session
    session[SHOWN_AT] = 0
    session.save()
    assert client.get(QUERY).headers["Location"].startswith("/account/confirm/")
    assert client.post(QUERY, {"username": "hana2"}).status_code == 401
    client.force_login(make_facilitator(cohort))
    assert client.get(QUERY).status_code == 403
    assert client.post(QUERY, {"username": "hana2"}).status_code == 403
    assert not Merge.objects.exists()


def test_spellings_of_one_name_are_listed_and_the_one_that_stays_gets_it(
    client: Client, superuser: User, cohort: Cohort
) -> None:
    small, large = double("duri"), double("Duri")
    assert doubles() == [[large, small]]
    assert ">Duri<" in client.get(PAGE).content.decode()
    assert signs_in("DURI", PASSWORD) == ""

    merge(small, large)

    assert doubles() == []
    large.refresh_from_db()
    assert (large.username, large.shares_username) == ("duri", False)
    assert signs_in("DURI", PASSWORD) == signs_in("Duri", PASSWORD) == "duri"


def test_it_asks_as_much_of_many_doubles_as_of_two(
    client: Client, superuser: User, django_assert_max_num_queries: Any
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(100) as asked:
            assert client.get(PAGE).status_code == 200
        return len(asked)

    for username in ("Duri", "DURI"):
        double(username)
    of_two = queries()
    for username in ("Sena", "SENA", "sENA", "Mina", "MINA", "mINA"):
        double(username)
    assert queries() == of_two
