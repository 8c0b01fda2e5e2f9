"""The access record: what is done stands in it, unchanged, and each row is kept its time."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.access import AccessRecord, AccessReview, Act, note_access
from accounts.demo import PASSWORD
from accounts.models import AccountNotice, User
from accounts.throttle import MOST
from reports.erasure import erase
from tests.access import noted
from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/accounts/accessrecord/"


def refused(statement: str) -> str:
    """The rule by which the database refuses it."""
    with (
        pytest.raises(IntegrityError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(error.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE {} SET what = ''", "access_record_never_changed"),
        ("UPDATE {} SET kept_until = current_date - 1", "access_record_never_changed"),
        ("DELETE FROM {}", "access_record_kept_until_its_day"),
        ("TRUNCATE {}", "access_record_kept_until_its_day"),
        (
            "INSERT INTO {} (at, act, whose, what, format, reason, device, kept_until) "
            "VALUES (now(), 'viewed', '{{}}', '', '', '', '', current_date + 300)",
            "accounts_access_kept_a_year",
        ),
    ],
)
def test_the_database_refuses_what_would_change_it(statement: str, rule: str) -> None:
    note_access(None, Act.VIEWED, whose=[1, 2], what="/admin/reports/spring/")
    assert refused(statement.format("accounts_accessrecord")) == rule
    assert noted() == [(None, [1, 2], "/admin/reports/spring/")]


def test_what_is_past_its_day_is_deleted_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its day is that of UTC, by which its trigger goes: in Seoul the next has long begun."""
    day = timezone.now().date()
    monkeypatch.setattr(timezone, "localdate", lambda: day + datetime.timedelta(days=1))
    row = note_access(None, Act.VIEWED)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_accessrecord (at, act, whose, what, format, reason, device,"
            " kept_until) SELECT now() - interval '800 days', 'viewed', '{}', '', '', '', '',"
            " current_date - day FROM generate_series(0, 1) AS day"
        )
    call_command("forgetaccess")
    left = AccessRecord.objects.exclude(pk=row.pk)
    assert [each.kept_until for each in left] == [day]


@pytest.mark.parametrize("years", [1, 3])
def test_it_is_kept_as_long_as_was_set(years: int, settings: Any) -> None:
    settings.ACCESS_RECORD_YEARS = years
    row = note_access(None, Act.VIEWED)
    assert row.kept_until >= timezone.localdate() + datetime.timedelta(days=365 * years)


@pytest.mark.parametrize(("years", "least"), [(1, 3), (5, 5)])
def test_who_was_given_which_rights_is_kept_for_three_years_or_more(
    years: int, least: int, settings: Any
) -> None:
    settings.ACCESS_RECORD_YEARS = years
    person = UserFactory.create(is_staff=True)
    person.is_staff = False
    person.save()

    granted, withdrawn = AccessRecord.objects.order_by("pk")

    assert [granted.act, withdrawn.act] == ["role-granted", "role-withdrawn"]
    for row in (granted, withdrawn):
        kept = row.kept_until - timezone.localdate()
        assert kept >= datetime.timedelta(days=365 * least)


def test_signing_in_and_out_and_failing_stand_in_it(client: Client) -> None:
    person = UserFactory.create(username="member1")
    person.set_password(PASSWORD)
    person.save()
    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Edg/130.0"}
    for username, password in (("member1", "wrong"), ("nobody", "secret"), ("member1", PASSWORD)):
        client.post("/login/", {"username": username, "password": password}, headers=agent)
    client.post("/logout/", headers=agent)
    rows = AccessRecord.objects.order_by("pk").exclude(act=Act.NEW_DEVICE)
    assert [(row.act, row.account, row.whose) for row in rows] == [
        ("failed-sign-in", None, [person.pk]),
        ("failed-sign-in", None, []),
        ("sign-in", person.pk, [person.pk]),
        ("sign-out", person.pk, [person.pk]),
    ]
    assert {(row.address, row.device) for row in rows} == {("127.0.0.1", "Edge · Windows")}


