"""What every admin page of content shares."""

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, models
from django.forms import BaseModelForm, Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from courses.content import ContentModel, render_course

MARKDOWN_WIDGET = Textarea(attrs={"rows": 12, "cols": 90, "class": "vLargeTextField"})


class ContentAdmin(admin.ModelAdmin):
    """Edits content, renders what refers to it anew, and says what the database refuses."""

    formfield_overrides = {models.TextField: {"widget": MARKDOWN_WIDGET}}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            cause = error.__cause__
            reason = getattr(getattr(cause, "diag", None), "message_primary", None) or str(error)
            messages.error(request, _("Nothing was saved: %(why)s") % {"why": reason})
            return HttpResponseRedirect(request.get_full_path())

    def save_related(
        self, request: HttpRequest, form: BaseModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        self._render_all(request, form.instance)

    def delete_model(self, request: HttpRequest, obj: ContentModel) -> None:
        super().delete_model(request, obj)
        if obj.get_course().pk is not None:
            self._render_all(request, obj)

    def _render_all(self, request: HttpRequest, row: ContentModel) -> None:
        for broken, fault in render_course(row.get_course()):
            messages.warning(request, f"{broken._meta.verbose_name} {broken}: {fault.message}")
