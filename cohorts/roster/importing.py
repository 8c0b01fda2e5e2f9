"""Imports a checked roster in one transaction, telling how far it is."""

import logging
import threading
from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.roster.checking import Line, Roster, check_lines
from courses.models import Cohort, Enrolment, RosterImport

BATCH = 500
# Up to this many lines the page waits; beyond it shows a progress bar meanwhile.
AT_ONCE = 200
logger = logging.getLogger(__name__)


class RosterHasFaultsError(Exception):
    """A line is not good (any more); nothing was imported."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(_("The roster has faults."))
        self.roster = roster


def import_lines(
    lines: list[Line], cohort: Cohort, user: User, note: Callable[[int], None]
) -> list[int]:
    """Make the new people and enrol all; returns the accounts made.

    All or nothing; the lines are checked again, as accounts may have been made since. `note` is
    told how many lines are done.
    """
    with transaction.atomic():
        fresh = [Line(line.number, line.name, line.email, line.username) for line in lines]
        roster = check_lines(fresh, cohort, user)
        if not roster.is_clean:
            raise RosterHasFaultsError(roster)
        new, existing = roster.with_outcome("new"), roster.with_outcome("enrol")
        accounts: list[int] = []
        for at in range(0, len(new), BATCH):
            accounts += _make(new[at : at + BATCH])
            note(len(accounts))
        _enrol(cohort, [*accounts, *(line.person for line in existing if line.person)])
        return accounts


def _make(lines: list[Line]) -> list[int]:
    people = User.objects.bulk_create(
        User(
            username=line.username,
            name=line.name,
            email=line.email,
            password=make_password(None),
        )
        for line in lines
    )
    return [person.pk for person in people]


def _enrol(cohort: Cohort, people: list[int]) -> None:
    cohort.enrolments.filter(learner__in=people).update(left_at=None)
    Enrolment.objects.bulk_create(
        (Enrolment(cohort=cohort, learner_id=person) for person in people),
        ignore_conflicts=True,
        batch_size=BATCH,
    )


def start(roster: RosterImport) -> None:
    """Import now if it is short, else in a thread while the page shows how far it is."""
    if roster.total <= AT_ONCE:
        run(roster, lambda done: None)
        return
    threading.Thread(target=_run_beside, args=(roster.pk, get_language())).start()


def _run_beside(pk: int, language: str | None) -> None:
    """Speak the facilitator's language, which is the request's own, in the thread too.

    Its own transaction hides what it did, so progress goes over a second connection.
    """
    beside = connection.copy()

    def note(done: int) -> None:
        with beside.cursor() as cursor:
            cursor.execute(
                "UPDATE courses_rosterimport SET done = %s, noted_at = %s WHERE id = %s",
                [done, timezone.now(), pk],
            )

    try:
        with override(language):
            run(RosterImport.objects.select_related("cohort", "made_by").get(pk=pk), note)
    finally:
        beside.close()
        connection.close()


def run(roster: RosterImport, note: Callable[[int], None]) -> None:
    """Import what was checked; a fault is kept with the import, and nothing else is."""
    lines = [Line(**line) for line in roster.lines]
    try:
        people = import_lines(lines, roster.cohort, roster.made_by, note)
    except RosterHasFaultsError as refused:
        line = next(iter(refused.roster.with_outcome("fault")), None)
        reason = line.faults[0][1] if line else ""
        number = line.number if line else 0
        roster.fail(_("Row %(row)d: %(why)s") % {"row": number, "why": reason})
    except Exception:
        logger.exception("The import of roster %s failed.", roster.pk)
        roster.fail(_("Something went wrong on the server. The administrator finds it in the log."))
    else:
        roster.finish(people)
