"""What is wrong with the texts of a page, on the page itself: of a draft it holds nothing back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.forms import BaseInlineFormSet, BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from courses.models.base import ContentModel
from courses.models.course import CoursePages
from texts import Fault


class PartsFormSet(BaseInlineFormSet):
    """Rows that are edited with their head know it as it stands in the form: whether it is out."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # Django's stubs lack it
        setattr(form.instance, self.fk.name, self.instance)
        return form


@dataclass(frozen=True)
class FieldFault:
    """A fault of a text, the row it is of (none for the page's own), and the id of its field."""

    row: str
    label: str
    place: str
    fault: Fault


class ShowsFaults(admin.ModelAdmin):
    """Lists, above the fields, what stands in the way of publishing a page."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["faults_here"] = list(_faults_here(obj, context))
            context["is_draft_here"] = not obj.is_out()
        return super().render_change_form(request, context, add, change, form_url, obj)


def _faults_here(head: ContentModel, context: dict[str, Any]) -> Iterator[FieldFault]:
    pages = head.get_course().pages()
    yield from _of_form(context["adminform"].form, pages)
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        if issubclass(formset.model, ContentModel):
            for form in formset.initial_forms:
                setattr(form.instance, formset.fk.name, head)
                yield from _of_form(form, pages, row=str(form.instance))


def _of_form(form: BaseModelForm, pages: CoursePages, row: str = "") -> Iterable[FieldFault]:
    """Of a row as it is stored, or as it was typed and cannot be."""
    if form.instance.texts_too_large():
        return
    for fault in form.instance.render(pages):
        if fault.place in form.fields and fault.place not in form.errors:
            label = str(capfirst(form.fields[fault.place].label))
            yield FieldFault(row, label, form[fault.place].id_for_label, fault)
