"""Signing in and out, one's own account, joining a cohort."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, connections, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.throttle import Guess
from courses.models import Cohort
from tests.factories import PASSWORD, CohortFactory, UserFactory, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return UserFactory.create(username="hana")


def sign_in(client: Client, username: str, password: str, **data: str) -> Any:
    return client.post("/login/", {"username": username, "password": password, **data})


def test_signing_in_leads_to_where_one_wanted_to_go(client: Client, person: User) -> None:
    response = sign_in(client, "hana", PASSWORD, next="/progress/")
    assert response.headers["Location"] == "/progress/"


def test_the_sign_in_page_does_not_lead_to_itself(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/login/?next=/login/?next=/").headers["Location"] == "/"


def test_signing_in_never_leads_to_another_site(client: Client, person: User) -> None:
    response = sign_in(client, "hana", PASSWORD, next="https://elsewhere.example/")
    assert response.headers["Location"] == "/"


def test_a_wrong_password_is_told_and_the_name_kept(client: Client, person: User) -> None:
    response = sign_in(client, "hana", "wrong")
    assert response.status_code == 200
    assert 'value="hana"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_ten_wrong_passwords_lock_the_account_for_a_while(client: Client, person: User) -> None:
    for _try in range(10):
        sign_in(client, "hana", "wrong")
    assert sign_in(client, "hana", PASSWORD).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_only_one_sign_in_of_an_account_at_a_time(client: Client) -> None:
    hana = UserFactory.create(username="hana")
    UserFactory.create(username="duri")
    place = Guess.at_account(RequestFactory().get("/"), hana).place
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"sign-in:{place}"]
            )
        assert sign_in(client, "hana", PASSWORD).status_code == 429
        assert sign_in(client, "duri", PASSWORD).status_code == 302
    finally:
        other.rollback()
        other.close()
    client.logout()
    assert sign_in(client, "hana", PASSWORD).status_code == 302


def test_the_admin_signs_in_on_the_same_page(client: Client) -> None:
    UserFactory.create(username="hana", is_staff=True)
    asked = client.get("/admin/quizzes/quiz/", follow=True)
    assert asked.redirect_chain[-1][0] == "/login/?next=/admin/quizzes/quiz/"
    posted = client.post("/admin/login/", {"username": "hana", "password": PASSWORD})
    assert posted.headers["Location"] == "/login/?next=/admin/"
    sign_in(client, "hana", PASSWORD)
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_the_admin_is_no_page_for_members(client: Client, person: User) -> None:
    client.force_login(person)
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "lms-main" in response.content.decode()


@pytest.mark.parametrize("name", ["", "\0", "ㅎ" * 500, "a\nb", "' OR 1=1 --"])
def test_odd_names_are_refused_cleanly(client: Client, name: str) -> None:
    assert sign_in(client, name, "x").status_code == 200


def test_signing_out_takes_a_post(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").headers["Location"] == "/login/"
    assert "_auth_user_id" not in client.session


def test_the_account_page_changes_name_appearance_and_language(
    client: Client, person: User
) -> None:
    client.force_login(person)

    data = {"save": "profile", "name": "김하나", "theme": "dark", "language": "en"}
    assert client.post("/account/", data).status_code == 302

    person.refresh_from_db()
    assert (person.name, person.theme, person.language) == ("김하나", "dark", "en")
    html = client.get("/account/").content.decode()
    assert 'data-bs-theme="dark"' in html
    assert '<html lang="en"' in html


def test_the_account_page_changes_the_password_and_keeps_one_signed_in(
    client: Client, person: User
) -> None:
    client.force_login(person)

    data = {
        "save": "password",
        "old_password": PASSWORD,
        "new_password1": "another-long-one-2",
        "new_password2": "another-long-one-2",
    }
    assert client.post("/account/", data).status_code == 302

    person.refresh_from_db()
    assert person.check_password("another-long-one-2")
    assert client.get("/account/").status_code == 200


def test_a_wrong_old_password_changes_nothing(client: Client, person: User) -> None:
    client.force_login(person)
    data = {
        "save": "password",
        "old_password": "wrong",
        "new_password1": "another-long-one-2",
        "new_password2": "another-long-one-2",
    }

    response = client.post("/account/", data)

    assert response.status_code == 400
    assert 'href="#password-old_password"' in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_joining_with_a_code(client: Client, person: User) -> None:
    cohort = CohortFactory.create()
    client.force_login(person)

    assert cohort.name in client.get(cohort.get_join_url()).content.decode()
    assert client.post(cohort.get_join_url()).headers["Location"] == "/"
    assert client.get(cohort.course.get_absolute_url()).status_code == 200


def test_joining_twice_is_joining_once(client: Client) -> None:
    cohort = CohortFactory.create()
    member = UserFactory.create()
    client.force_login(member)
    for _time in range(2):
        client.post(cohort.get_join_url())
    assert cohort.enrolments.count() == 1


def test_coming_back_after_leaving_is_the_same_enrolment(client: Client) -> None:
    cohort = CohortFactory.create()
    member = UserFactory.create()
    cohort.enrol(member)
    cohort.enrolments.update(left_at=timezone.now())
    client.force_login(member)

    client.post(cohort.get_join_url())

    assert cohort.enrolments.get().left_at is None


def test_a_code_of_no_cohort_is_404(client: Client, person: User) -> None:
    client.force_login(person)
    assert client.get("/join/nosuchcode/").status_code == 404
    assert client.post("/join/nosuchcode/").status_code == 404


def test_a_typed_code_leads_to_the_cohort_or_says_there_is_none(
    client: Client, person: User
) -> None:
    cohort = CohortFactory.create()
    client.force_login(person)
    Cohort.objects.update(join_code="Dure-2027")
    cohort.refresh_from_db()
    typed = " dure-2027 "
    assert client.post("/join/", {"code": typed}).headers["Location"] == cohort.get_join_url()
    for unknown in ("nosuchcode", "", "\0", "가" * 500):
        assert client.post("/join/", {"code": unknown}).status_code == 400
    assert client.post("/join/").status_code == 400


def test_a_cohort_that_has_ended_takes_nobody(client: Client, person: User) -> None:
    cohort = CohortFactory.create()
    Cohort.objects.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    client.force_login(person)

    assert client.post(cohort.get_join_url()).status_code == 409
    assert not cohort.enrolments.exists()


def test_a_code_is_of_one_cohort_however_it_is_written(client: Client) -> None:
    CohortFactory.create(join_code="dure")
    with pytest.raises(IntegrityError, match="cohort_join_code_once"), transaction.atomic():
        CohortFactory.create(join_code="DURE")


def test_a_code_typed_after_the_session_ended_leads_back_to_its_page(client: Client) -> None:
    response = client.post("/join/", {"code": "x"}, headers={"Referer": "http://testserver/"})
    assert response.headers["Location"] == "/login/?next=/"


def test_joining_anonymously_leads_through_signing_in(client: Client) -> None:
    url = CohortFactory.create().get_join_url()
    assert client.get(url).headers["Location"] == f"/login/?next={url}"


def test_a_member_sees_their_cohorts_on_the_account_page(client: Client) -> None:
    cohort = CohortFactory.create(name="금요일 연구회")
    member = make_member(cohort.course)
    cohort.enrol(member)
    client.force_login(member)
    assert "금요일 연구회" in client.get("/account/").content.decode()
