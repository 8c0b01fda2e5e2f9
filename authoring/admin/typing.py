"""What an author types is kept until it is saved, and offered when they come back; and who else
has the page open is told. Without JavaScript a form that was not saved is kept when it was sent."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.overwriting.submission import CHOICE, CHOICE_OF_ALL, SEEN_NOW
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.too_large import SIZE, of_form
from authoring.models import LONGEST_ADDRESS, KeptTyping, OpenPage
from courses.models import Lesson
from texts.sizes import LARGEST_TEXT, too_large

# Hidden inputs: the number of a form, how often it was kept, where and on what page it is.
FORM, SEQUENCE, PAGE, PLACE = "typing", "typing-sequence", "typing-page", "typing-place"
RESUME, THROW_AWAY = "_resume", "_throw-away"
NOT_KEPT = {
    *("csrfmiddlewaretoken", "kept-as", SEQUENCE, PAGE, PLACE, RESUME, THROW_AWAY),
    *(CHOICE, CHOICE_OF_ALL, SEEN_NOW),
}


class KeepsTyping(admin.ModelAdmin):
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if THROW_AWAY in request.POST:
            _end(request, number(request.POST.get(THROW_AWAY)))
            return HttpResponseSeeOther(request.get_full_path())
        if RESUME in request.POST and not _take_up(request):
            return HttpResponseSeeOther(request.get_full_path())
        sent = request.POST.copy()
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            _keep(request, sent)
            raise
        if response.status_code in {302, 303}:
            _end(request, number(sent.get(FORM)))
        else:
            _keep(request, sent)
        return response

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        person, place = signed_in(request), _place(obj)
        context["typing"] = number(request.POST.get(FORM)) or uuid.uuid4()
        context["typing_page"] = request.get_full_path()
        context["typing_place"] = place
        context["most_in_form"] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        context["most_in_text"] = LARGEST_TEXT
        context["form_too_large"], context["text_too_large"] = of_form(SIZE), too_large(SIZE)
        if request.method != "POST":
            address = request.get_full_path()[:LONGEST_ADDRESS]
            context["kept_forms"] = KeptTyping.objects.waiting(person, address)
        if place:
            OpenPage.objects.note(person, place, beats=False)
            context["others"] = OpenPage.objects.of_others(person, place)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        # As text and not as %XX three times a byte: what may be sent counts as it is written.
        response.context_data["has_file_field"] = True  # type: ignore[attr-defined]
        return response


@require_POST
def keep_typing(request: HttpRequest) -> HttpResponse:
    """What stands in a form now, sent while it is written; or only that it is open still."""
    if not request.user.has_perm("courses.change_module"):
        raise PermissionDenied
    person, place = signed_in(request), request.POST.get(PLACE, "")[:100]
    if "leaving" in request.POST:
        OpenPage.objects.leave(person, place)
        return HttpResponse(status=204)
    is_kept = True
    if PAGE in request.POST:
        is_kept = _keep(request, request.POST)
    others: list[OpenPage] = []
    if place:
        OpenPage.objects.note(person, place, beats=True)
        others = OpenPage.objects.of_others(person, place)
    html = render_to_string("admin/_others.html", {"others": others}, request)
    time = date_format(timezone.localtime(), "TIME_FORMAT")
    sentence = _("Kept at %(time)s, not saved yet.") % {"time": time} if is_kept else ""
    return JsonResponse({"others": html, "kept": is_kept, "sentence": sentence})


def _place(row: Any) -> str:
    """The page of content that a row is edited on; of a section that of its module as well."""
    if row is None or row.pk is None:
        return ""
    if isinstance(row, Lesson):
        return f"courses.module.{row.module_id}"
    return f"{row._meta.label_lower}.{row.pk}"


def number(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _keep(request: HttpRequest, sent: QueryDict) -> bool:
    form, address = number(sent.get(FORM)), sent.get(PAGE) or request.get_full_path()
    is_own = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    if form is None or not is_own or not address.startswith(reverse("admin:index")):
        return False
    fields = [
        (name, value.replace("\0", ""))
        for name, values in sent.lists()
        if name not in NOT_KEPT and "password" not in name
        for value in values
    ]
    sequence = sent.get(SEQUENCE, "")
    order = int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) < 9 else 0
    return KeptTyping.objects.keep(
        signed_in(request), address[:LONGEST_ADDRESS], form, order, fields
    )


def _end(request: HttpRequest, form: uuid.UUID | None) -> None:
    if form is not None:
        KeptTyping.objects.end(signed_in(request), form)


def _take_up(request: HttpRequest) -> bool:
    """Let the request send what was kept, which is shown and not saved; False if it is gone."""
    form = number(request.POST.get(RESUME))
    own = KeptTyping.objects.filter(author=signed_in(request), is_over=False)
    kept_form = own.filter(pk=form).first() if form else None
    if kept_form is None:
        return False
    data = QueryDict(mutable=True)
    for name, value in kept_form.fields:
        if not name.startswith("_"):
            data.appendlist(name, value)
    request.POST = data  # type: ignore[assignment]
    request.held_back = _(  # type: ignore[attr-defined]
        "This is what you were writing. It is not saved yet: look at it, then save it."
    )
    return True
