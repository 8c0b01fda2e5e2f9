"""The self-diagnosis report: what members say of themselves, and what their answers show."""

import datetime
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from analysis.items import Share
from courses.affiliations import Affiliation, affiliation_columns
from courses.models import Course, Level, SelfDiagnosis
from progress.counted import Counted
from progress.models import Rating
from progress.queries import rows
from progress.tables import Table, Value
from reports.charts import Bar, Bars, Stacked

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS_SQL = Path(__file__).with_name("levels.sql")
TAKEN_SQL = Path(__file__).with_name("taken.sql")

# Who says to be at this level or above while at most this share of first answers was right.
HIGH_LEVEL, LOW_SHARE = 4, 0.5
# And who says to be at this level or below with at least this share.
LOW_LEVEL, HIGH_SHARE = 1, 0.8
# Fewer first answers than this are no measure of a person.
LEAST_ANSWERS = 5
RATINGS = [Rating.Choice.ON_MY_OWN, Rating.Choice.WITH_HELP, Rating.Choice.NOT_YET]


def pages_of(course: Course) -> list[SelfDiagnosis]:
    """The self-diagnoses of the course in order."""
    pages = SelfDiagnosis.objects.from_module_on(course, 0)
    return list(pages.select_related("after").prefetch_related("levels"))


def page_to_show(pages: list[SelfDiagnosis], slug: str, counted: Counted) -> SelfDiagnosis | None:
    """The one of this slug; without one the latest that any of these has taken, else the first."""
    if slug:
        return next((page for page in pages if page.slug == slug), None)
    taken_pages = {row["self_diagnosis_id"] for row in rows(TAKEN_SQL, counted)}
    taken = [page for page in pages if page.pk in taken_pages]
    return next(iter(taken[-1:] or pages[:1]), None)


@dataclass(frozen=True)
class MemberLevel:
    """One member's latest self-diagnosis since they joined; None where they have not taken it."""

    learner: int
    name: str
    username: str
    affiliation: Affiliation
    taken_at: datetime.datetime | None
    taken_earlier_at: datetime.datetime | None
    reached: int | None
    reached_before: int | None
    ratings: list[str]
    score: int
    answered: int

    @property
    def moved(self) -> int | None:
        """Levels up (or down, below 0) since the time before."""
        if self.reached is None or self.reached_before is None:
            return None
        return self.reached - self.reached_before

    @property
    def gap(self) -> str:
        """Either "over" or "under" where what they say and what they answered are far apart."""
        if self.reached is None or self.answered < LEAST_ANSWERS:
            return ""
        share = self.score / self.answered
        if self.reached >= HIGH_LEVEL and share <= LOW_SHARE:
            return "over"
        return "under" if self.reached <= LOW_LEVEL and share >= HIGH_SHARE else ""

    @property
    def gap_text(self) -> str:
        return {
            "over": _("says more than the answers show"),
            "under": _("says less than the answers show"),
        }.get(self.gap, "")

    @property
    def rating_texts(self) -> list[str]:
        words = dict(Rating.Choice.choices)
        return [str(words.get(rating, "")) for rating in self.ratings]


