"""Two accounts that were made one: whom their names open, and what becomes of the closed one."""

import pytest
from django.test import Client

from accounts.models import ExternalIdentity, User
from accounts.providers.people import Claims, person_of
from cohorts.roster.taking_back import CannotTakeBackError, take_back
from courses.models import Cohort, RosterImport
from reports.erasure import erase
from reports.merging import merge
from tests.cohorts.roster.test_import import upload
from tests.factories import PASSWORD, UserFactory
from tests.reports.merging.conftest import OLD, double, signs_in

pytestmark = pytest.mark.django_db


def test_both_names_open_the_one_that_stays_with_its_password_alone(
    closed: User, stays: User
) -> None:
    member = Client()
    member.force_login(closed)
    merge(closed, stays)
    assert member.get("/account/").status_code == 302
    assert signs_in("HANA2", PASSWORD) == signs_in("hana", PASSWORD) == "hana"
    assert signs_in("hana2", OLD) == signs_in("hana", OLD) == ""


def test_who_it_is_at_a_provider_comes_along_where_nobody_is(closed: User, stays: User) -> None:
    for person, provider in ((closed, "https://a"), (closed, "header"), (stays, "header")):
        ExternalIdentity.objects.create(person=person, provider=provider, subject=person.username)
    merge(closed, stays)
    assert ExternalIdentity.objects.get(provider="https://a").person == stays
    assert ExternalIdentity.objects.get(provider="header", subject="hana2").person == closed


def test_one_merged_before_leads_on(closed: User, stays: User, cohort: Cohort) -> None:
    first = UserFactory.create(username="hana3")
    merge(first, closed)
    merge(closed, stays)
    first.refresh_from_db()
    assert first.merged_into == stays
    assert signs_in("hana3", PASSWORD) == "hana"


def test_of_three_spellings_the_name_stays_shared_until_two_are_closed() -> None:
    small, large, wide = double("duri"), double("Duri"), double("DURI")
    merge(wide, small)
    small.refresh_from_db()
    assert (small.username, small.shares_username) == ("duri", True)
    merge(large, small)
    small.refresh_from_db()
    assert (small.username, small.shares_username) == ("duri", False)
    assert signs_in("dURI", PASSWORD) == signs_in("DURI", PASSWORD) == "duri"


def test_a_provider_that_names_the_closed_one_signs_in_the_one_that_stays(
    closed: User, stays: User
) -> None:
    merge(closed, stays)
    assert person_of(Claims("https://a", "77", "HANA2")) == stays
    assert person_of(Claims("https://a", "77", "another-name")) == stays


def test_erasing_the_one_that_stays_erases_the_other(closed: User, stays: User) -> None:
    merge(closed, stays)
    stays.refresh_from_db()
    erase(stays)
    closed.refresh_from_db()
    assert closed.is_erased
    assert not User.objects.filter(username__contains="hana").exists()


def test_nothing_of_a_merged_account_is_changed_in_the_admin(
    client: Client, superuser: User, closed: User, stays: User
) -> None:
    merge(closed, stays)
    address = f"/admin/accounts/user/{closed.pk}/change/"
    page = client.get(address).content.decode()
    assert "합쳐진 계정" in page
    assert 'name="username"' not in page
    assert client.post(address, {"is_active": "on"}).status_code == 403


def test_a_roster_that_names_the_closed_one_means_the_one_that_stays(
    client: Client, superuser: User, closed: User, stays: User, cohort: Cohort
) -> None:
    User.objects.filter(pk=closed.pk).update(email="hana2@example.com")
    merge(closed, stays)
    rows = [["이름", "아이디", "이메일"], ["김하나", "hana2", "hana2@example.com"]]
    client.post(upload(client, rows)["Location"])
    record = RosterImport.objects.latest("pk")
    assert (record.people, record.enrolled) == ([], [])
    assert stays.enrolments.count() == 1
    assert not closed.enrolments.exists()


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_import_that_made_a_merged_account_stays(
    client: Client, superuser: User, stays: User, is_closed: bool
) -> None:
    client.post(upload(client, [["이름", "아이디"], ["이두리", "duri"]])["Location"])
    record, made = RosterImport.objects.latest("pk"), User.objects.get(username="duri")
    merge(*((made, stays) if is_closed else (stays, made)))
    with pytest.raises(CannotTakeBackError, match="합쳐져"):
        take_back(record, superuser)
    assert User.objects.filter(pk=made.pk).exists()
