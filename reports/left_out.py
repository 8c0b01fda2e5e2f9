"""Who is enrolled and yet in no figure of the overview, and why."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, cast

from django.utils.translation import gettext as _

from accounts.models import User
from courses.affiliations import affiliations
from courses.models import Cohort, Enrolment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django_stubs_ext import WithAnnotations

    class _Roles(TypedDict):
        is_author: bool

    LeftOutEnrolment = WithAnnotations[Enrolment, _Roles]

# More names than these are told as a number; all who left stand in the roster.
MOST = 50


@dataclass(frozen=True)
class LeftOut:
    """One of them; `reason` is "erased", "left", "admin", "author" or "facilitator"."""

    person: User
    byline: str
    reason: str

    @property
    def reason_text(self) -> str:
        return {
            "erased": _("erased; the answers count, nameless"),
            "left": _("left the cohort"),
            "admin": _("administrator"),
            "author": _("author"),
            "facilitator": _("facilitator"),
        }[self.reason]


def reason_of(enrolment: "LeftOutEnrolment") -> str:
    if enrolment.learner.is_erased:
        return "erased"
    if enrolment.left_at:
        return "left"
    if enrolment.learner.is_superuser:
        return "admin"
    return "author" if enrolment.is_author else "facilitator"


@dataclass(frozen=True)
class LeftOutOfCohort:
    """The first of those who are left out by name, and how many more there are."""

    people: list[LeftOut]
    more: int

    @classmethod
    def of(cls, cohort: Cohort) -> "LeftOutOfCohort":
        enrolments = cohort.enrolments.left_out().select_related("learner")
        # Who is in the cohort before who is not any more.
        in_order = enrolments.order_by("-left_at", "learner__name", "pk")
        first = list(cast("Iterable[LeftOutEnrolment]", in_order[: MOST + 1]))
        told_apart = affiliations([cohort.pk], [enrolment.learner_id for enrolment in first])
        people = [
            LeftOut(
                enrolment.learner, told_apart[enrolment.learner_id].byline, reason_of(enrolment)
            )
            for enrolment in first
        ]
        if len(people) <= MOST:
            return cls(people, 0)
        return cls(people[:MOST], enrolments.count() - MOST)
