"""What facilitators write down of a member: theirs alone, short, and part of the member's data."""

import datetime
import json
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from accounts.models import User
from cohorts.models import MemberNote
from courses.models import Cohort
from tests.factories import CohortFactory, UserFactory
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
BASE = "/admin/reports/spring/"
TEXT = "11/12 전화함, <b>출장</b>"


@pytest.fixture
def member(cohort: Cohort) -> User:
    member: User = cohort.enrolments.earliest("pk").learner
    return member


def keep(client: Client, member: User, **sent: str) -> int:
    return client.post(f"{BASE}people/{member.pk}/note/", sent).status_code


def on_page(client: Client, member: User, base: str = BASE) -> str:
    page = BeautifulSoup(client.get(f"{base}people/{member.pk}/").content, "html.parser")
    return " ".join(
        " ".join(note.get_text(" ").split()) for note in page.select("[data-member-note]")
    )


def test_a_note_stands_on_the_page_of_the_person_with_day_and_writer(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    today = timezone.localdate()
    assert on_page(client, member) == ""

    response = client.post(
        f"{BASE}people/{member.pk}/note/", {"text": TEXT, "contacted_on": str(today)}
    )

    assert response.headers["Location"] == f"{BASE}people/{member.pk}/#notes"
    assert TEXT in on_page(client, member)
    assert str(facilitator) in on_page(client, member)
    assert f"{today.year}. {today.month}. {today.day}. 연락함" in on_page(client, member)


def test_either_of_the_two_is_enough(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    assert keep(client, member, text=TEXT) == 303
    assert keep(client, member, contacted_on="2026-11-12") == 303
    assert MemberNote.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "", "contacted_on": ""}, "메모나 연락한 날을"),
        ({"text": "\u200b "}, "메모나 연락한 날을"),
        ({"text": "가" * 34_000}, "1,000자까지"),
        ({"text": TEXT, "contacted_on": "내일"}, "2026-12-09"),
        ({"text": TEXT, "contacted_on": "2199-01-01"}, "아직 오지 않은"),
    ],
    ids=["nothing", "blank", "100 kB", "no day", "a day to come"],
)
def test_what_cannot_be_kept_is_told_and_its_words_stay(
    client: Client,
    cohort: Cohort,
    facilitator: User,
    member: User,
    sent: dict[str, str],
    sentence: str,
) -> None:
    response = client.post(f"{BASE}people/{member.pk}/note/", sent)

    assert response.status_code == 400
    page = BeautifulSoup(response.content, "html.parser")
    (fault,) = page.select(".errornote[role=alert]")
    assert sentence in fault.get_text()
    (field,) = page.select("textarea[name=text]")
    assert field.get_text().lstrip("\n") == sent["text"]
    assert not MemberNote.objects.exists()


def test_a_note_sent_twice_is_kept_once(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    submission = str(uuid.uuid4())
    for _time in range(2):
        assert keep(client, member, text=TEXT, submission=submission) == 303
    assert MemberNote.objects.count() == 1


def test_what_is_written_otherwise_in_a_form_one_went_back_to_is_another_note(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    submission = str(uuid.uuid4())
    other = cohort.enrolments.latest("pk").learner
    keep(client, member, text=TEXT, submission=submission)
    keep(client, member, text="11/13 답이 옴", submission=submission)
    keep(client, member, text=TEXT, contacted_on="2026-11-12", submission=submission)
    keep(client, other, text=TEXT, submission=submission)

    assert MemberNote.objects.filter(learner=member).count() == 3
    assert MemberNote.objects.filter(learner=other).count() == 1


def test_the_overview_shows_who_was_reached_last(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    assert "data-contact" not in client.get(BASE).content.decode()
    keep(client, member, contacted_on="2026-11-12")
    keep(client, member, contacted_on="2026-11-02")
    keep(client, member, text=TEXT)
    page = BeautifulSoup(client.get(BASE).content, "html.parser")
    cells = {
        str(row["data-learner"]): row.select("[data-contact]")
        for row in page.select("tr[data-learner]")
    }
    assert [each.get_text(strip=True) for each in cells[str(member.pk)]] == ["2026. 11. 12. (3)"]
    assert sum(map(len, cells.values())) == 8


def test_the_cohorts_other_facilitators_see_it_and_delete_it_not(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    keep(client, member, text=TEXT)
    delete = f"{BASE}people/{member.pk}/notes/{MemberNote.objects.get().pk}/delete/"
    other = Client()
    other.force_login(make_facilitator(cohort))
    assert TEXT in on_page(other, member)
    assert delete not in other.get(f"{BASE}people/{member.pk}/").content.decode()
    assert other.post(delete).status_code == 404
    assert client.post(delete).status_code == 303
    assert not MemberNote.objects.exists()


def test_facilitators_of_another_cohort_of_the_member_see_it_not(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    keep(client, member, text=TEXT)
    elsewhere = CohortFactory.create(course=cohort.course, slug="elsewhere")
    elsewhere.enrol(member)
    other = Client()
    other.force_login(make_facilitator(elsewhere))
    base = "/admin/reports/elsewhere/"
    assert on_page(other, member, base) == ""
    assert TEXT not in other.get(f"{base}?format=json").content.decode()
    assert other.get(f"{BASE}people/{member.pk}/").status_code == 404


def test_no_page_of_the_member_shows_it_but_their_own_data_do(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    keep(client, member, text=TEXT, contacted_on="2026-11-12")
    own = Client()
    own.force_login(member)
    course = cohort.course.get_absolute_url()
    pages = ["/", "/progress/", "/progress/notes/", "/account/", course]
    pages += [module.get_absolute_url() for module in cohort.course.modules.all()]
    for address in pages:
        assert "11/12 전화함" not in own.get(address).content.decode()

    tables = json.loads(own.get("/account/data/?format=json").content)["tables"]

    (row,) = tables["facilitators_notes"]
    assert (row["text"], row["contacted_on"]) == (TEXT, "2026-11-12")
    assert facilitator.username not in json.dumps(tables, ensure_ascii=False)


def test_who_was_never_in_the_cohort_has_no_notes(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    assert keep(client, UserFactory.create(), text=TEXT) == 404
    assert client.get(f"{BASE}people/{member.pk}/note/").status_code == 405
    member.enrolments.update(left_at=timezone.now())
    assert keep(client, member, text="그만두심") == 303
    assert "그만두심" in on_page(client, member)


def test_a_day_of_today_is_taken(
    client: Client, cohort: Cohort, facilitator: User, member: User
) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert keep(client, member, contacted_on=str(tomorrow)) == 400
    assert keep(client, member, contacted_on=str(timezone.localdate())) == 303
