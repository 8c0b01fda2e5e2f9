"""What rosters say of the members of a cohort, which tells those of one name apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from courses.models import Enrolment


@dataclass(frozen=True)
class Affiliation:
    """What the roster says of a member, and the line that stands beside the name.

    The line is department and grade; without a department, or where they fit somebody else of the
    same name in the cohort too, it has the username.
    """

    department: str = ""
    job_grade: str = ""
    staff_number: str = ""
    byline: str = ""

    @property
    def cells(self) -> list[str]:
        """For tables, in the order of `affiliation_columns`."""
        return [self.department, self.job_grade, self.staff_number]


def affiliation_columns() -> list[tuple[str, str]]:
    return [
        ("department", _("Department")),
        ("job_grade", _("Job grade")),
        ("staff_number", _("Staff number")),
    ]


def affiliations(cohorts: Iterable[int], learners: Iterable[int]) -> defaultdict[int, Affiliation]:
    """Those of these members (ids) of a cohort; two queries, however many there are.

    Of somebody taken out meanwhile it knows nothing.
    """
    enrolments = Enrolment.objects.filter(cohort__in=list(cohorts)).order_by()
    alike = ("learner__name", "department", "job_grade")
    groups = enrolments.values(*alike).annotate(people=Count("pk")).filter(people__gt=1)
    doubles = set(groups.values_list(*alike))
    members = enrolments.filter(learner__in=list(learners)).values_list(
        "learner", "learner__username", "staff_number", *alike
    )
    by_learner: defaultdict[int, Affiliation] = defaultdict(Affiliation)
    for learner, username, staff_number, name, department, job_grade in members:
        is_double = (name, department, job_grade) in doubles
        line = byline(username, department, job_grade, is_double=is_double)
        by_learner[learner] = Affiliation(department, job_grade, staff_number, line)
    return by_learner


def byline(username: str, department: str, job_grade: str, *, is_double: bool) -> str:
    parts = [department, job_grade, username if is_double or not department else ""]
    return " · ".join(filter(None, parts))
