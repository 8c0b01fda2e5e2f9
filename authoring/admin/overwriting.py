"""Forms of content that write over nothing their page did not show, by the versions kept of it."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.overwriting.admin import NeverOverwrites
from accounts.overwriting.page import Change, ConflictPage
from accounts.overwriting.rows import Row, key_of
from accounts.overwriting.submission import CHOICE, HERE, THERE
from accounts.overwriting.values import guarded
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from authoring.history.bringing_back import CannotComeBack, bring_back, last_deletion, row_of, who
from courses.models import Course
from courses.models.base import ContentModel
from courses.versions import versions_of


class NeverOverwritesContent(NeverOverwrites):
    """Tells who changed a row from its versions, and brings back what was deleted."""

    def lock_before(self, row: ContentModel) -> None:
        lock_course(row.get_course().pk)

    def last_change(
        self, request: HttpRequest, model: type[models.Model], pk: Any
    ) -> Change | None:
        if not issubclass(model, ContentModel) or not str(pk).isdecimal():
            return None
        versions = versions_of(model).filter(pgh_obj_id=pk).select_related("pgh_context")
        version = versions.order_by("-pgh_id").first()
        if version is None:
            return None
        context = version.pgh_context.metadata if version.pgh_context else {}
        people = User.objects.in_bulk({context.get("user")} - {None})
        is_own = context.get("user") == signed_in(request).pk
        return Change(who(context, people), version.pgh_created_at, is_own)

    def bring_back(
        self, head: models.Model, model: type[models.Model], pk: Any
    ) -> models.Model | None:
        if not issubclass(model, ContentModel) or not str(pk).isdecimal():
            return None
        row = model._default_manager.filter(pk=pk).first()
        try:
            return _moved_to(head, row) if row is not None else bring_back(model, int(pk))
        except CannotComeBack:
            return None

    def answer_of_gone(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        model = self.model
        event = last_deletion(model, int(object_id)) if object_id.isdecimal() else None
        if event is None or not self.has_change_permission(request):
            return super().answer_of_gone(request, object_id)
        key = key_of(model, object_id)
        choices = request.POST.getlist(CHOICE)
        if f"{key}={THERE}" in choices:
            messages.info(request, _("It stays deleted."))
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
            return HttpResponseSeeOther(reverse(name))
        if f"{key}={HERE}" in choices and self.has_add_permission(request):
            try:
                bring_back(model, int(object_id))
            except CannotComeBack as error:
                messages.error(request, str(error))
            else:
                request.POST = _without_choice(request)
                return self._bring_together(request, object_id)
        return self._show_gone(request, object_id, event)

    def _show_gone(self, request: HttpRequest, object_id: str, event: Any) -> HttpResponse:
        row = row_of(event, self.model)
        fields = guarded(self.get_form(request, row, change=True).base_fields, self.model)
        typed = Row(
            self.model, object_id, "", fields, request.POST.copy(), request.FILES, None, None
        )
        last = self.last_change(request, self.model, object_id)
        page = ConflictPage.of(request, typed.data, [typed], lambda _model, _pk: last)
        return self.show_conflict(request, None, page)


def lock_course(pk: int) -> None:
    """All who save content of the course lock it first: so nobody else does meanwhile."""
    list(Course.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))


def _moved_to(head: models.Model, row: ContentModel) -> ContentModel:
    """Back to where its form was opened, at the end."""
    for name in getattr(head, "parts", ()):
        part: Any = head._meta.get_field(name)
        if part.related_model is type(row):
            setattr(row, part.field.attname, head.pk)
            others = type(row)._default_manager.filter(**{part.field.attname: head.pk})
            if hasattr(row, "position"):
                last = others.aggregate(last=models.Max("position"))["last"] or 0
                row.position = last + 1
            row.save()
    return row


def _without_choice(request: HttpRequest) -> Any:
    data = request.POST.copy()
    data.pop(CHOICE)
    return data
