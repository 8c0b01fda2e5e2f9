"""Members by questions of a quiz: who was right at which try."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analysis.items import Item
from courses.affiliations import Affiliation, affiliation_columns
from progress.counted import Counted
from progress.queries import rows
from progress.tables import Table

HEATMAP_SQL = Path(__file__).with_name("heatmap.sql")

ORDERS = {"name": gettext_lazy("Name"), "score": gettext_lazy("Lowest score first")}


@dataclass(frozen=True)
class Mark:
    """One member at one question; `tries` is 0 before the first answer.

    Of an attempt that is finished (`is_over`), what has no answer was not asked.
    """

    tries: int
    is_right: bool
    is_over: bool = False

    @property
    def state(self) -> str:
        if not self.tries:
            return "not-asked" if self.is_over else "unreached"
        if not self.is_right:
            return "not-yet"
        return "first" if self.tries == 1 else "later"

    @property
    def sign(self) -> str:
        signs = {"not-asked": "□", "unreached": "–", "not-yet": "✗", "first": "○"}
        return signs.get(self.state, f"△{self.tries}")

    @property
    def words(self) -> str:
        if self.state == "later":
            return _("right at try %(tries)d") % {"tries": self.tries}
        return {
            "not-asked": _("was not asked"),
            "unreached": _("not reached"),
            "not-yet": _("not right yet"),
            "first": _("right at first"),
        }[self.state]


@dataclass(frozen=True)
class MemberMarks:
    learner: int
    name: str
    username: str
    affiliation: Affiliation
    answered: int
    score: int
    is_finished: bool
    marks: list[Mark]


@dataclass(frozen=True)
class HeatMap:
    """A page of members by the questions of `items`; `begun` have answered at least one."""

    items: Sequence[Item]
    members: list[MemberMarks]
    people: int
    begun: int

    @classmethod
    def of(
        cls,
        counted: Counted,
        quiz: int,
        items: Sequence[Item],
        *,
        order: str = "name",
        limit: int | None,
        offset: int = 0,
    ) -> "HeatMap":
        row = rows(HEATMAP_SQL, counted, quiz=quiz, order=order, limit=limit, offset=offset)[0]
        members = []
        for person in json.loads(row["page"]):
            tries = person.pop("tries")
            signed = [tries.get(str(item.question.pk), 0) for item in items]
            is_over = person["is_finished"]
            marks = [Mark(abs(tried), tried > 0, is_over) for tried in signed]
            affiliation = Affiliation(*person.pop("affiliation") or [])
            members.append(MemberMarks(**person, affiliation=affiliation, marks=marks))
        return cls(items, members, row["people"], row["begun"])

    def table(self) -> Table:
        """For each question the state in words, and how many tries so far."""
        columns = [
            ("name", _("Name")),
            ("username", _("Username")),
            *affiliation_columns(),
            ("answered", _("Answered")),
            ("right_first", _("Right at first")),
        ]
        for item in self.items:
            label = item.title
            columns += [
                (f"{item.question.slug}_state", label),
                (f"{item.question.slug}_tries", _("%(question)s: tries") % {"question": label}),
            ]
        table = Table("members", _("Members by questions"), columns)
        for member in self.members:
            row: list[str | int | None] = [
                member.name,
                member.username,
                *member.affiliation.cells,
                member.answered,
                member.score,
            ]
            for mark in member.marks:
                row += [mark.words, mark.tries or None]
            table.rows.append([*row])
        return table
