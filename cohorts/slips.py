"""Slips of paper with which people come in: a QR code of a one-time link, and a code to type."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import Act, note_access
from accounts.links import one_time_link
from accounts.models import OneTimeCode, User
from accounts.qr_codes import qr_code
from courses.affiliations import affiliations
from courses.models import Cohort, Enrolment, RosterImport
from intake.formulas import harmless

# A sheet of A4 holds eight; a page of the screen ten sheets.
SLIPS = 80


@dataclass(frozen=True)
class Slip:
    """What one person needs to set a password; without a code, only the link is valid."""

    name: str
    byline: str
    username: str
    link: str
    code: str
    address: str
    last_day: date

    @classmethod
    def of(
        cls, request: HttpRequest, person: User, byline: str, code: OneTimeCode | None
    ) -> "Slip":
        made_at = code.made_at if code else timezone.now()
        return cls(
            name=str(person),
            byline="" if byline == person.username else byline,
            username=person.username,
            link=one_time_link(request, person),
            code=code.printed(person) if code else "",
            address=request.build_absolute_uri(reverse("code")),
            last_day=last_whole_day(made_at),
        )

    @property
    def qr(self) -> str:
        return qr_code(self.link)


@dataclass(frozen=True)
class Slips:
    """A page of the slips of those an import made who have set no password yet."""

    page: Page[User]
    slips: list[Slip]

    @classmethod
    def of(cls, request: HttpRequest, roster: RosterImport, user: User) -> "Slips":
        page = Paginator(waiting(roster, user), SLIPS).get_page(request.GET.get("page", ""))
        page.object_list = list(page.object_list)
        return cls(page, slips_of(request, roster.cohort, page.object_list))

    @property
    def lack_codes(self) -> bool:
        return any(not slip.code for slip in self.slips)


def waiting(roster: RosterImport, user: User) -> QuerySet[User]:
    """Those it made who have set no password yet and whose account this person may handle."""
    if roster.state != RosterImport.State.DONE:
        return User.objects.none()
    handled = Enrolment.objects.looked_after_by(user).filter(cohort=roster.cohort)
    people = User.objects.filter(pk__in=roster.people, enrolments__in=handled, last_login=None)
    return people.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by("name", "pk")


def slips_of(request: HttpRequest, cohort: Cohort, people: Iterable[User]) -> list[Slip]:
    by_learner = affiliations([cohort.pk], [person.pk for person in people])
    valid = OneTimeCode.objects.valid().filter(person__in=[person.pk for person in people])
    codes = {code.person_id: code for code in valid}
    if by_learner:
        note_access(request, Act.LINK_MADE, whose=list(by_learner), what=request.path)
    return [
        Slip.of(request, person, by_learner[person.pk].byline, codes.get(person.pk))
        for person in people
    ]


def as_file(slips: Iterable[Slip]) -> bytes:
    """With a byte order mark for Excel; nothing in it is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    head = [_("Name"), _("Department and grade"), _("Username"), _("Code"), _("Link"), _("Up to")]
    writer.writerow(head)
    for slip in slips:
        cells = [slip.name, slip.byline, slip.username, slip.code, slip.link]
        writer.writerow([*map(harmless, cells), slip.last_day])
    return out.getvalue().encode("utf-8-sig")


def last_whole_day(made_at: datetime) -> date:
    """The last day on the whole of which a link or code made then works."""
    end = made_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    return timezone.localdate(end) - timedelta(days=1)
