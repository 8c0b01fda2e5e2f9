"""Stores what was planned: all of it or nothing."""

from collections.abc import Callable

from django.db import connection, transaction

from quizzes.importing.planning import Plan
from quizzes.models import Option, Question

BATCH = 500


def save(plan: Plan, note: Callable[[int], None] = lambda done: None) -> None:
    """Make the questions and their options in one transaction; `note` is told how many are done.

    They were rendered when they were planned, so rows go in by the batch.
    """
    with transaction.atomic():
        done = 0
        for at in range(0, len(plan.planned), BATCH):
            batch = plan.planned[at : at + BATCH]
            Question.objects.bulk_create(one.question for one in batch)
            for one in batch:
                for option in one.options:
                    option.question = one.question
            Option.objects.bulk_create(option for one in batch for option in one.options)
            # The database's rules go on as they were planned when the tables were small.
            with connection.cursor() as cursor:
                cursor.execute("DISCARD PLANS")
            done += len(batch)
            note(done)
