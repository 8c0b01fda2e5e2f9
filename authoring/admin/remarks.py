"""An author is done with what a facilitator told (quizzes/models/remark.py)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from quizzes.models import Quiz, Remark


@require_POST
def done(request: HttpRequest, quiz: Quiz, _context: dict[str, Any], remark: int) -> HttpResponse:
    """One that somebody else was done with stays theirs."""
    about = Remark.objects.filter(question__quiz=quiz, pk=remark)
    get_object_or_404(about)
    if about.finish(signed_in(request)):
        messages.success(request, _("Marked as done."))
    return HttpResponseSeeOther(reverse("admin:index"))
