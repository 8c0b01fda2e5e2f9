"""What every admin page of content shares."""

from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.forms import BaseModelForm, Script, Textarea
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.access import Act, note_access
from accounts.choosing import ChoosesByTyping
from accounts.words import words_of
from authoring.admin.drafts import ShowsFaults
from authoring.admin.renaming import OffersNewLinks
from authoring.admin.typing import KeepsTyping
from authoring.deleting import marks_at, what_members_left
from authoring.refusals import reason_of, warn
from authoring.rendering import render_course
from courses.models.base import ContentModel

MARKDOWN_WIDGET = Textarea(attrs={"rows": 12, "cols": 90, "class": "vLargeTextField"})


class PreviewsMarkdown(ChoosesByTyping):
    """Shows beside each field of Markdown what learners will see, while it is written."""

    class Media:
        js = [Script("joined/authoring-form.js", defer=True)]
        css = {"all": ["joined/authoring-form.css"]}

    def formfield_for_dbfield(self, db_field: models.Field, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        model = cast("type[ContentModel]", self.model)
        if field is not None:
            blank = _("“%(field)s” is empty: fill it in.") % {"field": field.label}
            field.error_messages["required"] = blank
        if field is not None and db_field.name in model.markdown_fields():
            field.widget.attrs |= {
                "data-preview": reverse("admin:courses_preview"),
                "data-preview-kind": model.markdown_kind(db_field.name),
                "data-preview-title": _("As learners see it"),
            }
            field.help_text = format_html(
                '{} <a href="{}" target="_blank">{}</a>',
                field.help_text,
                reverse("admin:courses_writing"),
                _("How texts are written"),
            )
        return field


class ContentAdmin(
    KeepsTyping,
    OffersNewLinks,
    PreviewsMarkdown,
    ShowsFaults,
):
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
            _take_back_success(request)
            message = _("Nothing was saved: %(why)s") % {"why": reason_of(error)}
            context = {"message": message, "words": words_of(request)}
            return render(request, "words/refused.html", context, status=409)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            return self._refuse(request, error)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            return self._refuse(request, error)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        sentence = format_html(
            '{} <a href="{}">{}</a>',
            _("It can be brought back:"),
            reverse("admin:courses_deleted"),
            _("what was deleted"),
        )
        response = super().response_delete(request, obj_display, obj_id)
        messages.info(request, sentence)
        return response

    def _refuse(self, request: HttpRequest, error: IntegrityError) -> HttpResponse:
        _take_back_success(request)
        messages.error(request, _("Nothing was changed: %(why)s") % {"why": reason_of(error)})
        return HttpResponseRedirect(request.get_full_path())

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["writes_markdown"] = True
        if obj is not None:
            context["preview_course"] = obj.get_course().pk
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: BaseModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for name, when_out in (("is_published", True), ("is_draft", False)):
            is_touched = name in form.changed_data or not change
            if is_touched and getattr(obj, name, None) is when_out:
                note_published(request, obj)

    def save_related(
        self, request: HttpRequest, form: BaseModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        self._render_all(request, form.instance)

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        if left := what_members_left(objs):
            return [], {}, set(), left
        if marks := marks_at(objs):
            lines = [f"{name}: {number:,}" for name, number in marks.items()]
            return [*map(str, objs), *lines], marks, set(), []
        return super().get_deleted_objects(objs, request)

    def delete_model(self, request: HttpRequest, obj: ContentModel) -> None:
        super().delete_model(request, obj)
        if obj.get_course().pk is not None:
            self._render_all(request, obj)

    def _render_all(self, request: HttpRequest, row: ContentModel) -> None:
        warn(request, render_course(row.get_course()), row)


def note_published(request: HttpRequest, row: ContentModel) -> None:
    note_access(request, Act.PUBLISHED, what=f"{row._meta.label_lower} {row.pk}")


def _take_back_success(request: HttpRequest) -> None:
    """What is deferred to the end is refused when the admin has told of its success already."""
    for _of_success in messages.get_messages(request):
        pass
