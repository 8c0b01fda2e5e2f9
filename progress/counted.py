"""Whom and what is counted: decided here and in counted.sql, and nowhere else."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from courses.models import Cohort, Enrolment

if TYPE_CHECKING:
    from accounts.models import User

NO_COHORT = 0


@dataclass(frozen=True)
class Counted:
    """Members as (cohort, learner), and for each cohort until when what they did counts."""

    members: list[tuple[int, int]]
    untils: Mapping[int, datetime.datetime | None] = field(default_factory=dict)

    @classmethod
    def of(cls, *cohorts: Cohort) -> "Counted":
        """Those of these cohorts, up to the last day of each."""
        enrolled = Enrolment.objects.counted().filter(cohort__in=cohorts)
        members = list(enrolled.values_list("cohort", "learner"))
        return cls(members, {cohort.pk: cohort.over_at for cohort in cohorts})

    @classmethod
    def one(cls, enrolment: Enrolment) -> "Counted":
        cohort = enrolment.cohort
        return cls([(cohort.pk, enrolment.learner_id)], {cohort.pk: cohort.over_at})

    @classmethod
    def alone(cls, learner: "User") -> "Counted":
        """One person for themselves: all that they did, in a cohort or not."""
        return cls([(NO_COHORT, learner.pk)])

    @property
    def learners(self) -> list[int]:
        return [learner for _cohort, learner in self.members]

    @property
    def people(self) -> int:
        return len(self.members)

    @property
    def until(self) -> datetime.datetime | None:
        """That of the one cohort these are of."""
        (until,) = set(self.untils.values()) or {None}
        return until

    def covers(self, moment: datetime.datetime) -> bool:
        return self.until is None or moment < self.until

    def before_the_end(self, moment: str) -> dict[str, Any]:
        """For `filter`: that this field is covered."""
        return {f"{moment}__lt": self.until} if self.until else {}

    @property
    def parameters(self) -> dict[str, list[Any]]:
        """What counted.sql takes."""
        return {
            "cohorts": [cohort for cohort, _learner in self.members],
            "learners": self.learners,
            "untils": [self.untils.get(cohort) for cohort, _learner in self.members],
        }