def test_ending_ones_other_sessions_stands_in_it(client: Client) -> None:
    person = UserFactory.create()
    for each in (Client(), client):
        each.force_login(person)
    client.post("/account/sessions/end/", {"others": "all"})
    client.post("/account/sessions/end/", {"others": "all"})
    assert noted("sign-out") == [(person.pk, [person.pk], "other devices: 1")]


def test_no_word_that_was_typed_stands_in_it(client: Client) -> None:
    UserFactory.create(username="member1")
    for username, password in (("member1", "열려라참깨12345"), ("열려라참깨12345", "x")):
        client.post("/login/", {"username": username, "password": password})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_accessrecord AS t WHERE t::text ~ '참깨'")
        assert cursor.fetchone() == (0,)
    assert AccessRecord.objects.count() == 2


def test_roles_stand_in_it_however_they_are_given() -> None:
    person = UserFactory.create()
    group = Group.objects.create(name="Reviewers")
    person.groups.add(group)
    group.user_set.remove(person)
    group.user_set.add(person)
    person.groups.clear()
    group.user_set.add(person)
    group.delete()
    person.is_superuser = True
    person.save()
    person.is_superuser = False
    person.save(update_fields=["is_superuser"])
    person.save(update_fields=["name"])
    person.is_active = False
    person.save()
    rows = AccessRecord.objects.order_by("pk")
    assert [(row.act, row.whose, row.what) for row in rows] == [
        ("role-granted", [person.pk], "Reviewers"),
        ("role-withdrawn", [person.pk], "Reviewers"),
        ("role-granted", [person.pk], "Reviewers"),
        ("role-withdrawn", [person.pk], "Reviewers"),
        ("role-granted", [person.pk], "Reviewers"),
        ("role-withdrawn", [person.pk], "Reviewers"),
        ("role-granted", [person.pk], "is_superuser"),
        ("role-withdrawn", [person.pk], "is_superuser"),
        ("role-withdrawn", [person.pk], "is_active"),
    ]


def test_a_new_superuser_stands_in_it() -> None:
    person = User.objects.create_superuser("boss", password=PASSWORD)
    assert noted("role-granted") == [
        (None, [person.pk], "is_staff"),
        (None, [person.pk], "is_superuser"),
    ]
    assert AccessRecord.objects.latest("pk").device == "command line"


@pytest.mark.parametrize("path", ["", "csv/", "reviews/", "reviews/2026-1/"])
def test_only_superusers_read_it(client: Client, path: str) -> None:
    cohort = CohortFactory.create()
    for person in (UserFactory.create(), UserFactory.create(is_staff=True)):
        cohort.facilitators.add(person)
        client.force_login(person)
        assert client.get(ADDRESS + path).status_code in (302, 403)
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert client.get(ADDRESS + path).status_code == 200


def test_it_is_searched_by_people_and_by_address(client: Client) -> None:
    viewer, learner, other = UserFactory.create_batch(3)
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    note_access(None, Act.VIEWED, whose=[learner.pk], what="/a/", account=viewer)
    note_access(None, Act.DOWNLOADED, whose=[other.pk], what="/b/", account=viewer)
    client.force_login(superuser)
    for words, found in (
        (learner.name, ["/a/"]),
        (other.username, ["/b/"]),
        (str(viewer.pk), ["/b/", "/a/"]),
        ("/b/", ["/b/"]),
        ("no such", []),
    ):
        page = client.get(ADDRESS, {"q": words})
        rows = [row.what for row in page.context["cl"].result_list if row.what in ("/a/", "/b/")]
        assert rows == found, words
    page = client.get(ADDRESS, {"act": "downloaded", "q": viewer.username})
    assert [row.what for row in page.context["cl"].result_list] == ["/b/"]
    assert other.name in page.content.decode()