@dataclass(frozen=True)
class Levels:
    """One self-diagnosis page over the cohort; `earlier` took it only before they joined."""

    page: SelfDiagnosis
    levels: list[Level]
    members: list[MemberLevel]
    people: int
    taken: int
    earlier: int
    ratings: dict[tuple[int, str], int]
    movement: dict[int, int]
    reached: dict[int, tuple[int, Share]]

    @classmethod
    def of(
        cls,
        counted: Counted,
        page: SelfDiagnosis,
        limit: int | None,
        offset: int = 0,
    ) -> "Levels":
        row = rows(
            LEVELS_SQL,
            counted,
            page=page.pk,
            limit=limit,
            offset=offset,
        )[0]
        levels = sorted(page.levels.all(), key=lambda level: level.rank)
        return cls(
            page,
            levels,
            [_member(person, levels) for person in json.loads(row["page"])],
            row["people"],
            row["taken"],
            row["earlier"],
            {
                (group["rank"], group["rating"]): group["people"]
                for group in json.loads(row["ratings"])
            },
            {int(group["direction"]): group["people"] for group in json.loads(row["movement"])},
            {
                group["reached"]: (group["people"], Share(group["score"], group["answered"]))
                for group in json.loads(row["reached"])
            },
        )

    @cached_property
    def stacked(self) -> Stacked:
        return Stacked.of(
            [(rating.value, str(rating.label)) for rating in RATINGS],
            [
                (
                    f"{level.rank} {level.name}",
                    [self.ratings.get((level.rank, rating.value), 0) for rating in RATINGS],
                )
                for level in self.levels
            ],
        )

    @cached_property
    def bars(self) -> Bars:
        """Share of first answers right, by the level people say to have reached."""
        bars = []
        for reached, (people, share) in sorted(self.reached.items()):
            note = _("%(people)d members, %(right)d of %(answered)d") % {
                "people": people,
                "right": share.count,
                "answered": share.total,
            }
            label = _("Level %(level)d") % {"level": reached}
            bars.append(Bar(label, note, share.value, share.low, share.high, "level"))
        return Bars.of(bars)

    @property
    def moved(self) -> dict[str, int]:
        return {
            "up": self.movement.get(1, 0),
            "same": self.movement.get(0, 0),
            "down": self.movement.get(-1, 0),
        }

    @property
    def tables(self) -> list[Table]:
        return [self._members_table(), self._levels_table(), self._reached_table()]

    def _members_table(self) -> Table:
        columns = [
            ("name", _("Name")),
            ("username", _("Username")),
            *affiliation_columns(),
            ("taken_at", _("Taken")),
            ("taken_earlier_at", _("Taken in an earlier cohort")),
            ("level_reached", _("Level reached")),
            ("moved", _("Since the time before")),
        ]
        columns += [(f"level_{level.rank}", f"{level.rank} {level.name}") for level in self.levels]
        columns += [
            ("right_first", _("Right at first")),
            ("answered", _("Answered")),
            ("gap", _("Gap")),
        ]
        table = Table("members", _("Members by levels"), columns)
        for member in self.members:
            table.rows.append(
                [
                    *(member.name, member.username, *member.affiliation.cells),
                    *(member.taken_at, member.taken_earlier_at, member.reached, member.moved),
                    *member.rating_texts,
                    *(member.score, member.answered, member.gap_text),
                ]
            )
        return table

    def _levels_table(self) -> Table:
        columns = [("rank", _("Level")), ("name", _("Name")), ("can_do", _("Can do"))]
        columns += [(rating.value.replace("-", "_"), str(rating.label)) for rating in RATINGS]
        table = Table("levels", _("Ratings per level"), columns)
        for level in self.levels:
            counts = [self.ratings.get((level.rank, rating.value), 0) for rating in RATINGS]
            table.rows.append([level.rank, level.name, level.can_do, *counts])
        return table

    def _reached_table(self) -> Table:
        columns = [
            ("level_reached", _("Level reached")),
            ("members", _("Members")),
            ("right_first", _("Right at first")),
            ("answered", _("Answered")),
        ]
        counted: list[Sequence[Value]] = [
            [reached, people, share.count, share.total]
            for reached, (people, share) in sorted(self.reached.items())
        ]
        return Table("reached", _("First answers by level reached"), columns, counted)


def _member(person: dict[str, Any], levels: list[Level]) -> MemberLevel:
    ratings = person.pop("ratings") or {}
    taken_at, taken_earlier_at = person.pop("taken_at"), person.pop("taken_earlier_at")
    del person["diagnosis_id"]
    return MemberLevel(
        learner=person.pop("learner_id"),
        affiliation=Affiliation(*person.pop("affiliation") or []),
        taken_at=parse_datetime(taken_at) if taken_at else None,
        taken_earlier_at=parse_datetime(taken_earlier_at) if taken_earlier_at else None,
        ratings=[ratings.get(str(level.rank)) or "" for level in levels],
        **person,
    )
