"""Who leads a cohort: its facilitators name one another, of those whom administrators made such."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import Act, note_access
from accounts.access.current import current_request
from accounts.models import User
from accounts.reauthentication.asking import asked_once_more
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.usernames import username_form
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort

MAY_LEAD = "courses.view_cohort"


class CannotLeadError(Exception):
    """The message says why in a sentence, and nothing of who has an account here."""


@dataclass(frozen=True)
class FacilitatorsPage:
    """Who leads the cohort, and what was typed that names nobody who may."""

    leading: list[User]
    typed: str = ""
    fault: str = ""


def one_who_may_lead(typed: str) -> User:
    """By username, else by e-mail address; one sentence for all who may not and who are not."""
    people = User.objects.with_perm(
        MAY_LEAD, backend="django.contrib.auth.backends.ModelBackend"
    ).filter(is_staff=True)
    word = typed.strip().replace("\0", "")
    matches = list(people.filter(username=username_form(word))) or list(
        people.filter(~Q(email=""), email__iexact=word)[:2]
    )
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise CannotLeadError(_("Several facilitators have this address: type the username."))
    raise CannotLeadError(
        _(
            "No facilitator has this username or e-mail address. Ask an administrator to make the "
            "account one of the facilitators first."
        )
    )


def let_lead(person: User, cohort: Cohort, user: User) -> str:
    """The sentence that says so; it stands in the admin's log as the user's doing."""
    cohort.facilitators.add(person)
    _note_role(Act.ROLE_GRANTED, person, cohort)
    return _noted(_("%(person)s leads this cohort too."), person, cohort, user)


def _note_role(act: Act, person: User, cohort: Cohort) -> None:
    note_access(current_request(), act, whose=[person.pk], what=f"courses.cohort {cohort.pk}")


def _noted(sentence: str, person: User, cohort: Cohort, user: User) -> str:
    sentence %= {"person": f"{person} ({person.username})"}
    LogEntry.objects.log_actions(user.pk, [cohort], CHANGE, sentence, single_object=True)
    return sentence


@require_http_methods(["GET", "HEAD", "POST"])
@facilitators_only
def facilitators(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    typed, fault = request.POST.get("add", "")[:254], ""
    if request.method == "POST":
        if page_in_between := asked_once_more(request):
            return page_in_between
        try:
            sentence = _changed(request, cohort, typed)
        except CannotLeadError as refused:
            fault = str(refused)
        else:
            messages.success(request, sentence)
            return HttpResponseSeeOther(reverse("cohorts:facilitators", args=[cohort.slug]))
    page = FacilitatorsPage(list(cohort.facilitators.order_by("name", "pk")), typed, fault)
    context = cohort_page(cohort, _("Who leads this cohort")) | vars(page)
    status = 400 if fault else 200
    return render(request, "cohorts/facilitators.html", context, status=status)


@transaction.atomic
def _changed(request: HttpRequest, cohort: Cohort, typed: str) -> str:
    """Add or take out a facilitator, noted in the admin's log; oneself stays, so that one does."""
    user, number = signed_in(request), request.POST.get("remove", "")
    if not number:
        return let_lead(one_who_may_lead(typed), cohort, user)
    others = cohort.facilitators.exclude(pk=user.pk)
    is_number = number.isascii() and number.isdigit() and len(number) < 18
    person = get_object_or_404(others, pk=int(number) if is_number else 0)
    cohort.facilitators.remove(person)
    _note_role(Act.ROLE_WITHDRAWN, person, cohort)
    return _noted(_("%(person)s leads this cohort no longer."), person, cohort, user)
