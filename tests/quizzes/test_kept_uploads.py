"""What somebody uploaded and never imported is forgotten after a day."""

import datetime

import pytest
from django.utils import timezone

from courses.models import RosterImport
from courses.models.kept_upload import KEPT_FOR
from quizzes.models import BankUpload
from tests.factories import CohortFactory, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db

OLD, FRESH = KEPT_FOR + datetime.timedelta(minutes=1), KEPT_FOR - datetime.timedelta(minutes=1)


@pytest.mark.parametrize(("age", "kept"), [(OLD, 0), (FRESH, 1)])
def test_a_bank_that_waits(age: datetime.timedelta, kept: int) -> None:
    BankUpload.objects.create(
        quiz=QuizFactory.create(),
        made_by=UserFactory.create(),
        made_at=timezone.now() - age,
        format="gift",
        content=b"a{=b ~c}",
    )

    BankUpload.forget_expired()

    assert BankUpload.objects.count() == kept


@pytest.mark.parametrize(
    ("state", "age", "kept"),
    [
        ("checked", OLD, 0),
        ("running", OLD, 0),
        ("checked", FRESH, 1),
        ("done", OLD, 1),
        ("failed", OLD, 1),
    ],
)
def test_a_roster(state: str, age: datetime.timedelta, kept: int) -> None:
    RosterImport.objects.create(
        cohort=CohortFactory.create(),
        made_by=UserFactory.create(),
        made_at=timezone.now() - age,
        state=state,
        lines=[],
    )

    RosterImport.forget_expired()

    assert RosterImport.objects.count() == kept
