from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import AccessRecord, Act, note_access
from accounts.reauthentication.asking import recently_authenticated
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from analysis.findings import sections
from analysis.pooling import cohort_items
from cohorts.models import MeetingDay
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort, Module
from progress.counted import Counted
from quizzes.models import Remark
from reports import comparison, item_tables
from reports import overview as overviews
from reports.completions import Completions
from reports.course_items import CourseItems
from reports.erasure import ErasePage, erase
from reports.heatmap import ORDERS, HeatMap
from reports.home import Home
from reports.item_tables import options_table
from reports.left_out import LeftOutOfCohort
from reports.levels import Levels, page_to_show, pages_of
from reports.meeting import Meeting, module_of_the_week
from reports.member_notes import MemberNotes, with_notes
from reports.overview import Overview
from reports.person import Person, with_record
from reports.projector import Projection
from reports.replica import read_report
from reports.report import Paging, Report, report_page


def _modules(cohort: Cohort, *, with_quiz: bool = False) -> list[Module]:
    modules = Module.objects.of_outline(cohort.course)
    return list(modules.filter(quiz__isnull=False) if with_quiz else modules)


def _get_module(cohort: Cohort, slug: str) -> Module:
    """A published module of the course that has a quiz."""
    modules = Module.objects.of_outline(cohort.course).select_related("quiz")
    module = get_object_or_404(modules, slug=slug, quiz__isnull=False)
    module.course = cohort.course
    return module


@report_page("reports/overview.html")
def overview(request: HttpRequest, cohort: Cohort) -> Report:
    paging, choice = Paging.asked(request), overviews.Selection.asked(request.GET)
    overview = Overview.of(
        Counted.people_of(cohort), _modules(cohort), choice, paging.size, paging.offset
    )
    return Report(
        "overview",
        _("Overview"),
        {
            "overview": overview,
            "choice": choice,
            "orders": overviews.ORDERS.items(),
            "pages": paging.links(request, overview.found),
            "left_out": LeftOutOfCohort.of(cohort),
        },
        tables=overview.tables,
        learners=[member.learner for member in overview.members],
    )


@report_page("reports/quizzes.html")
def quizzes(_request: HttpRequest, cohort: Cohort) -> Report:
    course_items = CourseItems.of(Counted.of(cohort), _modules(cohort))
    return Report("quizzes", _("Quizzes"), {"found": course_items}, tables=[course_items.table])


@report_page("reports/quiz.html")
def quiz(request: HttpRequest, cohort: Cohort, module: str) -> Report:
    quiz_module, paging = _get_module(cohort, module), Paging.asked(request)
    counted, everybody = Counted.beside_all(cohort)
    analysed = cohort_items(counted, everybody, [quiz_module])
    order = request.GET.get("order", "") if request.GET.get("order") in ORDERS else "name"
    members = HeatMap.of(
        counted, quiz_module.quiz.pk, analysed, order=order, limit=paging.size, offset=paging.offset
    )
    return Report(
        f"quiz-{quiz_module.slug}",
        f"{quiz_module.label} · {quiz_module.quiz.title}",
        {
            "module": quiz_module,
            "title_language": cohort.course.language,
            "cards": [item_tables.Card(item) for item in analysed],
            "bars": item_tables.facility_bars(analysed),
            "pooled": [item for item in analysed if item.pooled],
            "sections": sections(analysed),
            "members": members,
            "order": order,
            "orders": ORDERS.items(),
            "pages": paging.links(request, members.people),
        },
        tables=[
            item_tables.items_table(analysed),
            item_tables.pooled_table(analysed),
            item_tables.options_table(analysed),
            item_tables.tries_table(analysed),
            item_tables.sections_table(analysed),
            members.table(),
        ],
        learners=[member.learner for member in members.members],
    )


@report_page("reports/self_diagnosis.html")
def self_diagnosis(request: HttpRequest, cohort: Cohort, slug: str = "") -> Report:
    counted, paging = Counted.of(cohort), Paging.asked(request)
    pages = pages_of(cohort.course)
    page = page_to_show(pages, slug, counted)
    if slug and page is None:
        raise Http404("No such self-diagnosis in this course.")
    context: dict[str, Any] = {"pages_of_course": pages, "found": None}
    if page is None:
        return Report("self-diagnosis", _("Self-diagnosis"), context)
    levels = Levels.of(counted, page, paging.size, paging.offset)
    context |= {"found": levels, "pages": paging.links(request, levels.people)}
    context["title_language"] = cohort.course.language
    return Report(
        f"self-diagnosis-{page.slug}",
        page.title,
        context,
        tables=levels.tables,
        learners=[member.learner for member in levels.members],
    )


