"""How a report answers: as a page, or as a file or JSON of the same tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Act, note_access
from accounts.access.reasons import asked_for_reason, reason_of
from accounts.reauthentication.asking import asked_once_more
from accounts.responses import HttpResponseFile
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort
from progress.tables import FORMATS, Table, Value, as_csv, as_json
from progress.workbooks import as_xlsx
from reports.renamed import follow_renames
from reports.replica import read_report

PAGE = 100  # members a page


@dataclass
class Report:
    """What a report shows; `learners` are the people (ids) whose answers it shows by name."""

    name: str
    title: str
    context: dict[str, Any]
    tables: list[Table] = field(default_factory=list)
    learners: list[int] = field(default_factory=list)

    @property
    def tables_by_name(self) -> dict[str, Table]:
        return {table.name: table for table in self.tables}


def report_page(template: str) -> Callable[[Callable[..., Report]], Callable[..., HttpResponse]]:
    """Make a page of the admin, and its files, of a view that returns a `Report`."""

    def decorate(view: Callable[..., Report]) -> Callable[..., HttpResponse]:
        @wraps(view)
        @require_safe
        @facilitators_only
        @follow_renames
        def answer(request: HttpRequest, cohort: Cohort, *args: Any, **kwargs: Any) -> HttpResponse:
            kind = request.GET.get("format", "")
            if kind and kind not in FORMATS:
                raise BadRequest("A report is to be had as csv, xlsx or json.")
            if kind and (page_in_between := asked_once_more(request)):
                return page_in_between

            def make(as_of: datetime) -> tuple[Report, HttpResponse]:
                report = view(request, cohort, *args, **kwargs)
                if kind:
                    return report, _file(request, cohort, report, kind, as_of)
                return report, _page(request, cohort, report, template, as_of)

            report, response = read_report(make)
            if kind and report.learners and (question := asked_for_reason(request)):
                return question
            if kind:
                note_download(request, report.learners, kind)
            elif report.learners:
                note_access(request, Act.VIEWED, whose=report.learners, what=request.path)
            return response

        return answer

    return decorate


def note_download(request: HttpRequest, learners: Sequence[int], kind: str) -> None:
    """Of a file, with its format."""
    note_access(
        request,
        Act.DOWNLOADED,
        whose=learners,
        what=request.path,
        format=kind,
        reason=reason_of(request),
    )


def _page(
    request: HttpRequest, cohort: Cohort, report: Report, template: str, as_of: datetime
) -> HttpResponse:
    context = {
        **cohort_page(cohort, report.title),
        **report.context,
        "report": report,
        "as_of": as_of,
    }
    return render(request, template, context)


def _file(
    request: HttpRequest, cohort: Cohort, report: Report, kind: str, as_of: datetime
) -> HttpResponse:
    table_name = request.GET.get("table", "")
    tables = [table for table in report.tables if not table_name or table.name == table_name]
    if not tables:
        raise Http404("No such table in this report.")
    if kind == "json":
        head: dict[str, Value] = {
            "report": report.name,
            "cohort": cohort.slug,
            "course": cohort.course.slug,
            "made_at": timezone.now(),
            "as_of": as_of,
        }
        return HttpResponse(as_json(head, tables), FORMATS[kind])
    about = f"{cohort} · {cohort.course} · {timezone.localdate(as_of)}"
    content = as_csv(tables[0]) if kind == "csv" else as_xlsx(tables, about)
    parts = [cohort.slug, report.name, *([tables[0].name] if kind == "csv" else [])]
    name = "-".join(parts) + f".{kind}"
    return HttpResponseFile(content, FORMATS[kind], name)


@dataclass(frozen=True)
class Paging:
    """Which members are shown: all of them in a file, a hundred of them on a page."""

    number: int
    size: int | None

    @classmethod
    def asked(cls, request: HttpRequest) -> "Paging":
        if request.GET.get("format"):
            return cls(1, None)
        number = request.GET.get("page", "1")
        is_number = number.isascii() and number.isdigit() and len(number) < 6
        return cls(max(1, int(number)) if is_number else 1, PAGE)

    @property
    def offset(self) -> int:
        return (self.number - 1) * (self.size or 0)

    def last(self, total: int) -> int:
        return max(1, -(-total // self.size)) if self.size else 1

    def links(self, request: HttpRequest, total: int) -> dict[str, Any]:
        """The pages around this one, with the same choices."""
        last = self.last(total)

        def address(number: int) -> str:
            query = request.GET.copy()
            query["page"] = str(number)
            return f"?{query.urlencode()}"

        return {
            "number": self.number,
            "last": last,
            "previous": address(self.number - 1) if self.number > 1 else "",
            "next": address(self.number + 1) if self.number < last else "",
            "end": address(last),
        }
