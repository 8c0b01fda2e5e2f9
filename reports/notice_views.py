from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import Act, note_access
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from cohorts.models import Notice
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort
from reports.notices import NOBODY, STRANGERS, Audience, NoticeForm, NoticePage, NoticesPage


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def notices(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    if request.method == "POST":
        return _send(request, cohort)
    audience = Audience.asked(cohort, request.GET)
    fault = str(STRANGERS) if audience.strangers else ""
    page = NoticesPage.of(audience, number=request.GET.get("page", ""), fault=fault)
    return _page(request, cohort, page, 200)


def _send(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    audience, form = Audience.asked(cohort, request.POST), NoticeForm(request.POST)
    learners = audience.learners
    fault = STRANGERS if audience.strangers else "" if learners else NOBODY
    if not form.is_valid() or fault:
        return _page(request, cohort, NoticesPage.of(audience, form=form, fault=str(fault)), 400)
    text, submission = form.cleaned_data["text"], form.cleaned_data["submission"]
    try:
        Notice.objects.send(cohort, signed_in(request), text, learners, submission)
    except IntegrityError:  # by notice_is_for_members: somebody has left just now
        page = NoticesPage.of(audience, form=form, fault=str(STRANGERS))
        return _page(request, cohort, page, 409)
    note_access(request, Act.ADDED, whose=learners, what=request.path)
    sent = ngettext("Sent to %(count)d member.", "Sent to %(count)d members.", len(learners))
    messages.success(request, sent % {"count": len(learners)})
    return HttpResponseSeeOther(request.path)


@require_safe
@facilitators_only
def notice(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    sent = Notice.objects.filter(cohort=cohort).with_counts().select_related("author")
    page = NoticePage.of(get_object_or_404(sent, pk=pk), request.GET.get("page", ""))
    note_access(request, Act.VIEWED, whose=page.learners, what=request.path)
    context = cohort_page(cohort, _("Who has read it")) | vars(page)
    return render(request, "reports/notice.html", context)


@require_POST
@facilitators_only
def withdraw_notice(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    """Its author alone: to others it is no notice that they could withdraw."""
    own = Notice.objects.filter(cohort=cohort, author=signed_in(request))
    get_object_or_404(own, pk=pk)
    own.filter(pk=pk).withdraw()
    note_access(request, Act.DELETED, what=f"cohorts.notice {pk}")
    messages.success(request, _("The notice is withdrawn. Nobody sees it any more."))
    return HttpResponseSeeOther(reverse("reports:notices", args=[cohort.slug]))


def _page(request: HttpRequest, cohort: Cohort, page: NoticesPage, status: int) -> HttpResponse:
    context = cohort_page(cohort, _("Notices")) | vars(page)
    return render(request, "reports/notices.html", context, status=status)
