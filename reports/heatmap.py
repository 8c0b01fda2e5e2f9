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

UNANSWERED = (0, False, False)
ORDERS = {"name": gettext_lazy("Name"), "score": gettext_lazy("Lowest score first")}


@dataclass(frozen=True)
class Mark:
    """One member at one question; `tries` is 0 before the first answer.

    Of an attempt that is finished (`is_over`), what has no answer was not asked. What was answered
    before the member joined (`is_earlier`) is counted apart.
    """

    tries: int
    is_right: bool
    is_earlier: bool = False
    is_over: bool = False

    @property
    def state(self) -> str:
        if not self.tries:
            return "not-asked" if self.is_over else "unreached"
        if not self.is_right:
            return "not-yet"
        return "first" if self.tries == 1 else "later"

    @property
    def kind(self) -> str:
        """The state, and of what is earlier only that."""
        return "earlier" if self.is_earlier else self.state

    @property
    def sign(self) -> str:
        signs = {"not-asked": "□", "unreached": "–", "not-yet": "✗", "first": "○"}
        sign = signs.get(self.state, f"△{self.tries}")
        return f"({sign})" if self.is_earlier else sign

    @property
    def words(self) -> str:
        if self.is_earlier:
            return _("in an earlier cohort: %(mark)s") % {"mark": self._result}
        return self._result

    @property
    def _result(self) -> str:
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
    """One member's row; `answered` and `score` are of this cohort, `earlier` are answers before."""

    learner: int
    name: str
    username: str
    affiliation: Affiliation
    answered: int
    score: int
    earlier: int
    is_finished: bool
    marks: list[Mark]


@dataclass(frozen=True)
class HeatMap:
    """A page of members by the questions of `items`; `begun` have answered at least one.

    `earlier` have answered some in an earlier cohort, and none in this one.
    """

    items: Sequence[Item]
    members: list[MemberMarks]
    people: int
    begun: int
    earlier: int

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
            answers, is_over = person.pop("marks"), person["is_finished"]
            marks = [
                Mark(*(*answers.get(str(item.question.pk), UNANSWERED), is_over)) for item in items
            ]
            affiliation = Affiliation(*person.pop("affiliation") or [])
            members.append(MemberMarks(**person, affiliation=affiliation, marks=marks))
        return cls(items, members, row["people"], row["begun"], row["earlier"])

    def table(self) -> Table:
        """For each question the state in words, and how many tries so far."""
        columns = [
            ("name", _("Name")),
            ("username", _("Username")),
            *affiliation_columns(),
            ("answered", _("Answered")),
            ("right_first", _("Right at first")),
            ("answered_earlier", _("Answered in an earlier cohort")),
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
                member.earlier,
            ]
            for mark in member.marks:
                row += [mark.words, mark.tries or None]
            table.rows.append([*row])
        return table
