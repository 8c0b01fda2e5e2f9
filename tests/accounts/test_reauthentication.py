"""What concerns others or is for good waits until one has shown who one is, and then goes on."""

import re
import time
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import FailedTry, OneTimeCode, User
from accounts.reauthentication.moments import LASTS, SHOWN_AT
from cohorts.roster.checking import check
from cohorts.roster.importing import import_lines
from courses.models import Cohort, RosterImport
from tests.factories import PASSWORD, UserFactory
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group
from tests.tables import first

pytestmark = pytest.mark.django_db
ROSTER = [["이름", "소속"], ["김하나", "총무과"]]
HEADING = "본인인지 한 번 더"


@pytest.fixture
def cohort() -> Cohort:
    return make_study_group(make_course(modules=1, questions=1), members=2)


@pytest.fixture
def member(cohort: Cohort) -> User:
    learner: User = cohort.enrolments.earliest("pk").learner
    return learner


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    """Signed in a while ago, as most are in the midst of their work."""
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    let_time_pass(client)
    return facilitator


@pytest.fixture
def superuser(client: Client) -> User:
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(superuser)
    let_time_pass(client)
    return superuser


def let_time_pass(client: Client) -> None:
    session = client.session
    session[SHOWN_AT] -= LASTS
    session.save()


def form_of(response: Any) -> dict[str, str]:
    """The form on the page in between, as a browser would send it."""
    html = response.content.decode()
    assert HEADING in html
    (form,) = re.findall(r'<form class="lms-card".*?</form>', html, re.DOTALL)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {unescape(name): unescape(value) for name, value in fields}


def go_on(client: Client, response: Any, password: str = PASSWORD) -> Any:
    action = re.search(r'action="([^"]+account/confirm[^"]*|[^"]*)" novalidate', page(response))
    assert action is not None
    sent = form_of(response) | {"confirm-password": password}
    return client.post(unescape(action[1]), sent)


def page(response: Any) -> str:
    return str(response.content.decode())


def waits(response: Any) -> bool:
    return response.status_code == 401 and HEADING in page(response)


def test_a_link_waits_for_the_password_and_then_is_made(
    client: Client, cohort: Cohort, member: User, facilitator: User
) -> None:
    address = f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/link/"
    response = client.post(address)
    assert waits(response)
    assert not OneTimeCode.objects.exists()

    made = go_on(client, response)

    assert made.status_code == 200
    assert "/set-password/" in page(made)
    assert OneTimeCode.objects.count() == 1
    # Once in a quarter of an hour.
    assert client.post(address).status_code == 200


def test_who_has_just_signed_in_is_not_asked(client: Client, cohort: Cohort, member: User) -> None:
    facilitator = make_facilitator(cohort)
    client.post("/login/", {"username": facilitator.username, "password": PASSWORD})
    address = f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/link/"
    assert "/set-password/" in page(client.post(address))
    let_time_pass(client)
    assert waits(client.post(address))


def test_a_session_that_tells_no_moment_is_asked(
    client: Client, cohort: Cohort, member: User, facilitator: User
) -> None:
    session = client.session
    del session[SHOWN_AT]
    session.save()
    assert waits(client.post(f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/link/"))


def test_the_slips_of_an_import_wait(client: Client, cohort: Cohort, facilitator: User) -> None:
    lines = check(ROSTER, cohort, facilitator).lines
    imported = import_lines(lines, cohort, facilitator, lambda _done: None)
    roster = RosterImport.objects.create(cohort=cohort, made_by=facilitator, lines=[], total=1)
    roster.finish(imported.people, imported.enrolled, imported.changed)
    address = f"/admin/cohorts/{cohort.slug}/roster/import/{roster.pk}/"

    for query in ("", "?format=csv"):
        response = client.get(address + query)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/confirm/?next=%2Fadmin%2Fcohorts")
    assert waits(client.post(address, {"renew": "on"}))
    polled = client.get(address, headers={"HX-Request": "true"})
    assert polled.headers["HX-Redirect"].startswith("/account/confirm/")
    assert not polled.content

    led_on = go_on(client, client.get(address, follow=True))
    assert (led_on.status_code, led_on["Location"]) == (303, address)
    assert "/set-password/" in page(client.get(address))

    User.objects.filter(pk__in=imported.people).update(last_login="2026-11-01T00:00Z")
    let_time_pass(client)
    assert client.get(address).status_code == 200  # nobody's slip is shown


def test_erasing_somebody_waits(
    client: Client, cohort: Cohort, member: User, facilitator: User
) -> None:
    address = f"/admin/reports/{cohort.slug}/people/{member.pk}/erase/"
    assert client.get(address).status_code == 302
    response = client.post(address, {"username": member.username})
    assert waits(response)
    assert form_of(response)["username"] == member.username
    member.refresh_from_db()
    assert not member.is_erased

    assert go_on(client, response).status_code == 303

    member.refresh_from_db()
    assert member.is_erased


def test_a_role_waits_with_all_that_was_typed(
    client: Client, member: User, superuser: User
) -> None:
    address = f"/admin/accounts/user/{member.pk}/change/"
    html = page(client.get(address))
    group = Group.objects.get(name="Facilitators")
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    sent = dict(hidden) | {
        "username": member.username,
        "name": '김 "하나" <b>',
        "theme": "system",
        "text_size": "100",
        "is_active": "on",
        "is_staff": "on",
        "groups": [str(group.pk)],
        "date_joined_0": "2026-11-01",
        "date_joined_1": "09:00:00",
        "_continue": "1",
    }
    response = client.post(address, sent)
    assert waits(response)
    member.refresh_from_db()
    assert not member.is_staff

    assert go_on(client, response).status_code == 302

    member.refresh_from_db()
    assert (member.is_staff, member.name) == (True, '김 "하나" <b>')
    assert list(member.groups.all()) == [group]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/admin/accounts/user/add/", {"username": "new", "password1": "x"}),
        ("/admin/accounts/user/{person}/password/", {"password1": "x"}),
        ("/admin/accounts/user/{person}/delete/", {"post": "yes"}),
        ("/admin/accounts/user/", {"action": "delete_selected", "_selected_action": "{person}"}),
        ("/admin/auth/group/add/", {"name": "Everything"}),
    ],
)
def test_other_ways_to_give_and_take_rights_wait(
    client: Client, superuser: User, address: str, sent: dict[str, str]
) -> None:
    person = UserFactory.create()
    filled_in = {name: value.format(person=person.pk) for name, value in sent.items()}
    assert waits(client.post(address.format(person=person.pk), filled_in))
    assert User.objects.filter(pk=person.pk).exists()
    assert Group.objects.count() == 2


