"""Writing to members: to whom, what, who has read it, and what is refused with its words kept."""

import re
import uuid

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from cohorts.models import Notice, NoticeRecipient
from courses.models import Cohort
from reports.erasure import erase
from tests.factories import CohortFactory, UserFactory, make_author
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
BASE = "/admin/reports/spring/"
ADDRESS = f"{BASE}notices/"
TEXT = "화요일 2시에 <b>3층</b>에서\n만납니다."


def box(html: bytes) -> str:
    (fault,) = BeautifulSoup(html, "html.parser").select(".errornote[role=alert]")
    return " ".join(fault.get_text(" ").split())


def words(html: bytes) -> str:
    (field,) = BeautifulSoup(html, "html.parser").select("textarea[name=text]")
    return field.get_text().lstrip("\n")


def recipients(notice: Notice) -> set[int]:
    return set(notice.recipients.values_list("learner", flat=True))


@pytest.mark.parametrize("group", ["stalled", "not-started", "active", "finished", "all"])
def test_it_goes_to_all_who_are_in_a_state(
    client: Client, cohort: Cohort, facilitator: User, group: str
) -> None:
    for person in (make_author(), facilitator):
        cohort.enrol(person)  # they are in no report
    for at in (0, 7):  # one who was done, and one who had not begun
        erase(cohort.enrolments.order_by("pk")[at].learner)
    overview = client.get(f"{BASE}?state={'' if group == 'all' else group}").context["overview"]
    in_state = {member.learner for member in overview.members}

    response = client.post(ADDRESS, {"group": group, "text": TEXT})

    if not in_state:
        assert response.status_code == 400
        return
    assert (response.status_code, response.headers["Location"]) == (303, ADDRESS)
    assert recipients(Notice.objects.get()) == in_state


def test_the_overview_leads_to_it_with_those_who_are_chosen(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    page = BeautifulSoup(client.get(BASE).content, "html.parser")
    (form,) = page.select(f'form[action="{ADDRESS}"]')
    boxes = page.select(f"input[type=checkbox][name=to][form={form['id']}]")
    assert len(boxes) == 8
    assert all(isinstance(each, Tag) and each["aria-label"] for each in boxes)
    chosen = [str(each["value"]) for each in boxes[:2]]

    html = client.get(ADDRESS, {"to": chosen}).content

    names = User.objects.filter(pk__in=chosen).values_list("name", flat=True)
    assert all(name in html.decode() for name in names)
    sent = BeautifulSoup(html, "html.parser").select("form.lms-notice-form [name=to]")
    assert sorted(str(each["value"]) for each in sent) == sorted(chosen)
    client.post(ADDRESS, {"to": chosen, "text": TEXT})
    assert recipients(Notice.objects.get()) == set(map(int, chosen))


def test_the_state_of_the_filter_is_written_to_at_once(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    html = client.get(f"{BASE}?state=not-started").content.decode()
    assert f'href="{ADDRESS}?group=not-started"' in html
    selected = re.findall(
        r'<option value="([^"]*)" selected', client.get(f"{ADDRESS}?group=stalled").content.decode()
    )
    assert selected == ["stalled"]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": TEXT}, "받을 사람이 없습니다"),
        ({"text": TEXT, "group": "late"}, "받을 사람이 없습니다"),
        ({"text": TEXT, "group": "nonsense"}, "받을 사람이 없습니다"),
        ({"text": TEXT, "to": "0"}, "이제 이 기수에 없는"),
        ({"text": TEXT, "to": "x" * 40}, "이제 이 기수에 없는"),
        ({"text": "", "group": "all"}, "내용을 적어 주세요"),
        ({"text": " \n\u200b", "group": "all"}, "내용을 적어 주세요"),
        ({"text": "가" * 34_000, "group": "all"}, "2,000자까지"),
    ],
    ids=[
        "nobody",
        "empty group",
        "no group",
        "a stranger",
        "no number",
        "empty",
        "blank",
        "100 kB",
    ],
)
def test_what_cannot_be_sent_is_told_and_its_words_stay(
    client: Client, cohort: Cohort, facilitator: User, sent: dict[str, str], sentence: str
) -> None:
    response = client.post(ADDRESS, sent)

    assert response.status_code == 400
    assert sentence in box(response.content)
    assert words(response.content) == sent["text"]
    assert not Notice.objects.exists()


