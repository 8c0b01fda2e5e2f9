from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import Act, note_access
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from cohorts.models import MemberNote
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort
from reports.member_notes import MemberNoteForm, MemberNotePage


@require_POST
@facilitators_only
def note_on_member(request: HttpRequest, cohort: Cohort, pk: int) -> HttpResponse:
    enrolments = cohort.enrolments.not_erased().select_related("learner")
    person, form = get_object_or_404(enrolments, learner=pk).learner, MemberNoteForm(request.POST)
    if not form.is_valid():
        context = cohort_page(cohort, _("Note on a member")) | vars(MemberNotePage(person, form))
        return render(request, "reports/member_note.html", context, status=400)
    text, contacted_on = form.cleaned_data["text"], form.cleaned_data["contacted_on"]
    row, is_new = MemberNote.objects.keep(
        cohort, person, signed_in(request), text, contacted_on, form.cleaned_data["submission"]
    )
    if is_new:
        note_access(request, Act.ADDED, whose=[pk], what=f"cohorts.membernote {row.pk}")
    messages.success(request, _("The note is kept. The cohort's facilitators see it."))
    return _back(cohort, pk)


@require_POST
@facilitators_only
def delete_member_note(request: HttpRequest, cohort: Cohort, pk: int, note: int) -> HttpResponse:
    """Its author's own."""
    own = MemberNote.objects.filter(cohort=cohort, learner=pk, author=signed_in(request))
    get_object_or_404(own, pk=note).delete()
    note_access(request, Act.DELETED, whose=[pk], what=f"cohorts.membernote {note}")
    messages.success(request, _("The note is deleted."))
    return _back(cohort, pk)


def _back(cohort: Cohort, pk: int) -> HttpResponse:
    return HttpResponseSeeOther(reverse("reports:person", args=[cohort.slug, pk]) + "#notes")
