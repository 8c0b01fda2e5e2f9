"""The overview of a cohort: where each member stands in each module, and who needs a word."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from courses.affiliations import Affiliation, affiliation_columns
from courses.days import start_of_day_ago
from courses.models import Module
from progress.counted import Counted
from progress.module_progress import STATES
from progress.queries import rows
from progress.tables import Table
from reports.charts import Line, Stacked

OVERVIEW_SQL = Path(__file__).with_name("overview.sql")

# Nothing done for more days than these, and not finished: stalled.
STALLED_AFTER = 14
PEOPLE = {
    "not-started": gettext_lazy("Not started"),
    "stalled": gettext_lazy("Stalled"),
    "active": gettext_lazy("Under way"),
    "finished": gettext_lazy("Finished"),
    # All of it before they joined; said only where there is somebody.
    "earlier": gettext_lazy("Finished in an earlier cohort"),
}
# Beside the state: a module is not complete whose day in the plan has passed.
LATE = "late"
LATE_TEXT = gettext_lazy("Behind the plan")
# Of a member in a module: as on the pages of learners, but for what was before they joined.
CELL_STATES = {**STATES, "earlier": gettext_lazy("Completed in an earlier cohort")}
ORDERS = {
    "name": gettext_lazy("Name"),
    "behind": gettext_lazy("Furthest behind first"),
    "score": gettext_lazy("Lowest score first"),
    "activity": gettext_lazy("Longest away first"),
}


def late_text(late: int) -> str:
    """How far behind the plan, in words; empty where it is not, or there is none."""
    behind = ngettext("%(count)d module late", "%(count)d modules late", late)
    return behind % {"count": late} if late else ""


def tiles(states: dict[str, int], late: int | None) -> list[tuple[str, str, int]]:
    """Each state a member can be in, in words, with how many are; also late, with a plan."""
    in_words = [
        (state, str(text), states.get(state, 0))
        for state, text in PEOPLE.items()
        if state != "earlier" or states.get(state)
    ]
    return in_words if late is None else [*in_words, (LATE, str(LATE_TEXT), late)]


@dataclass(frozen=True)
class Selection:
    """Which members are asked for, and in which order."""

    state: str = ""
    order: str = "name"
    words: str = ""

    @classmethod
    def asked(cls, query: Any) -> "Selection":
        """From an address; what is not known there is left aside."""
        state, order = query.get("state", ""), query.get("order", "")
        words = query.get("q", "").strip()[:100]
        is_known = state in {*PEOPLE, LATE}
        return cls(state if is_known else "", order if order in ORDERS else "name", words)

    @property
    def state_text(self) -> str:
        return str({**PEOPLE, LATE: LATE_TEXT}.get(self.state, ""))


@dataclass(frozen=True)
class Cell:
    """One member in one module; the score is of first answers in attempt 1.

    What was answered before the member joined is counted apart.
    """

    module: Module
    state: str
    lessons: int
    read: int
    answered: int
    score: int
    answered_earlier: int
    score_earlier: int
    is_finished: bool

    @property
    def state_text(self) -> str:
        return str(CELL_STATES[self.state])


class Contact(NamedTuple):
    """How many notes facilitators have on a member, and when they were last in touch."""

    notes: int
    on: datetime.date | None


@dataclass(frozen=True)
class Member:
    """One member of the cohort with all modules; `earlier` were complete before they joined."""

    learner: int
    name: str
    username: str
    affiliation: Affiliation
    state: str
    done: int
    late: int
    earlier: int
    active_at: datetime.datetime | None
    contact: Contact
    cells: list[Cell]

    @property
    def score(self) -> int:
        return sum(cell.score for cell in self.cells)

    @property
    def answered(self) -> int:
        return sum(cell.answered for cell in self.cells)

    @property
    def answered_earlier(self) -> int:
        return sum(cell.answered_earlier for cell in self.cells)

    @property
    def state_text(self) -> str:
        return str(PEOPLE[self.state])

    @property
    def late_text(self) -> str:
        return late_text(self.late)


@dataclass(frozen=True)
class Overview:
    """A page of members, and what all members of the cohort come to.

    `late` is how many are behind the plan, which has a day for each module (by its number).
    """

    modules: Sequence[Module]
    members: list[Member]
    found: int
    states: dict[str, int]
    late: int
    plan: dict[int, datetime.date]
    module_states: dict[int, dict[str, int]]
    days: list[tuple[datetime.date, int]]
    begins_on: datetime.date | None

    @classmethod
    def of(
        cls,
        counted: Counted,
        modules: Sequence[Module],
        choice: Selection,
        limit: int | None,
        offset: int = 0,
    ) -> "Overview":
        by_pk = {module.pk: module for module in modules}
        row = rows(
            OVERVIEW_SQL,
            counted,
            modules=list(by_pk),
            state=choice.state,
            order=choice.order,
            words=choice.words,
            limit=limit,
            offset=offset,
            stalled_before=start_of_day_ago(STALLED_AFTER),
            today=timezone.localdate(),
            time_zone=settings.TIME_ZONE,
        )[0]
        # A module that a member did nothing in is counted by no row.
        module_states = {pk: {"not-started": counted.people} for pk in by_pk}
        for group in json.loads(row["modules"]):
            states = module_states[group["module_id"]]
            states[group["state"]] = group["people"]
            states["not-started"] -= group["people"]
        return cls(
            modules,
            [_member(person, by_pk) for person in json.loads(row["people"])],
            row["found"],
            json.loads(row["states"]),
            row["late"],
            {
                int(pk): datetime.date.fromisoformat(day)
                for pk, day in json.loads(row["plan"]).items()
            },
            module_states,
            [
                (datetime.date.fromisoformat(group["day"]), group["completions"])
                for group in json.loads(row["days"])
            ],
            counted.begins_on,
        )

    @property
    def people(self) -> int:
        return sum(self.states.values())

    @property
    def tiles(self) -> list[tuple[str, str, int]]:
        """Each state a member can be in, in words, with how many are; also late, with a plan."""
        return tiles(self.states, self.late if self.plan else None)

    @property
    def has_notes(self) -> bool:
        return any(member.contact.notes for member in self.members)

    @property
    def columns(self) -> list[tuple[Module, datetime.date | None]]:
        """The modules with their days in the plan."""
        return [(module, self.plan.get(module.pk)) for module in self.modules]

    @property
    def completed_earlier(self) -> int:
        """Modules that members had completed before they joined."""
        return sum(states.get("earlier", 0) for states in self.module_states.values())

    @cached_property
    def line(self) -> Line | None:
        """Modules completed over time, out of those that members had before them."""
        most = self.people * len(self.modules) - self.completed_earlier
        targets = [self.plan.get(module.pk) for module in self.modules]
        return Line.of(self.days, most, timezone.localdate(), self.begins_on, targets)

    @cached_property
    def stacked(self) -> Stacked:
        states = CELL_STATES if self.completed_earlier else STATES
        return Stacked.of(
            [(state, str(text)) for state, text in states.items()],
            [
                (module.label, [self.module_states[module.pk].get(state, 0) for state in states])
                for module in self.modules
            ],
        )

    @property
    def tables(self) -> list[Table]:
        return [self._members_table(), self._modules_table(), self._days_table()]

    def _members_table(self) -> Table:
        columns = [
            ("name", _("Name")),
            ("username", _("Username")),
            *affiliation_columns(),
            ("state", _("State")),
            ("last_activity", _("Last activity")),
            ("modules_complete", _("Modules complete")),
            ("modules_late", _("Modules late")),
            ("modules_complete_earlier", _("Modules completed in an earlier cohort")),
            ("right_first", _("Right at first")),
            ("answered", _("Answered")),
            ("answered_earlier", _("Answered in an earlier cohort")),
        ]
        for module in self.modules:
            columns += [
                (f"{module.slug}_state", module.label),
                (
                    f"{module.slug}_score",
                    _("%(module)s: right at first") % {"module": module.label},
                ),
                (f"{module.slug}_answered", _("%(module)s: answered") % {"module": module.label}),
            ]
        table = Table("members", _("Members"), columns)
        for member in self.members:
            row: list[Any] = [member.name, member.username, *member.affiliation.cells]
            row += [member.state_text, member.active_at]
            row += [member.done, member.late if self.plan else None, member.earlier]
            row += [member.score, member.answered, member.answered_earlier]
            for cell in member.cells:
                scored = cell.score if cell.answered else None
                row += [cell.state_text, scored, cell.answered]
            table.rows.append(row)
        return table

    def _modules_table(self) -> Table:
        columns = [("module", _("Module")), ("title", _("Title"))]
        columns += [(state.replace("-", "_"), str(text)) for state, text in CELL_STATES.items()]
        table = Table("modules", _("Modules"), columns)
        for module in self.modules:
            counted = self.module_states[module.pk]
            table.rows.append(
                [module.label, module.title, *(counted.get(state, 0) for state in CELL_STATES)]
            )
        return table

    def _days_table(self) -> Table:
        columns = [
            ("day", _("Day")),
            ("completions", _("Modules completed that day")),
            ("total", _("Modules completed so far")),
        ]
        table, total = Table("days", _("Completion over time"), columns), 0
        for day, completions in self.days:
            total += completions
            table.rows.append([day, completions, total])
        return table


def _member(person: dict[str, Any], modules: dict[int, Module]) -> Member:
    cells, active_at = person.pop("cells") or {}, person.pop("active_at")
    affiliation = Affiliation(*person.pop("affiliation") or [])
    notes, contacted_on = person.pop("contact")
    return Member(
        **person,
        affiliation=affiliation,
        contact=Contact(notes, parse_date(contacted_on or "")),
        active_at=parse_datetime(active_at) if active_at else None,
        cells=[Cell(module, *cells[str(pk)]) for pk, module in modules.items()],
    )
