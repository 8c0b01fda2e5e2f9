"""Imports a checked roster in one transaction, telling how far it is."""

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts.models import AccountNotice, OneTimeCode, User
from cohorts.roster.checking import Roster, check_lines
from cohorts.roster.lines import Line
from cohorts.roster.recognising import changes
from courses.models import Cohort, Enrolment, RosterImport
from courses.models.cohort import SAID_BY_ROSTERS

BATCH = 500
# Up to this many lines the page waits; beyond it shows a progress bar meanwhile.
AT_ONCE = 200
logger = logging.getLogger(__name__)


class RosterHasFaultsError(Exception):
    """A line is not good (any more); nothing was imported."""

    def __init__(self, roster: Roster) -> None:
        super().__init__(_("The roster has faults."))
        self.roster = roster


@dataclass
class Imported:
    """What an import did: accounts made, people enrolled with the day they had left on, changes."""

    people: list[int]
    enrolled: list[tuple[int, str | None]]
    changed: int

    @property
    def everybody(self) -> list[int]:
        """Made or enrolled."""
        return [person for person, _left_at in self.enrolled]


def import_lines(
    lines: list[Line], cohort: Cohort, user: User, note: Callable[[int], None]
) -> Imported:
    """Make the new people and enrol all.

    All or nothing; the lines are checked again, as accounts may have been made since. `note` is
    told how many lines are done.
    """
    with transaction.atomic():
        roster = check_lines([line.again() for line in lines], cohort, user)
        if not roster.is_clean:
            raise RosterHasFaultsError(roster)
        new = roster.with_outcome("new")
        people: list[int] = []
        for at in range(0, len(new), BATCH):
            people += _make(new[at : at + BATCH])
            note(len(people))
        OneTimeCode.objects.issue(people)
        for line, person in zip(new, people, strict=True):
            line.person = person
        acquainted = roster.with_outcome("enrol")
        returning = _who_had_left([line.person for line in acquainted if line.person is not None])
        enrolled = _enrol(cohort, [*new, *acquainted], returning)
        had_left = {person for person, left_at in enrolled if left_at}
        _tell_who_is_back(returning | had_left, user)
        return Imported(people, enrolled, _change(cohort, roster.lines))


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


def _enrol(cohort: Cohort, lines: list[Line], returning: set[int]) -> list[tuple[int, str | None]]:
    """Those who were not in yet, each with the moment at which they had left if they had."""
    people = [line.person for line in lines if line.person is not None]
    left = cohort.enrolments.filter(learner__in=people, left_at__isnull=False)
    back = {row.learner_id: str(row.left_at) for row in left.select_for_update()}
    left.update(left_at=None, brought_back=True)
    now = timezone.now()
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                cohort=cohort,
                learner_id=line.person,
                joined_at=now,
                brought_back=line.person in returning,
                **{column: getattr(line, column) for column in SAID_BY_ROSTERS},
            )
            for line in lines
            if line.person is not None and line.person not in back
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    # Who has joined by the code in this very moment is not of this import.
    entered = set(cohort.enrolments.filter(joined_at=now).values_list("learner", flat=True))
    return [(person, back.get(person)) for person in people if person in entered.union(back)]


def _who_had_left(people: list[int]) -> set[int]:
    """Of these, those who are in no cohort now that they entered of themselves, and were in one."""
    enrolments = Enrolment.objects.filter(learner__in=people)
    stay = enrolments.active().filter(brought_back=False).values("learner")
    return set(enrolments.exclude(learner__in=stay).values_list("learner", flat=True))


def _tell_who_is_back(people: Iterable[int], by: User) -> None:
    maker = by if by.pk else None
    for person in User.objects.filter(pk__in=people):
        AccountNotice.objects.tell(person, AccountNotice.Kind.BROUGHT_BACK, by=maker)


def _change(cohort: Cohort, lines: list[Line]) -> int:
    """Keep what the roster says otherwise of those known; returns of how many."""
    by_person = {line.person: line for line in lines if line.outcome in ("here", "enrol")}
    changed = []
    for enrolment in cohort.enrolments.filter(learner__in=by_person):
        differing = changes(by_person[enrolment.learner_id], enrolment)
        for column, value in differing.items():
            setattr(enrolment, column, value)
        if differing:
            changed.append(enrolment)
    Enrolment.objects.bulk_update(changed, SAID_BY_ROSTERS, batch_size=BATCH)
    return len(changed)


def start(roster: RosterImport, when_done: Callable[[Imported], None]) -> None:
    """Import now if it is short, else in a thread while the page shows how far it is."""
    if roster.total <= AT_ONCE:
        run(roster, lambda _done: None, when_done)
        return
    threading.Thread(target=_run_beside, args=(roster.pk, get_language(), when_done)).start()


def _run_beside(pk: int, language: str | None, when_done: Callable[[Imported], None]) -> None:
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
            imports = RosterImport.objects.select_related("cohort", "made_by")
            run(imports.get(pk=pk), note, when_done)
    finally:
        beside.close()
        connection.close()


def run(
    roster: RosterImport, note: Callable[[int], None], when_done: Callable[[Imported], None]
) -> None:
    """Import what was checked; a fault is kept with the import, and nothing else is."""
    lines = [Line(**line) for line in roster.lines]
    try:
        imported = import_lines(lines, roster.cohort, roster.maker, note)
    except RosterHasFaultsError as refused:
        line = next(iter(refused.roster.with_outcome("fault")), None)
        reason = line.faults[0][1] if line else ""
        number = line.number if line else 0
        roster.fail(_("Row %(row)d: %(why)s") % {"row": number, "why": reason})
    except Exception:
        logger.exception("The import of roster %s failed.", roster.pk)
        roster.fail(_("Something went wrong on the server. The administrator finds it in the log."))
    else:
        when_done(imported)
        roster.finish(imported.people, imported.enrolled, imported.changed)
