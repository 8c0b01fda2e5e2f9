import io
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Act, note_access
from accounts.access.reasons import asked_for_reason, reason_of
from accounts.models import AccountNotice, OneTimeCode, User
from accounts.reauthentication.asking import asked_once_more, recently_authenticated
from accounts.requests import signed_in
from accounts.responses import HttpResponseFile, HttpResponseSeeOther
from cohorts.pages import (
    ImportPage,
    JoinPage,
    LinkPage,
    MembersPage,
    MoveEarlyPage,
    MovePage,
    TakeImportBackPage,
    UploadPage,
    cohort_page,
    facilitators_only,
    who,
)
from cohorts.roster.checking import Roster, check
from cohorts.roster.importing import Imported, start
from cohorts.roster.lines import Line
from cohorts.roster.reading import LARGEST_FILE, read
from cohorts.roster.taking_back import CannotTakeBackError, take_back, why_not
from cohorts.slips import Slips, as_file, slips_of, waiting
from courses.models import Cohort, Enrolment, RosterImport
from intake.spreadsheets import UnreadableTableError

SAMPLE: list[tuple[str, ...]] = [
    ("이름", "소속", "직급", "사번", "이메일", "아이디"),
    ("김하나", "총무과", "주무관", "2024001", "hana@example.kr", ""),
    ("이두리", "정보화담당관실", "사무관", "", "", "duri"),
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _get_member(cohort: Cohort, pk: int, *, left: bool = False) -> Enrolment:
    """A member of the cohort by their own number; one who had left only if asked for."""
    enrolments = cohort.enrolments.select_related("learner", "cohort__course").exclude(
        left_at__isnull=left
    )
    return get_object_or_404(enrolments, learner=pk)


def _page(
    request: HttpRequest, template: str, cohort: Cohort, title: str, page: object, status: int = 200
) -> HttpResponse:
    context = cohort_page(cohort, title) | vars(page)
    return render(request, template, context, status=status)


def _back(cohort: Cohort) -> HttpResponse:
    return HttpResponseSeeOther(reverse("cohorts:members", args=[cohort.slug]))


@require_safe
@facilitators_only
def members(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    page = MembersPage.of(
        signed_in(request),
        cohort,
        join_address=request.build_absolute_uri(cohort.get_join_url()),
        words=request.GET.get("q", "").strip()[:100],
        number=request.GET.get("page", ""),
    )
    if page.learners:
        note_access(request, Act.VIEWED, whose=page.learners, what=request.path)
    return _page(request, "cohorts/members.html", cohort, _("Roster"), page)


@require_safe
@facilitators_only
def join(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    page = JoinPage.of(request.build_absolute_uri(cohort.get_join_url()))
    return _page(request, "cohorts/join.html", cohort, _("Join address"), page)


@require_POST
@facilitators_only
def renew_code(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    cohort.renew_join_code()
    note_access(request, Act.CHANGED, what=f"courses.cohort {cohort.pk}: join code")
    messages.success(request, _("The cohort has a new code; the one before leads nowhere now."))
    return _back(cohort)


@require_POST
@facilitators_only
def remove(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    enrolment = _get_member(cohort, pk)
    enrolment.left_at = timezone.now()
    enrolment.save(update_fields=["left_at"])
    note_access(
        request,
        Act.CHANGED,
        whose=[pk],
        what=f"courses.enrolment {enrolment.pk}: left",
    )
    text = _("%(person)s is no longer in this cohort. All answers are kept.")
    messages.success(request, text % {"person": who(enrolment)})
    return _back(cohort)


@require_POST
@facilitators_only
def take_member_back(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    enrolment = _get_member(cohort, pk, left=True)
    bring_back(request, enrolment)
    messages.success(request, _("%(person)s is back.") % {"person": who(enrolment)})
    return _back(cohort)


def bring_back(request: HttpRequest, enrolment: Enrolment) -> None:
    """Until they join again themselves, only a superuser handles their account."""
    by = signed_in(request)
    enrolment.left_at, enrolment.brought_back = None, not by.is_superuser
    enrolment.save(update_fields=["left_at", "brought_back"])
    note_access(
        request,
        Act.CHANGED,
        whose=[enrolment.learner_id],
        what=f"courses.enrolment {enrolment.pk}: back",
    )
    AccountNotice.objects.tell(enrolment.learner, AccountNotice.Kind.BROUGHT_BACK, request, by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def move(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    enrolment = _get_member(cohort, pk)
    others = Cohort.objects.to_move_to(cohort, signed_in(request))
    if request.method == "POST":
        other = get_object_or_404(others, slug=request.POST.get("cohort", ""))
        if other.begins_later and "sure" not in request.POST:
            return _ask_before_moving(request, enrolment, other)
        enrolment.move_to(other)
        note_access(
            request, Act.CHANGED, whose=[pk], what=f"courses.enrolment {enrolment.pk}: moved"
        )
        text = _("%(person)s is in %(cohort)s now. All answers are kept.")
        messages.success(request, text % {"person": who(enrolment), "cohort": other})
        return _back(cohort)
    page = MovePage(who(enrolment), list(others))
    return _page(request, "cohorts/move.html", cohort, _("Move a member"), page)


def _ask_before_moving(request: HttpRequest, enrolment: Enrolment, other: Cohort) -> HttpResponse:
    page = MoveEarlyPage(who(enrolment), other, enrolment.closes_by_moving_to(other))
    return _page(request, "cohorts/move_early.html", enrolment.cohort, _("Move a member"), page)


@require_POST
@facilitators_only
@recently_authenticated
def link(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    user, enrolment = signed_in(request), _get_member(cohort, pk)
    may = cohort.enrolments.looked_after_by(user).filter(pk=enrolment.pk).exists()
    if may:
        note = _("A one-time link for a password was made.")
        LogEntry.objects.log_actions(user.pk, [enrolment], CHANGE, note, single_object=True)
        OneTimeCode.objects.issue([enrolment.learner_id])
        if enrolment.learner.has_usable_password():
            AccountNotice.objects.tell(
                enrolment.learner, AccountNotice.Kind.LINK_MADE, request, by=user
            )
    slips = slips_of(request, cohort, [enrolment.learner]) if may else []
    slip, is_erased = next(iter(slips), None), enrolment.learner.is_erased
    page = LinkPage(who(enrolment), slip, is_erased, enrolment.brought_back)
    status = 200 if may else 403
    return _page(request, "cohorts/link.html", cohort, _("Link for a password"), page, status)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def upload(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    fault = ""
    if request.method == "POST":
        try:
            roster = _checked(request, cohort)
        except UnreadableTableError as error:
            fault = str(error)
        else:
            return HttpResponseSeeOther(reverse("cohorts:import", args=[cohort.slug, roster.pk]))
    page, status = UploadPage.of(cohort, SAMPLE, fault), 400 if fault else 200
    return _page(request, "cohorts/upload.html", cohort, _("Import a roster"), page, status)


def _checked(request: HttpRequest, cohort: Cohort) -> RosterImport:
    """The posted file, checked and kept for the next page."""
    file = request.FILES.get("file")
    if file is None:
        raise UnreadableTableError(_("Choose a file first."))
    RosterImport.forget_expired()
    checked = check(read(file.read(LARGEST_FILE + 1)), cohort, signed_in(request))
    return RosterImport.objects.create(
        cohort=cohort,
        made_by=signed_in(request),
        lines=[line.as_row() for line in checked.lines],
        left_aside=checked.left_aside,
        left_out=checked.left_out,
        total=len(checked.lines),
    )


def _get_import(request: HttpRequest, cohort: Cohort, pk: int) -> RosterImport:
    """Until it is imported it is its maker's alone; then it is a record for all who lead here."""
    records = RosterImport.objects.recorded() | RosterImport.objects.filter(
        made_by=signed_in(request)
    )
    people = records.select_related("cohort", "made_by", "taken_back_by")
    return get_object_or_404(people.filter(cohort=cohort), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def take_import_back(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    roster = _get_import(request, cohort, pk)
    reason, status = why_not(roster), 200
    if request.method == "POST":
        try:
            take_back(roster, signed_in(request))
        except CannotTakeBackError as refused:
            reason, status = str(refused), 409
        else:
            messages.success(request, _("The import is taken back, as if it had not been."))
            note_access(request, Act.DELETED, whose=roster.people, what=request.path)
            return _back(cohort)
    page = TakeImportBackPage(roster, reason)
    title = _("Take an import back")
    return _page(request, "cohorts/take_import_back.html", cohort, title, page, status)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def roster_import(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    user, roster = signed_in(request), _get_import(request, cohort, pk)
    if waiting(roster, user).exists() and (page_in_between := asked_once_more(request)):
        return page_in_between
    checked = Roster([Line(**line) for line in roster.lines], roster.left_aside, roster.left_out)
    if request.method == "POST" and "renew" in request.POST:
        people = list(waiting(roster, user).values_list("pk", flat=True))
        OneTimeCode.objects.issue(people)
        note_access(request, Act.CODE_MADE, whose=people, what=request.path)
        return HttpResponseSeeOther(request.path)
    if request.method == "POST":
        roster.lines = _with_others(checked, set(request.POST.getlist("other")))
        if checked.is_clean and roster.begin():
            start(roster, lambda imported: _note_import(request, imported))
        return HttpResponseSeeOther(request.path)
    if request.GET.get("format") == "csv":
        return _links_file(request, cohort, list(waiting(roster, user)))
    page = ImportPage.of(roster, checked, Slips.of(request, roster, user))
    return _page(request, "cohorts/import.html", cohort, _("Import a roster"), page)


def _note_import(request: HttpRequest, imported: Imported) -> None:
    """When it is done: before, nobody knows whom it makes."""
    note_access(request, Act.IMPORTED, whose=imported.everybody, what=request.path)


def _links_file(request: HttpRequest, cohort: Cohort, people: list[User]) -> HttpResponse:
    if question := asked_for_reason(request):
        return question
    content = as_file(slips_of(request, cohort, people))
    note_access(
        request,
        Act.DOWNLOADED,
        whose=[person.pk for person in people],
        what=request.path,
        format="csv",
        reason=reason_of(request),
    )
    return HttpResponseFile(content, "text/csv; charset=utf-8", f"{cohort.slug}-links.csv")


def _with_others(checked: Roster, others: set[str]) -> list[dict[str, Any]]:
    """The lines, of which these (numbers) are somebody else than was guessed by the name."""
    for line in checked.guesses:
        line.is_other = str(line.number) in others
    return [line.as_row() for line in checked.lines]


@require_safe
@facilitators_only
def sample(_request: HttpRequest, _cohort: Cohort, kind: str) -> HttpResponse:
    if kind == "csv":
        text = "\r\n".join(",".join(row) for row in SAMPLE)
        content = text.encode("utf-8-sig")
        return HttpResponseFile(content, "text/csv; charset=utf-8", "roster.csv")
    if kind == "xlsx":
        out = io.BytesIO()
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(SAMPLE):
                sheet.write_row(number, 0, row)
        return HttpResponseFile(out.getvalue(), XLSX, "roster.xlsx")
    raise Http404("A sample is to be had as csv or xlsx.")
