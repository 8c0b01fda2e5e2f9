"""Who is enrolled and yet in no figure of the overview, and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import Cohort

# More names than these are told as a number; all who left stand in the roster.
MOST = 50


@dataclass(frozen=True)
class LeftOut:
    """One of them; `reason` is "erased", "left", "admin", "author" or "facilitator"."""

    person: User
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
        people = [
            LeftOut(
                enrolment.learner,
                "erased"
                if enrolment.is_erased
                else "left"
                if enrolment.left_at
                else "admin"
                if enrolment.learner.is_superuser
                else "author"
                if enrolment.is_author
                else "facilitator",
            )
            for enrolment in in_order[: MOST + 1]
        ]
        if len(people) <= MOST:
            return cls(people, 0)
        return cls(people[:MOST], enrolments.count() - MOST)
