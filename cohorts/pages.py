"""Pages of the admin about one cohort: who may open them, what they share, and what each shows."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.people_search import has_word
from accounts.qr_codes import qr_code
from accounts.requests import signed_in
from cohorts.roster.checking import Roster
from cohorts.roster.lines import Line
from cohorts.slips import Slip, Slips
from courses.affiliations import affiliations
from courses.models import Cohort, Enrolment, RosterImport

PAGE = 100
# So many rows are asked about on one page; of a longer list the others are taken as recognised.
MOST_GUESSES = 500
Response = TypeVar("Response", bound=HttpResponseBase)


def facilitators_only(view: Callable[..., Response]) -> Callable[..., Response]:
    """Fetch the cohort of the address for its facilitators and superusers.

    Others' cohorts are 404; members and authors, whose role has no such page, get 403.
    """

    @wraps(view)
    @never_cache
    @login_required
    def for_facilitators(request: HttpRequest, cohort: str, *args: Any, **kwargs: Any) -> Response:
        user = signed_in(request)
        own = Cohort.objects.facilitated_by(user).filter(slug=cohort).select_related("course")
        own_cohort = own.first() if user.is_staff else None
        if own_cohort is not None:
            return view(request, own_cohort, *args, **kwargs)
        if user.is_staff and user.has_perm("courses.view_cohort"):
            raise Http404("No cohort of this facilitator.")
        raise PermissionDenied

    return for_facilitators


def cohort_page(cohort: Cohort, title: str) -> dict[str, Any]:
    """The context of `admin/cohort_page.html`, which all these pages extend."""
    return {
        # What `admin.site.each_context` gives, less the list of all apps and its queries.
        "site_title": admin.site.site_title,
        "site_header": admin.site.site_header,
        "site_url": admin.site.site_url,
        "has_permission": True,
        "cohort": cohort,
        "title": title,
    }


@dataclass(frozen=True)
class MembersPage:
    """A page of the roster, and the latest who left; `may_handle` is whose account one may open."""

    page: Page[Enrolment]
    words: str
    left: list[Enrolment]
    join_address: str
    has_brought_back: bool

    @classmethod
    def of(
        cls, user: User, cohort: Cohort, *, join_address: str, words: str, number: str
    ) -> "MembersPage":
        members = cohort.enrolments.active().select_related("learner")
        if words:
            members = members.filter(
                has_word(words, of="learner__")
                | Q(department__icontains=words)
                | Q(staff_number__icontains=words)
            )
        # Of this cohort, said once more: else the planner looks through everybody's enrolments.
        handled = cohort.enrolments.looked_after_by(user).filter(pk=OuterRef("pk"))
        members = members.order_by("learner__name", "pk").annotate(may_handle=Exists(handled))
        page = Paginator(members, PAGE).get_page(number)
        page.object_list = list(page.object_list)
        left = cohort.enrolments.exclude(left_at=None).select_related("learner")[:PAGE]
        has_brought_back = any(enrolment.brought_back for enrolment in page.object_list)
        return cls(page, words, list(left), join_address, has_brought_back)

    @property
    def learners(self) -> list[int]:
        """Whose data it shows."""
        return [enrolment.learner_id for enrolment in [*self.page.object_list, *self.left]]


@dataclass(frozen=True)
class JoinPage:
    """The join address, also as a QR code (SVG) to project."""

    join_address: str
    code: str

    @classmethod
    def of(cls, join_address: str) -> "JoinPage":
        return cls(join_address, qr_code(join_address))


@dataclass(frozen=True)
class UploadPage:
    """What a roster looks like, what is wrong with the one that was sent, and earlier imports."""

    sample: list[tuple[str, ...]]
    fault: str
    records: list[RosterImport]

    @classmethod
    def of(cls, cohort: Cohort, sample: list[tuple[str, ...]], fault: str) -> "UploadPage":
        records = RosterImport.objects.recorded().filter(cohort=cohort)
        without_lists = records.select_related("made_by").defer("lines", "left_out")
        return cls(sample, fault, list(without_lists[:PAGE]))


@dataclass(frozen=True)
class TakeImportBackPage:
    """What taking it back deletes, or why it cannot be."""

    roster: RosterImport
    reason: str


def who(enrolment: Enrolment) -> str:
    """A member by name, and by what tells them apart from others of the name."""
    members_by_id = affiliations([enrolment.cohort_id], [enrolment.learner_id])
    return f"{enrolment.learner} ({members_by_id[enrolment.learner_id].byline})"


@dataclass(frozen=True)
class MovePage:
    """The cohorts that a member may be moved to."""

    person: str
    others: list[Cohort]


@dataclass(frozen=True)
class MoveEarlyPage:
    """What comes of moving to a cohort that begins later; whether the course closes till then."""

    person: str
    other: Cohort
    closes: bool


@dataclass(frozen=True)
class LinkPage:
    """A slip with a one-time link and code for a password; none where one may not make it."""

    person: str
    slip: Slip | None
    is_erased: bool
    has_to_join_again: bool


@dataclass(frozen=True)
class ImportPage:
    """A checked roster, or what its import has made: slips for people new here."""

    roster: RosterImport
    checked: Roster
    faults: list[Line]
    guesses: list[Line]
    shown: list[Line]
    left_out: list[tuple[int, str]]
    handed_out: Slips
    new: int
    enrolled: int
    here: int
    twice: int

    @classmethod
    def of(cls, roster: RosterImport, checked: Roster, handed_out: Slips) -> "ImportPage":
        return cls(
            roster,
            checked,
            **_counts(checked),
            faults=checked.with_outcome("fault")[:PAGE],
            guesses=checked.guesses[:MOST_GUESSES],
            shown=checked.lines[:PAGE],
            left_out=checked.left_out[:PAGE],
            handed_out=handed_out,
        )


def _counts(checked: Roster) -> dict[str, int]:
    names = {"new": "new", "enrolled": "enrol", "here": "here", "twice": "twice"}
    return {name: len(checked.with_outcome(outcome)) for name, outcome in names.items()}
