"""All that a cohort's figures are made of as one file, which docs/recompute.py reads."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Cohort
from progress.tables import Value, write_csv
from progress.workbooks import write_xlsx
from reports.overview import STALLED_AFTER
from reports.raw.content import Content
from reports.raw.doings import Doings
from reports.raw.earlier import Earlier
from reports.raw.people import People
from reports.raw.sheets import RowSheet, dictionary


@dataclass(frozen=True)
class CohortFile:
    """The answers first, then what each column holds, then the rest."""

    cohort: Cohort
    learners: Sequence[int]
    sheets: Sequence[RowSheet]
    as_of: datetime.datetime

    @classmethod
    def of(cls, cohort: Cohort, before: Sequence[Cohort], as_of: datetime.datetime) -> "CohortFile":
        content, people = Content.of(cohort), People.of(cohort)
        doings = Doings(content, people)
        others = [
            _about(cohort, as_of),
            people.sheet(),
            *content.sheets(),
            *doings.sheets(),
            *Earlier(content, cohort, before).sheets(),
        ]
        answers = doings.answers()
        sheets = [answers, dictionary([answers, *others]), *others]
        return cls(cohort, people.counted.learners, sheets, as_of)

    @property
    def about(self) -> str:
        """What stands at the head of each printed page."""
        return f"{self.cohort} · {self.cohort.course} · {timezone.localdate(self.as_of)}"

    def write_xlsx(self, file: IO[bytes]) -> None:
        write_xlsx(file, self.sheets, self.about)

    def write_zip(self, file: IO[bytes]) -> None:
        """A CSV file for each sheet."""
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for sheet in self.sheets:
                with archive.open(f"{sheet.name}.csv", "w", force_zip64=True) as entry:
                    _write_csv(sheet, entry)

    def write_csv(self, file: IO[bytes], name: str) -> None:
        """The sheet of this name alone."""
        _write_csv(next(sheet for sheet in self.sheets if sheet.name == name), file)


def _write_csv(sheet: RowSheet, file: IO[bytes]) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    write_csv(text, sheet.labels, sheet.rows)
    text.flush()
    text.detach()


def _about(cohort: Cohort, as_of: datetime.datetime) -> RowSheet:
    columns = [
        ("key", _("Key"), _("What it is, for programs.")),
        ("what", _("Matter"), _("What it is.")),
        ("value", _("Value"), _("As it was when the file was made.")),
    ]
    rows: list[Sequence[Value]] = [
        ("cohort", _("Cohort"), cohort.slug),
        ("name", _("Name"), cohort.name),
        ("course", _("Course"), cohort.course.slug),
        ("title", _("Title"), cohort.course.title),
        ("as_of", _("As of"), timezone.localtime(as_of).isoformat(timespec="seconds")),
        ("today", _("Day"), timezone.localdate().isoformat()),
        ("time_zone", _("Time zone"), settings.TIME_ZONE),
        ("stalled_after", _("Days until stalled"), str(STALLED_AFTER)),
    ]
    return RowSheet("about", _("About this file"), columns, rows)
