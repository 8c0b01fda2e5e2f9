"""Files of a whole cohort, and the page that hands them out."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import IO

from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access.reasons import asked_for_reason
from accounts.reauthentication.asking import asked_once_more
from accounts.requests import signed_in
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort
from progress.counted import Counted
from progress.tables import FORMATS
from reports.comparison import earlier
from reports.raw.cohort_file import CohortFile
from reports.replica import read_report
from reports.report import note_download
from reports.workbook import Workbook

ZIP = "application/zip"
# Every answer of 10,000 people takes a workbook a minute and a half, in which nobody is answered
# well; `exportcohort` writes it for any number.
MOST_IN_A_WORKBOOK = 2_000
# Writes into a file; and what makes that, with the people (ids) whose answers are in it.
Write = Callable[[IO[bytes]], None]
Make = Callable[[Cohort, list[Cohort], datetime], tuple[Sequence[int], Write]]


def _whole(cohort: Cohort, before: list[Cohort], as_of: datetime) -> tuple[Sequence[int], Write]:
    workbook = Workbook.of(cohort, before, as_of)
    return workbook.learners, workbook.write_xlsx


def _rows(write: Callable[[CohortFile, IO[bytes]], None]) -> Make:
    def make(cohort: Cohort, before: list[Cohort], as_of: datetime) -> tuple[Sequence[int], Write]:
        rows = CohortFile.of(cohort, before, as_of)
        return rows.learners, partial(write, rows)

    return make


# What is to be had, by the last part of its address: its kind, and what makes it.
FILES: dict[str, tuple[str, Make]] = {
    "cohort.xlsx": (FORMATS["xlsx"], _whole),
    "answers.xlsx": (FORMATS["xlsx"], _rows(CohortFile.write_xlsx)),
    "answers.zip": (ZIP, _rows(CohortFile.write_zip)),
    "answers.csv": (FORMATS["csv"], _rows(partial(CohortFile.write_csv, name="answers"))),
    "dictionary.csv": (FORMATS["csv"], _rows(partial(CohortFile.write_csv, name="dictionary"))),
}
NAMELESS = "dictionary.csv"


@dataclass(frozen=True)
class FilesPage:
    """Of how many people the files are, and whether a workbook takes all that they answered."""

    people: int
    has_workbook: bool


@facilitators_only
@require_safe
def files(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    people = Counted.of(cohort).people
    page = FilesPage(people, people <= MOST_IN_A_WORKBOOK)
    return render(request, "reports/files.html", cohort_page(cohort, _("Take away")) | vars(page))


@facilitators_only
@require_safe
def download(request: HttpRequest, cohort: Cohort, file: str) -> HttpResponseBase:
    if file not in FILES:
        raise Http404("No such file of a cohort.")
    if file != NAMELESS and (page_in_between := asked_once_more(request)):
        return page_in_between
    if file != NAMELESS and (question := asked_for_reason(request)):
        return question
    if file == "answers.xlsx" and Counted.of(cohort).people > MOST_IN_A_WORKBOOK:
        raise BadRequest("Of so many people the answers are to be had as a ZIP of CSV files.")
    kind, make = FILES[file]
    viewer = signed_in(request)
    before = earlier(cohort, viewer)

    def written(as_of: datetime) -> tuple[Sequence[int], IO[bytes]]:
        learners, write = make(cohort, before, as_of)
        # On disk: of thousands of members it is larger than the memory of a request.
        out = tempfile.TemporaryFile()  # noqa: SIM115 – the response closes it
        write(out)
        out.seek(0)
        return learners, out

    learners, out = read_report(written)
    note_download(request, learners, file.rpartition(".")[2])
    name = f"{cohort.slug}-{file}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=kind)