def test_members_of_other_cohorts_and_who_left_get_none(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    other = UserFactory.create()
    CohortFactory.create(course=cohort.course).enrol(other)
    gone = cohort.enrolments.latest("pk")
    member = cohort.enrolments.earliest("pk").learner_id
    cohort.enrolments.filter(pk=gone.pk).update(left_at=timezone.now())
    for stranger in (other.pk, gone.learner_id):
        response = client.post(ADDRESS, {"to": [member, stranger], "text": TEXT})
        assert response.status_code == 400
        assert "이제 이 기수에 없는" in box(response.content)
    assert not Notice.objects.exists()


def test_a_form_that_is_sent_twice_sends_one_notice(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    sent = {"group": "all", "text": TEXT, "submission": str(uuid.uuid4())}
    for _time in range(2):
        assert client.post(ADDRESS, sent).status_code == 303
    assert Notice.objects.count() == 1
    assert NoticeRecipient.objects.count() == 8
    client.post(ADDRESS, {**sent, "submission": "nonsense"})
    assert Notice.objects.count() == 2


def test_what_is_written_otherwise_in_a_form_one_went_back_to_is_another_notice(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    sent = {"group": "all", "text": TEXT, "submission": str(uuid.uuid4())}
    client.post(ADDRESS, sent)
    client.post(ADDRESS, {**sent, "text": "수요일에 만납니다."})
    assert Notice.objects.count() == 2

    some = cohort.enrolments.earliest("pk").learner_id
    client.post(ADDRESS, {"to": [some], "text": TEXT, "submission": sent["submission"]})
    assert Notice.objects.count() == 3


def test_who_has_read_it_and_when_is_told(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    client.post(ADDRESS, {"group": "all", "text": TEXT})
    notice = Notice.objects.get()
    reader = cohort.enrolments.latest("pk").learner
    NoticeRecipient.objects.filter(learner=reader).note_as_read()

    assert "1 / 8" in client.get(ADDRESS).content.decode()
    page = BeautifulSoup(client.get(f"{ADDRESS}{notice.pk}/").content, "html.parser")
    rows = page.select("tr[data-learner]")
    assert [str(row["data-learner"]) for row in rows][-1] == str(reader.pk)
    assert ["아직" in row.get_text() for row in rows] == [True] * 7 + [False]
    assert "<b>3층</b>" in page.get_text()  # as it was typed


def test_it_is_withdrawn_by_its_author_alone(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    client.post(ADDRESS, {"group": "all", "text": TEXT})
    notice = Notice.objects.get()
    withdraw = f"{ADDRESS}{notice.pk}/withdraw/"
    other = Client()
    other.force_login(make_facilitator(cohort))
    assert withdraw not in other.get(ADDRESS).content.decode()
    assert other.post(withdraw).status_code == 404
    assert client.get(withdraw).status_code == 405
    assert withdraw in client.get(ADDRESS).content.decode()

    assert client.post(withdraw).status_code == 303

    notice.refresh_from_db()
    assert notice.withdrawn_at
    assert withdraw not in client.get(ADDRESS).content.decode()
    assert client.post(withdraw).status_code == 303  # a second time changes nothing


def test_a_notice_of_another_cohort_is_not_found(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    client.post(ADDRESS, {"group": "all", "text": TEXT})
    other = CohortFactory.create(course=cohort.course, slug="other")
    other.facilitators.add(facilitator)
    pk = Notice.objects.get().pk
    assert client.get(f"/admin/reports/other/notices/{pk}/").status_code == 404
    assert client.post(f"/admin/reports/other/notices/{pk}/withdraw/").status_code == 404


def test_the_queries_do_not_grow(
    client: Client,
    cohort: Cohort,
    facilitator: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _time in range(3):
        client.post(ADDRESS, {"group": "all", "text": TEXT})
    with django_assert_max_num_queries(12):
        client.get(ADDRESS)
    with django_assert_max_num_queries(9):
        client.get(f"{ADDRESS}{Notice.objects.latest('pk').pk}/")