def test_a_list_of_many_people_is_told_short_and_asked_for_at_once(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    people = UserFactory.create_batch(12)
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    for _ in range(30):
        note_access(None, Act.VIEWED, whose=[person.pk for person in people], account=people[0])
    with django_assert_max_num_queries(12):
        page = client.get(ADDRESS).content.decode()
    assert "9명" in page or "9 more" in page


def test_its_file_is_harmless_has_its_reason_and_is_noted(client: Client) -> None:
    viewer = UserFactory.create(name="=1+1")
    note_access(None, Act.VIEWED, what="@sum", account=viewer)
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(superuser)
    asked = client.get(f"{ADDRESS}csv/?q={viewer.username}", headers={"Accept": "text/html"})
    assert asked.status_code == 302
    assert asked.headers["Location"].startswith("/reason-for-files/?next=")
    sent = client.post(asked.headers["Location"], {"reason": "월간 점검"})
    csv = client.get(sent.headers["Location"], headers={"Accept": "text/html"})
    text = csv.content.decode()
    assert "'=1+1" in text
    assert "'@sum" in text
    row = AccessRecord.objects.get(act=Act.DOWNLOADED)
    assert (row.reason, row.format, row.what) == ("월간 점검", "csv", f"{ADDRESS}csv/ q")


def test_a_filter_that_is_none_is_refused(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert client.get(f"{ADDRESS}csv/?nothing__at=1").status_code == 400


def test_a_month_that_is_over_is_signed_off_once(client: Client) -> None:
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(superuser)
    today = timezone.localdate()
    last = today.replace(day=1) - datetime.timedelta(days=1)
    address = f"{ADDRESS}reviews/{last.year}-{last.month}/"
    assert client.post(address, {"remark": " "}).status_code == 400
    assert not AccessReview.objects.exists()
    for _ in range(2):
        assert client.post(address, {"remark": "이상 없음"}).status_code == 303
    review = AccessReview.objects.get()
    assert (review.by, review.remark, review.month) == (superuser, "이상 없음", last.replace(day=1))
    assert "이상 없음" in client.get(address).content.decode()
    assert noted("reviewed") == [(superuser.pk, [], f"{last:%Y-%m}")]
    assert refused("UPDATE accounts_accessreview SET remark = ''") == (
        "access_reviews_are_append_only"
    )


def test_the_month_that_runs_is_not_signed_off(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    today = timezone.localdate()
    address = f"{ADDRESS}reviews/{today.year}-{today.month}/"
    assert client.post(address, {"remark": "x"}).status_code == 303
    assert not AccessReview.objects.exists()


@pytest.mark.parametrize("month", ["1999-1", "2026-13", "9999-12", f"{10**20}-1", "2026-0"])
def test_there_is_no_such_month(client: Client, month: str) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert client.get(f"{ADDRESS}reviews/{month}/").status_code == 404


def test_erasing_a_person_changes_no_row_of_it() -> None:
    person = UserFactory.create()
    row = note_access(None, Act.VIEWED, whose=[person.pk], account=person)
    erase(person)
    assert AccessRecord.objects.get(pk=row.pk).whose == [person.pk]


def test_what_was_done_with_an_account_stands_in_it_too() -> None:
    person = UserFactory.create()
    AccountNotice.objects.tell(person, AccountNotice.Kind.CODE_USED)
    assert noted("code-used") == [(None, [person.pk], "")]


def test_the_last_wrong_password_that_is_let_locks_and_a_try_meanwhile_adds_nothing(
    client: Client,
) -> None:
    person = UserFactory.create(username="member1")
    for _ in range(MOST + 2):
        client.post("/login/", {"username": "member1", "password": "wrong"})
    assert noted("locked") == [(None, [person.pk], "")]
    assert len(noted("failed-sign-in")) == MOST
    call_command("unlock", "member1")
    assert noted("unlocked") == [(None, [person.pk], "")]


def test_a_locked_name_that_nobody_has_stands_in_it_without_the_name(client: Client) -> None:
    for _ in range(MOST):
        client.post("/login/", {"username": "열려라참깨", "password": "wrong"})
    assert noted("locked") == [(None, [], "")]


def test_wrong_old_passwords_and_codes_of_cohorts_stand_in_it(client: Client) -> None:
    person = UserFactory.create()
    client.force_login(person)
    new = "산길을-걷는-고양이-7"
    form = {"save": "password", "old_password": "x", "new_password1": new, "new_password2": new}
    client.post("/account/", form)
    client.post("/join/", {"code": "nosuchcode1"})
    client.get("/join/nosuchcode2/")
    assert noted("failed-sign-in") == [
        (person.pk, [person.pk], "/account/"),
        (person.pk, [], "join code"),
        (person.pk, [], "join code"),
    ]
