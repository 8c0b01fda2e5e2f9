import datetime
import secrets
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.cohort import CODE_LETTERS
from courses.models.course import Course
from courses.one_row import NoRow, one_row

if TYPE_CHECKING:
    from accounts.models import User

GROUPS, LETTERS = 3, 4
TRIES = 5
# The record as it is, else a new one; with the cohorts that its person is in, as these stand on it.
ISSUE = """
    WITH there AS (
        SELECT number, issued_at FROM courses_completionrecord
        WHERE course_id = %(course)s AND learner_id = %(learner)s
    ),
    issued AS (
        INSERT INTO courses_completionrecord (course_id, learner_id, number, issued_at)
        SELECT %(course)s, %(learner)s, %(number)s, %(now)s WHERE NOT EXISTS (SELECT FROM there)
        ON CONFLICT DO NOTHING
        RETURNING number, issued_at
    )
    SELECT record.number, record.issued_at, (
        SELECT json_agg(cohort.name ORDER BY enrolment.joined_at)
        FROM courses_enrolment AS enrolment
        JOIN courses_cohort AS cohort ON cohort.id = enrolment.cohort_id
        WHERE enrolment.learner_id = %(learner)s AND enrolment.left_at IS NULL
        AND cohort.course_id = %(course)s
    )
    FROM (SELECT * FROM there UNION ALL SELECT * FROM issued) AS record
"""


def make_number() -> str:
    """About 60 bits, in groups that can be read out: K7M2-9QXA-4HPW."""
    letters = CODE_LETTERS.upper()
    groups = ("".join(secrets.choice(letters) for _ in range(LETTERS)) for _ in range(GROUPS))
    return "-".join(groups)


class Issued(NamedTuple):
    """A record's number and when it was first issued, with the cohorts its person is in now."""

    number: str
    issued_at: datetime.datetime
    cohorts: list[str]


class CompletionRecordQuerySet(models.QuerySet["CompletionRecord"]):
    def issue(self, learner: "User", course: Course) -> Issued:
        """The record of who has completed the course: the same one whenever it is asked for."""
        for _try in range(TRIES):
            values = {
                "course": course.pk,
                "learner": learner.pk,
                "number": make_number(),
                "now": timezone.now(),
            }
            try:
                number, issued_at, cohorts = one_row(ISSUE, values)
            except NoRow:
                continue  # Another tab has issued it just now, or somebody has this number.
            return Issued(number, issued_at, cohorts or [])
        raise NoRow


class CompletionRecord(models.Model):
    """The number under which somebody's completion of a course was issued.

    What the record says is worked out whenever it is shown; the number stays.
    """

    course = models.ForeignKey(
        Course,
        models.CASCADE,
        related_name="completion_records",
        verbose_name=_("course"),
        db_index=False,
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="completion_records",
        verbose_name=_("learner"),
    )
    number = models.CharField(_("number"), max_length=GROUPS * (LETTERS + 1) - 1, unique=True)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)

    objects = CompletionRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of completion")
        verbose_name_plural = _("records of completion")
        ordering = ["course", "issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "learner"], name="completion_record_once_per_course"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.learner} · {self.course}"
