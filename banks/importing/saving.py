"""Stores what was planned: all of it or nothing."""

from collections.abc import Callable

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from banks.importing.planning import Plan
from courses.models import Image
from quizzes.models import Option, Question

BATCH, IMAGES_AT_ONCE = 500, 20


class OutdatedPlanError(Exception):
    """What was free when the import was planned is taken; the message says what to do."""


def save(plan: Plan, note: Callable[[int], None] = lambda _done: None) -> None:
    """Make the images, questions and options in one transaction; `note` is told how many are done.

    They were rendered when they were planned, so rows go in by the batch. `OutdatedPlanError` if
    a name that was planned is taken meanwhile.
    """
    try:
        with transaction.atomic():
            Image.objects.bulk_create(plan.images, IMAGES_AT_ONCE)
            _save_questions(plan, note)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise OutdatedPlanError(
                _("The course was changed meanwhile, and nothing was imported. Try again.")
            ) from error
        raise


def _save_questions(plan: Plan, note: Callable[[int], None]) -> None:
    done = 0
    for at in range(0, len(plan.planned), BATCH):
        batch = plan.planned[at : at + BATCH]
        Question.objects.bulk_create(planned.question for planned in batch)
        for planned in batch:
            for option in planned.options:
                option.question = planned.question
        Option.objects.bulk_create(option for planned in batch for option in planned.options)
        # The database's rules go on as they were planned when the tables were small.
        with connection.cursor() as cursor:
            cursor.execute("DISCARD PLANS")
        done += len(batch)
        note(done)