def test_naming_a_facilitator_waits(client: Client, cohort: Cohort, facilitator: User) -> None:
    other, address = make_facilitator(), f"/admin/cohorts/{cohort.slug}/facilitators/"
    response = client.post(address, {"add": other.username})
    assert waits(response)
    assert other not in cohort.facilitators.all()
    assert go_on(client, response).status_code == 303
    assert other in cohort.facilitators.all()


@pytest.mark.parametrize(
    "file",
    first(
        3,
        [
            "?format=xlsx",
            "files/answers.csv",
            "quiz/?format=json",
            "?format=csv",
            "files/cohort.xlsx",
            "files/completions/?format=csv",
        ],
    ),
)
def test_files_with_names_wait(
    client: Client, cohort: Cohort, facilitator: User, file: str
) -> None:
    address = f"/admin/reports/{cohort.slug}/{file}"
    response = client.get(address)
    assert response.status_code == 302
    assert go_on(client, client.get(response["Location"]))["Location"] == address
    assert "attachment" in client.get(address).get("Content-Disposition", "attachment")
    assert client.get(address).status_code == 200


def test_pages_and_files_without_names_do_not_wait(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    for address in ("", "quiz/", "files/", "files/dictionary.csv"):
        assert client.get(f"/admin/reports/{cohort.slug}/{address}").status_code == 200


def test_who_may_not_do_it_is_not_asked(client: Client, cohort: Cohort, member: User) -> None:
    for person, status in ((make_facilitator(), 404), (member, 403)):
        client.force_login(person)
        let_time_pass(client)
        response = client.post(f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/link/")
        assert response.status_code == status
        response = client.post(f"/admin/accounts/user/{member.pk}/change/", {"is_staff": "on"})
        assert HEADING not in page(response)
        assert response.status_code in (302, 403)


Send = Callable[[str], Any]


@pytest.fixture
def send(client: Client, cohort: Cohort, member: User, facilitator: User) -> Send:
    """Ask for a link with this answer on the page in between."""
    address = f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/link/"
    return lambda password: client.post(address, {"kept": "글", "confirm-password": password})


@pytest.mark.parametrize("password", ["", "wrong", "x" * 1_000_000, PASSWORD + "\0"])
def test_without_the_right_password_nothing_is_done_and_nothing_is_lost(
    send: Send, password: str
) -> None:
    response = send(password)
    assert waits(response)
    assert form_of(response)["kept"] == "글"
    assert 'class="lms-errors"' in page(response)
    assert len(page(response)) < 50_000
    assert not OneTimeCode.objects.exists()


def test_wrong_passwords_count_as_at_the_sign_in(send: Send, facilitator: User) -> None:
    for _ in range(10):
        assert waits(send("wrong"))
    assert FailedTry.objects.count() == 10

    response = send(PASSWORD)

    assert waits(response)
    assert "여러 번" in page(response)
    assert form_of(response)["kept"] == "글"
    assert not OneTimeCode.objects.exists()


def test_an_answer_sent_twice_keeps_nobody_in_for_longer(
    client: Client, send: Send, facilitator: User
) -> None:
    assert send(PASSWORD).status_code == 200
    session = client.session
    shown_at = session[SHOWN_AT] = int(time.time()) - LASTS + 60
    session.save()
    assert send("wrong").status_code == 200  # it is not looked at
    assert client.session[SHOWN_AT] == shown_at


def test_a_script_is_told_in_a_sentence(
    client: Client, cohort: Cohort, member: User, facilitator: User
) -> None:
    address = f"/admin/cohorts/{cohort.slug}/roster/{member.pk}/link/"
    response = client.post(address, headers={"HX-Request": "true"})
    assert response.status_code == 403
    assert "data-note" in page(response)


@pytest.mark.parametrize("next_address", ["https://example.com/", "//example.com", "foo", ""])
def test_nobody_is_led_elsewhere(client: Client, facilitator: User, next_address: str) -> None:
    response = client.post(f"/account/confirm/?next={next_address}", {"confirm-password": PASSWORD})
    assert (response.status_code, response["Location"]) == (303, "/account/")


def test_visitors_are_led_to_the_sign_in(client: Client) -> None:
    assert client.get("/account/confirm/")["Location"].startswith("/login/")
    assert client.delete("/account/confirm/").status_code in (302, 405)
