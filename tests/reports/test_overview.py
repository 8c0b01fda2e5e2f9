"""The overview: where each member stands, filtered, ordered, searched, and a page at a time."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Cohort
from quizzes.models import Answer, Attempt
from tests.factories import UserFactory, make_author
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db
BASE = "/admin/reports/spring/"


def test_the_overview_tells_where_each_member_stands(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    context = client.get(BASE).context
    overview = context["overview"]
    assert overview.people == 8
    assert sum(overview.states.values()) == 8
    assert overview.states["not-started"] == 1
    for member in overview.members:
        for cell in member.cells:
            attempts = Attempt.objects.of_record().filter(
                learner=member.learner, quiz__module=cell.module
            )
            answers = Answer.objects.first_answers().filter(attempt__in=attempts)
            assert cell.answered == answers.count()
            assert cell.score == answers.filter(is_correct=True).count()
            finished = attempts.filter(finished_at__isnull=False).exists()
            read = cell.module.lessons.filter(reads__learner=member.learner).count()
            assert cell.read == read
            assert (cell.state == "complete") == (finished and read == 2)


@pytest.mark.parametrize("state", ["not-started", "stalled", "active", "finished"])
def test_the_overview_is_filtered_by_state(
    client: Client, cohort: Cohort, facilitator: User, state: str
) -> None:
    overview = client.get(f"{BASE}?state={state}").context["overview"]
    assert [member.state for member in overview.members] == [state] * overview.states.get(state, 0)


def test_the_overview_is_sorted_and_searched(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    def members(query: str) -> list[Any]:
        found: list[Any] = client.get(BASE + query).context["overview"].members
        return found

    done = [member.done for member in members("?order=behind")]
    assert done == sorted(done)
    shares = [one.score / one.answered for one in members("?order=score") if one.answered]
    assert shares == sorted(shares)
    active = [str(one.active_at or "") for one in members("?order=activity")]
    assert active == sorted(active)
    names = [one.name for one in members("")]
    assert names == sorted(names)
    assert [one.name for one in members(f"?q={names[3]}")] == [names[3]]
    assert members("?q=없는사람") == []
    assert len(members("?order=nonsense&state=nonsense&page=nonsense")) == 8


def test_members_are_shown_a_hundred_a_page(client: Client) -> None:
    course = make_course(modules=1, questions=1)
    cohort = make_study_group(course, members=1)
    for person in UserFactory.create_batch(104):
        cohort.enrol(person)
    client.force_login(make_facilitator(cohort))

    first, second = client.get(BASE), client.get(f"{BASE}?page=2")

    assert len(first.context["overview"].members) == 100
    assert len(second.context["overview"].members) == 5
    assert 'rel="next"' in first.content.decode()
    rows = json.loads(client.get(f"{BASE}?format=json").content)["tables"]["members"]
    assert len(rows) == 105


@pytest.mark.parametrize("address", ["", "quiz/{module}/", "self-diagnosis/"])
def test_a_page_beyond_the_last_says_so(
    client: Client, cohort: Cohort, facilitator: User, address: str
) -> None:
    address = address.format(module=cohort.course.modules.earliest("position").slug)
    html = client.get(f"{BASE}{address}?page=999&order=name").content.decode()
    assert "999쪽은 없습니다. 마지막은 1쪽입니다." in html
    assert '<a href="?page=1&amp;order=name">' in html


def test_those_who_write_or_lead_are_not_counted(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    for person in (make_author(), facilitator, UserFactory.create(is_superuser=True)):
        cohort.enrol(person)
    gone = cohort.enrolments.order_by("pk")[0]
    gone.left_at = gone.joined_at
    gone.save()

    assert client.get(BASE).context["overview"].people == 7
    html = client.get(BASE).content.decode()
    reasons = re.findall(r'data-left-out="(\w+)"', html)
    assert sorted(reasons) == ["admin", "author", "facilitator", "left"]
