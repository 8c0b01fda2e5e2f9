from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.decorators import sign_in_and_return
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from cohorts.models import NoticeRecipient


@require_POST
@sign_in_and_return
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    own = NoticeRecipient.objects.filter(learner=signed_in(request), notice=pk)
    get_object_or_404(own)
    own.note_as_read()
    return HttpResponseSeeOther(reverse("progress:home"))