@report_page("reports/person.html")
def person(request: HttpRequest, cohort: Cohort, pk: int) -> Report:
    enrolments = cohort.enrolments.select_related("learner", "cohort")
    enrolment = get_object_or_404(with_notes(with_record(enrolments)), learner=pk)
    if enrolment.brought_back and not signed_in(request).is_superuser:
        raise PermissionDenied(
            _("They had left and have not joined again themselves: their answers stay closed.")
        )
    person = Person.of(enrolment, cohort.course, _modules(cohort))
    return Report(
        f"person-{pk}",
        str(enrolment.learner),
        {"person": person, "notes": MemberNotes.of(enrolment)},
        tables=person.tables,
        learners=[pk],
    )


@report_page("reports/compare.html")
def compare(request: HttpRequest, cohort: Cohort) -> Report:
    before = comparison.earlier(cohort, signed_in(request))
    compared = comparison.Comparison.of(cohort, before, _modules(cohort))
    return Report("compare", _("Compare"), {"found": compared}, tables=[compared.table])


@report_page("reports/completions.html")
def completions(_request: HttpRequest, cohort: Cohort) -> Report:
    completed = Completions.of(cohort, _modules(cohort))
    return Report(
        "completions",
        _("List of completions"),
        {"found": completed},
        tables=[completed.table],
        learners=[completion.learner for completion in completed.completions],
    )


@report_page("reports/meeting.html")
def meeting(request: HttpRequest, cohort: Cohort) -> Report:
    (counted, everybody), modules = Counted.beside_all(cohort), _modules(cohort, with_quiz=True)
    slug = request.GET.get("module", "")
    chosen = next((module for module in modules if module.slug == slug), None)
    if slug and chosen is None:
        raise Http404("No such module with a quiz in this course.")
    chosen = chosen or module_of_the_week(cohort, counted, modules)
    meeting = Meeting.of(counted, chosen, everybody) if chosen else None
    if "format" not in request.GET:
        MeetingDay.objects.note(cohort)
    tables = [options_table([topic.item for topic in meeting.topics])] if meeting else []
    context = {
        "modules": modules,
        "meeting": meeting,
        "is_to_hand_out": request.GET.get("key") == "0",
    }
    return Report("meeting", _("Meeting"), context, tables=tables)


@report_page("reports/present.html")
def present(request: HttpRequest, cohort: Cohort, module: str, question: str) -> Report:
    counted, everybody = Counted.beside_all(cohort)
    meeting = Meeting.of(counted, _get_module(cohort, module), everybody)
    topic = meeting.topic(question)
    if topic is None:
        raise Http404("No such question in this quiz.")
    MeetingDay.objects.note(cohort)
    context = {"meeting": meeting, "projection": Projection.asked(meeting, topic, request.GET)}
    return Report("question", meeting.module.label, context, tables=[options_table([topic.item])])


@facilitators_only
@require_POST
def printed(request: HttpRequest, _cohort: Cohort) -> HttpResponse:
    """Told by the page that was printed (static/js/printed.js): of whom it was, its view says."""
    shown = AccessRecord.objects.filter(
        account=signed_in(request).pk, act=Act.VIEWED, what=request.POST.get("page", "")[:200]
    ).first()
    if shown is not None:
        note_access(request, Act.PRINTED, whose=shown.whose, what=shown.what)
    return HttpResponse(status=204)


def first_page(request: HttpRequest) -> dict[str, Any]:
    """The first page of the admin: a facilitator's running cohorts, what authors were told."""
    user, slug = signed_in(request), request.GET.get("cohort", "")
    home = read_report(lambda _as_of: Home.of(user, slug))
    if home.learners:
        note_access(request, Act.VIEWED, whose=home.learners, what=request.path)
    return {"home": home, "remarks": Remark.objects.waiting_for(user)}


@facilitators_only
@require_http_methods(["GET", "HEAD", "POST"])
@recently_authenticated
def erase_person(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    enrolment = get_object_or_404(cohort.enrolments.active().select_related("learner"), learner=pk)
    may = cohort.enrolments.looked_after_by(signed_in(request)).filter(pk=enrolment.pk).exists()
    typed = request.POST.get("username", "").strip()
    if request.method == "POST" and may and enrolment.learner.goes_by(typed):
        erase(enrolment.learner)
        note_access(request, Act.ERASED, whose=[pk], what=request.path)
        messages.success(request, _("The person is erased. Their answers still count, nameless."))
        return HttpResponseSeeOther(reverse("reports:overview", args=[cohort.slug]))
    sent = typed if request.method == "POST" else None
    page = ErasePage(enrolment.learner, may, sent, enrolment.brought_back)
    context = cohort_page(cohort, _("Erase a person")) | vars(page)
    status = 200 if request.method != "POST" else 400 if may else 403
    return render(request, "reports/erase.html", context, status=status)
