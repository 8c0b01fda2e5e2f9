"""The list of completions of a cohort (이수 명부): who, under which number, completed when."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from courses.affiliations import Affiliation, affiliation_columns
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.queries import rows
from progress.tables import Table

COMPLETIONS_SQL = Path(__file__).with_name("completions.sql")


@dataclass(frozen=True)
class Completion:
    """A member with every module complete; a number is issued when they open their record."""

    learner: int
    name: str
    username: str
    affiliation: Affiliation
    completed_at: datetime.datetime
    is_earlier: bool
    number: str | None
    issued_at: datetime.datetime | None

    @property
    def completed_on(self) -> datetime.date:
        return localdate(self.completed_at)

    @property
    def issued_on(self) -> datetime.date | None:
        return localdate(self.issued_at) if self.issued_at else None


@dataclass(frozen=True)
class Completions:
    """Those of the `people` of a cohort who have completed its course, by name."""

    completions: list[Completion]
    people: int

    @classmethod
    def of(cls, cohort: Cohort, modules: Sequence[Module]) -> "Completions":
        counted = Counted.people_of(cohort)
        parameters = {"modules": [module.pk for module in modules], "course": cohort.course_id}
        completed = rows(COMPLETIONS_SQL, counted, **parameters) if modules else []
        return cls([_completion(row) for row in completed], counted.people)

    @property
    def table(self) -> Table:
        columns = [
            ("place", _("No.")),
            ("name", _("Name")),
            ("username", _("Username")),
            *affiliation_columns(),
            ("record", _("Number of the record")),
            ("completed_on", _("Completed")),
            ("issued_on", _("Record issued")),
            ("earlier", _("In an earlier cohort")),
        ]
        table = Table("completions", _("List of completions"), columns)
        for place, completion in enumerate(self.completions, 1):
            row: list[Any] = [place, completion.name, completion.username]
            row += [*completion.affiliation.cells, completion.number, completion.completed_on]
            row += [completion.issued_on, completion.is_earlier]
            table.rows.append(row)
        return table


def _completion(row: dict[str, Any]) -> Completion:
    return Completion(affiliation=Affiliation(*json.loads(row.pop("affiliation"))), **row)
