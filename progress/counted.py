"""Whom and what is counted: decided here and in counted.sql, and nowhere else."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F
from django.utils import timezone

from courses.days import start_of
from courses.models import Cohort, Enrolment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from courses.models.cohort import EnrolmentQuerySet

NO_COHORT = 0


class Member(NamedTuple):
    """Somebody of whom is counted what they did since a moment, and before another.

    What they did before `since` is of an earlier cohort: it is marked so, and counted apart.
    """

    cohort: int
    learner: int
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None


@dataclass(frozen=True)
class Counted:
    """The members that a figure is of; `begins_on` is the first day of their one cohort."""

    members: list[Member]
    begins_on: datetime.date | None = None

    @classmethod
    def of(cls, *cohorts: Cohort) -> "Counted":
        """Those whose answers count, erased ones too, up to the last day of each cohort."""
        return cls._of(Enrolment.objects.counted(), cohorts)

    @classmethod
    def people_of(cls, *cohorts: Cohort) -> "Counted":
        """Those of them who are still somebody: whoever was erased is neither ahead nor behind."""
        return cls._of(Enrolment.objects.counted().not_erased(), cohorts)

    @classmethod
    def _of(cls, counted: "EnrolmentQuerySet", cohorts: Iterable[Cohort]) -> "Counted":
        by_pk = {cohort.pk: cohort for cohort in cohorts}
        enrolled = counted.filter(cohort__in=by_pk).order_by("pk")
        members = [
            Member(pk, learner, _since(by_pk[pk], joined_at), by_pk[pk].over_at)
            for pk, learner, joined_at in enrolled.values_list("cohort", "learner", "joined_at")
        ]
        return cls(members, _begins_on(*by_pk.values(), members=members))

    @classmethod
    def beside_all(cls, cohort: Cohort) -> "tuple[Counted, Counted]":
        """Those of this cohort; and everybody of its course, with all that each of them did."""
        enrolled = list(_enrolled(cohort.course_id))
        members = [
            Member(pk, learner, _since(cohort, joined_at), cohort.over_at)
            for pk, learner, joined_at in enrolled
            if pk == cohort.pk
        ]
        here = {member.learner for member in members}
        elsewhere = {learner: pk for pk, learner, _at in reversed(enrolled) if learner not in here}
        everybody = [Member(cohort.pk, learner) for learner in here]
        everybody += [Member(pk, learner) for learner, pk in elsewhere.items()]
        return cls(members, _begins_on(cohort, members=members)), cls(everybody)

    @classmethod
    def everybody(cls, course: int) -> "Counted":
        """Everybody of this course once, in their latest cohort, with all that each of them did."""
        latest = {learner: pk for pk, learner, _at in reversed(list(_enrolled(course)))}
        return cls([Member(pk, learner) for learner, pk in latest.items()])

    @classmethod
    def one(cls, enrolment: Enrolment) -> "Counted":
        """One member, up to the end of the cohort; of one who has left, up to that moment."""
        cohort = enrolment.cohort
        ends = [end for end in (cohort.over_at, enrolment.left_at) if end is not None]
        since = _since(cohort, enrolment.joined_at)
        return cls([Member(cohort.pk, enrolment.learner_id, since, min(ends, default=None))])

    @classmethod
    def alone(cls, learner: "User") -> "Counted":
        """One person for themselves: all that they did, in a cohort or not."""
        return cls([Member(NO_COHORT, learner.pk)])

    def once(self, cohorts: Iterable[Cohort]) -> "Counted":
        """What each did counts once: in the first of these cohorts that they were in by then."""
        order = {cohort.pk: at for at, cohort in enumerate(cohorts)}
        taken: dict[int, datetime.datetime | None] = {}
        members = []
        for member in sorted(self.members, key=lambda member: order[member.cohort]):
            ends = [member.until, taken.get(member.learner)]
            until = min((end for end in ends if end is not None), default=None)
            members.append(member._replace(until=until))
            taken[member.learner] = member.since
        return Counted(members)

    @property
    def learners(self) -> list[int]:
        return [member.learner for member in self.members]

    @property
    def people(self) -> int:
        return len(self.members)

    def parts(self, size: int) -> Iterator["Counted"]:
        """The same members, so many at a time, in their order."""
        for at in range(0, self.people, size):
            yield replace(self, members=self.members[at : at + size])

    @property
    def since(self) -> datetime.datetime | None:
        """That of the one member these are."""
        (member,) = self.members
        return member.since

    @property
    def until(self) -> datetime.datetime | None:
        """That of the one cohort these are of."""
        (until,) = {member.until for member in self.members} or {None}
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
            "cohorts": [member.cohort for member in self.members],
            "learners": self.learners,
            "sinces": [member.since for member in self.members],
            "untils": [member.until for member in self.members],
        }


def _enrolled(course: int) -> "QuerySet[Enrolment, tuple[int, int, datetime.datetime]]":
    """Cohort, learner and time of joining, those of the latest cohort first."""
    enrolled = Enrolment.objects.counted().filter(cohort__course=course)
    latest_first = F("cohort__starts_on").desc(nulls_last=True)
    return enrolled.order_by(latest_first, "-cohort", "pk").values_list(
        "cohort", "learner", "joined_at"
    )


def _since(cohort: Cohort, joined_at: datetime.datetime) -> datetime.datetime:
    """When the person had joined and the cohort had begun."""
    if cohort.starts_on is None:
        return joined_at
    return max(joined_at, start_of(cohort.starts_on))


def _begins_on(*cohorts: Cohort, members: Iterable[Member]) -> datetime.date | None:
    """The first day of the one cohort: that of its start, else when its first member joined."""
    if len(cohorts) != 1:
        return None
    if cohorts[0].starts_on is not None:
        return cohorts[0].starts_on
    joined = [member.since for member in members if member.since is not None]
    return timezone.localdate(min(joined)) if joined else None
