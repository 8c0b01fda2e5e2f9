"""When a cohort met last is told by what was opened for it: nobody is asked."""

import datetime

import pytest
from django.db.models import OuterRef
from django.test import Client
from django.utils import timezone

from cohorts.models import MeetingDay
from courses.models import Cohort
from tests.factories import CohortFactory
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db


def last_meeting(cohort: Cohort) -> datetime.date | None:
    met = Cohort.objects.annotate(met_on=MeetingDay.objects.last_of(OuterRef("pk")))
    day: datetime.date | None = met.get(pk=cohort.pk).met_on  # type: ignore[attr-defined]
    return day


@pytest.mark.parametrize(
    ("days_ago", "last"),
    [
        ([], None),
        ([0, 1, 2], None),  # that is for the meeting to come
        ([3], 3),
        ([0, 1, 7, 8, 14], 7),
        ([28], 28),
        ([29], None),
    ],
)
def test_the_last_meeting_is_before_the_days_of_preparing(
    days_ago: list[int], last: int | None
) -> None:
    cohort, other = CohortFactory.create(), CohortFactory.create()
    today = timezone.localdate()
    for days in days_ago:
        MeetingDay.objects.create(cohort=cohort, day=today - datetime.timedelta(days=days))
    MeetingDay.objects.create(cohort=other, day=today - datetime.timedelta(days=4))

    assert last_meeting(cohort) == (None if last is None else today - datetime.timedelta(days=last))


def test_the_sheet_and_the_projector_note_the_day_once_and_files_do_not(client: Client) -> None:
    cohort = make_study_group(make_course(modules=1, questions=1), members=2)
    client.force_login(make_facilitator(cohort))
    sheet = f"/admin/reports/{cohort.slug}/meeting/"
    module = cohort.course.modules.get()
    question = module.quiz.questions.get()

    client.get(f"{sheet}?format=xlsx")
    assert MeetingDay.objects.count() == 0
    for address in (sheet, sheet, f"{sheet}{module.slug}/{question.slug}/"):
        assert client.get(address).status_code == 200
    assert list(MeetingDay.objects.values_list("cohort", "day")) == [
        (cohort.pk, timezone.localdate())
    ]
