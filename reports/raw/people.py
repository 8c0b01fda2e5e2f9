"""The people of a cohort, those too who are not counted, with the reason."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from courses.models import Cohort, Enrolment
from progress.counted import Counted
from reports.left_out import reason_of
from reports.raw.sheets import RowSheet

if TYPE_CHECKING:
    from reports.left_out import LeftOutEnrolment


@dataclass(frozen=True)
class People:
    """All enrolments of a cohort by name; `counted` are the members whose answers count.

    `left_out` says why somebody is not among the members of the overview.
    """

    enrolments: Sequence[Enrolment]
    counted: Counted
    left_out: dict[int, str]

    @classmethod
    def of(cls, cohort: Cohort) -> "People":
        in_order = cohort.enrolments.select_related("learner").order_by("learner__name", "pk")
        enrolments = list(in_order)
        left_out = cast(
            "Iterable[LeftOutEnrolment]", cohort.enrolments.left_out().select_related("learner")
        )
        return cls(
            enrolments,
            _in_order(Counted.of(cohort), enrolments),
            {enrolment.learner_id: reason_of(enrolment) for enrolment in left_out},
        )

    @cached_property
    def by_learner(self) -> dict[int, Enrolment]:
        return {enrolment.learner_id: enrolment for enrolment in self.enrolments}

    @cached_property
    def since(self) -> dict[int, datetime.datetime | None]:
        """From when on what each member did is of this cohort."""
        return {member.learner: member.since for member in self.counted.members}

    def sheet(self) -> RowSheet:
        columns = [
            ("person", _("Person"), _("The number of the account; it stays when a name changes.")),
            ("name", _("Name"), _("Their name; of one who was erased what stands for it.")),
            ("username", _("Username"), _("What they sign in with.")),
            ("department", _("Department"), _("What the roster says of them.")),
            ("job_grade", _("Job grade"), _("What the roster says of them.")),
            ("staff_number", _("Staff number"), _("What the roster says of them.")),
            ("joined_at", _("Joined"), _("When they joined the cohort.")),
            ("left_at", _("Left"), _("When they left it; empty as long as they are in it.")),
            ("counted", _("Counted"), _("Whether their answers count; if not, none is here.")),
            ("counts_from", _("Counts from"), _("What they did earlier is of another cohort.")),
            ("left_out", _("Left out as"), _("Why they are no member of the overview.")),
            ("erased", _("Erased"), _("Whether a pseudonym alone is left; the answers count.")),
        ]
        rows = (
            (
                *(enrolment.learner_id, str(enrolment.learner), enrolment.learner.username),
                *(enrolment.department, enrolment.job_grade, enrolment.staff_number),
                *(enrolment.joined_at, enrolment.left_at, enrolment.learner_id in self.since),
                self.since.get(enrolment.learner_id),
                self.left_out.get(enrolment.learner_id),
                enrolment.learner.is_erased,
            )
            for enrolment in self.enrolments
        )
        return RowSheet("people", _("People"), columns, rows)


def _in_order(counted: Counted, enrolments: Sequence[Enrolment]) -> Counted:
    place = {enrolment.learner_id: at for at, enrolment in enumerate(enrolments)}
    return replace(
        counted, members=sorted(counted.members, key=lambda member: place[member.learner])
    )
