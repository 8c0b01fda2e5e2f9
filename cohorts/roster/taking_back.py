"""Takes an import back, as long as nobody it made has signed in: as if it had not been."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import Enrolment, RosterImport


class CannotTakeBackError(Exception):
    """Nothing was changed; the message says why in a sentence."""


@transaction.atomic
def take_back(roster: RosterImport, user: User) -> None:
    """Delete the accounts and enrolments it made; who had left has left again.

    Their rows are locked first: whoever sets a password at this moment is either seen, or comes too
    late.
    """
    record = RosterImport.objects.select_for_update().get(pk=roster.pk)
    people = list(User.objects.select_for_update().filter(pk__in=record.people).order_by("pk"))
    if reason := why_not(record):
        raise CannotTakeBackError(reason)
    _leave(record)
    User.objects.filter(pk__in=[person.pk for person in people]).delete()
    record.state = RosterImport.State.TAKEN_BACK
    record.taken_back_at, record.taken_back_by = timezone.now(), user
    record.save(update_fields=["state", "taken_back_at", "taken_back_by"])


def why_not(record: RosterImport) -> str:
    """Why it cannot be taken back, in a sentence; empty if it can."""
    if record.state == RosterImport.State.TAKEN_BACK:
        return _("This import has been taken back already.")
    if record.state != RosterImport.State.DONE:
        return _("Nobody was imported here, so there is nothing to take back.")
    people = User.objects.filter(pk__in=record.people).order_by("name", "pk")
    has_set_password = ~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if (
        person := people.filter(has_set_password | Q(last_login__isnull=False)).first()
    ) is not None:
        reason = _(
            "%(person)s has set a password or signed in, so the import cannot be taken back any "
            "more. Remove members one by one in the roster."
        )
        return reason % {"person": person}
    is_merged = Q(merged_into__isnull=False) | Q(merged__isnull=False)
    if (person := people.filter(is_merged).first()) is not None:
        reason = _(
            "An account of %(person)s was merged with another, so the import cannot be taken back."
        )
        return reason % {"person": person}
    elsewhere = Enrolment.objects.exclude(cohort=record.cohort_id)
    if (person := people.filter(enrolments__in=elsewhere).first()) is not None:
        reason = _("%(person)s is in another cohort too, so the import cannot be taken back.")
        return reason % {"person": person}
    return ""


def _leave(record: RosterImport) -> None:
    enrolments = Enrolment.objects.filter(cohort=record.cohort_id)
    for person, left_at in record.enrolled:
        if left_at:
            left = enrolments.filter(learner=person, left_at=None)
            left.update(left_at=parse_datetime(left_at))
    anew = [person for person, left_at in record.enrolled if not left_at]
    enrolments.filter(learner__in=anew).delete()
