from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.requests import signed_in
from courses.models import Cohort, Module, SelfDiagnosis
from progress.reports import comparison, item_tables
from progress.reports import overview as overviews
from progress.reports.course_items import CourseItems
from progress.reports.findings import sections
from progress.reports.heatmap import ORDERS, HeatMap
from progress.reports.items import items
from progress.reports.levels import Levels
from progress.reports.overview import Overview
from progress.reports.person import Person
from progress.reports.report import Paging, Report, report_page


def _learners(cohort: Cohort) -> list[int]:
    """The people whom reports count."""
    return list(cohort.enrolments.counted().values_list("learner", flat=True))


def _modules(cohort: Cohort) -> list[Module]:
    return list(Module.objects.of_outline(cohort.course))


def _get_module(cohort: Cohort, slug: str) -> Module:
    """A published module of the course that has a quiz."""
    modules = Module.objects.of_outline(cohort.course).select_related("quiz")
    return get_object_or_404(modules, slug=slug, quiz__isnull=False)


@report_page("reports/overview.html")
def overview(request: HttpRequest, cohort: Cohort) -> Report:
    paging, choice = Paging.asked(request), overviews.Choice.asked(request.GET)
    found = Overview.of(_learners(cohort), _modules(cohort), choice, paging.size, paging.offset)
    return Report(
        "overview",
        _("Overview"),
        {
            "overview": found,
            "choice": choice,
            "orders": overviews.ORDERS.items(),
            "pages": paging.links(request, found.found),
        },
        tables=found.tables,
        learners=[member.learner for member in found.members],
    )


@report_page("reports/quizzes.html")
def quizzes(request: HttpRequest, cohort: Cohort) -> Report:
    found = CourseItems.of(_learners(cohort), _modules(cohort))
    return Report("quizzes", _("Quizzes"), {"found": found}, tables=[found.table])


@report_page("reports/quiz.html")
def quiz(request: HttpRequest, cohort: Cohort, module: str) -> Report:
    this, paging, learners = _get_module(cohort, module), Paging.asked(request), _learners(cohort)
    found = items(learners, [this])
    order = request.GET.get("order", "") if request.GET.get("order") in ORDERS else "name"
    members = HeatMap.of(
        learners, this.quiz.pk, found, order=order, limit=paging.size, offset=paging.offset
    )
    return Report(
        f"quiz-{this.slug}",
        f"{this.label} · {this.quiz.title}",
        {
            "module": this,
            "cards": [item_tables.Card(item) for item in found],
            "bars": item_tables.facility_bars(found),
            "sections": sections(found),
            "members": members,
            "order": order,
            "orders": ORDERS.items(),
            "pages": paging.links(request, members.people),
        },
        tables=[
            item_tables.items_table(found),
            item_tables.options_table(found),
            item_tables.tries_table(found),
            item_tables.sections_table(found),
            members.table(),
        ],
        learners=[member.learner for member in members.members],
    )


@report_page("reports/self_diagnosis.html")
def self_diagnosis(request: HttpRequest, cohort: Cohort, slug: str = "") -> Report:
    found = SelfDiagnosis.objects.from_module_on(cohort.course, 0).select_related("after")
    pages = list(found.prefetch_related("levels"))
    wanted = [page for page in pages if page.slug == slug] if slug else pages[-1:]
    if slug and not wanted:
        raise Http404("No such self-diagnosis in this course.")
    context = {"pages_of_course": pages, "found": None}
    if not wanted:
        return Report("self-diagnosis", _("Self-diagnosis"), context)
    this, paging = wanted[0], Paging.asked(request)
    before = [page.after.position for page in pages if page.after.position < this.after.position]
    quizzes = Module.objects.of_outline(cohort.course).filter(
        position__gt=max(before, default=-1), position__lte=this.after.position
    )
    levels = Levels.of(
        _learners(cohort),
        this,
        list(quizzes.filter(quiz__isnull=False).values_list("quiz", flat=True)),
        paging.size,
        paging.offset,
    )
    return Report(
        f"self-diagnosis-{this.slug}",
        this.title,
        {**context, "found": levels, "pages": paging.links(request, levels.people)},
        tables=levels.tables,
        learners=[member.learner for member in levels.members],
    )


@report_page("reports/person.html")
def person(request: HttpRequest, cohort: Cohort, pk: int) -> Report:
    counted = cohort.enrolments.active().select_related("learner")
    enrolment = get_object_or_404(counted, learner=pk)
    found = Person.of(enrolment, cohort.course, _modules(cohort))
    return Report(
        f"person-{pk}",
        str(enrolment.learner),
        {"person": found},
        tables=found.tables,
        learners=[pk],
    )


@report_page("reports/compare.html")
def compare(request: HttpRequest, cohort: Cohort) -> Report:
    before = comparison.earlier(cohort, signed_in(request))
    found = comparison.Comparison.of(cohort, before, _modules(cohort))
    return Report("compare", _("Compare"), {"found": found}, tables=[found.table])
