"""What was deleted, on a page from which it comes back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.responses import HttpResponseSeeOther
from authoring.content import CONTENT, editing_address
from authoring.history.bringing_back import CannotComeBack, bring_back
from authoring.pages import DeletedPage
from authoring.refusals import reason_of, warn
from authoring.rendering import render_course
from courses.models import Course, Module
from courses.models.base import ContentModel


@require_http_methods(["GET", "HEAD", "POST"])
def deleted(request: HttpRequest) -> HttpResponse:
    """The list; POST brings one of it back."""
    if not request.user.has_perm("courses.change_module"):
        raise PermissionDenied
    if request.method == "POST":
        model, number = _posted(request)
        if not request.user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}"):
            raise PermissionDenied
        return _bring_back(request, model, number)
    context = {
        **admin.site.each_context(request),
        "opts": Course._meta,
        "title": _("Deleted"),
        **vars(DeletedPage.of_all()),
    }
    return render(request, "admin/deleted.html", context)


def _posted(request: HttpRequest) -> tuple[type[ContentModel], int]:
    label, _dot, number = request.POST.get("row", "").rpartition(".")
    for model in CONTENT:
        if model._meta.label_lower == label and number.isdecimal() and len(number) < 16:
            return model, int(number)
    raise Http404("There is no such content.")


def _bring_back(request: HttpRequest, model: type[ContentModel], number: int) -> HttpResponse:
    try:
        with transaction.atomic():
            row = bring_back(model, number)
            faults = list(render_course(row.get_course()))
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except CannotComeBack as error:
        messages.error(request, str(error))
        return HttpResponseSeeOther(request.path)
    except DatabaseError as error:
        messages.error(request, _("It was not brought back: %(why)s") % {"why": reason_of(error)})
        return HttpResponseSeeOther(request.path)
    note = _("It is back, with all that was deleted together with it.")
    if isinstance(row, Course | Module):
        note += " " + _("It is a draft now: look at it, then publish it.")
    messages.success(request, note)
    warn(request, faults, row)
    return HttpResponseSeeOther(editing_address(row))
