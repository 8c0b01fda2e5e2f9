"""What is wrong with the texts of a page, on the page itself: of a draft it holds nothing back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.forms import BaseInlineFormSet, BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from authoring.words import words_to_change
from courses.models.base import ContentModel
from texts import Fault
from texts.word_list import WordList


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
    """Lists, above the fields, what stands in the way of publishing a page, and words to change."""

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
            here = FormsHere(obj, context)
            context["faults_here"] = list(here.faults())
            context["words_here"] = list(here.words_to_change())
            context["is_draft_here"] = not obj.is_out()
        return super().render_change_form(request, context, add, change, form_url, obj)


class FormsHere:
    """The rows that are edited on one page, each as it is stored or as it was typed."""

    def __init__(self, head: ContentModel, context: dict[str, Any]) -> None:
        self.pages = head.get_course().pages()
        self.word_list = WordList.of(head.get_course().word_list)
        self.forms: list[tuple[str, BaseModelForm]] = [("", context["adminform"].form)]
        for inline in context["inline_admin_formsets"]:
            formset = inline.formset
            if issubclass(formset.model, ContentModel):
                for form in formset.initial_forms:
                    setattr(form.instance, formset.fk.name, head)
                    self.forms.append((str(form.instance), form))

    def faults(self) -> Iterator[FieldFault]:
        return self._of_each(lambda row: row.render(self.pages))

    def words_to_change(self) -> Iterator[FieldFault]:
        return self._of_each(lambda row: words_to_change(row, self.word_list, self.pages))

    def _of_each(self, look: Callable[[ContentModel], Iterable[Fault]]) -> Iterator[FieldFault]:
        for row, form in self.forms:
            if form.instance.texts_too_large():
                continue
            for fault in look(form.instance):
                if fault.place in form.fields and fault.place not in form.errors:
                    label = str(capfirst(form.fields[fault.place].label))
                    yield FieldFault(row, label, form[fault.place].id_for_label, fault)
