"""A module that is added after another of its course: those that follow make room."""

from typing import Any

from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from authoring.admin.filling_in import FillsIn, Values
from authoring.admin.outline import LeadsBackToOutline
from authoring.outline.ordering import make_room
from courses.models import Module


class FillsInAfter(FillsIn):
    """Where the place was left as it was shown, it is the one after that module by now."""

    after: Module
    shown = ""  # the place that the page showed

    def clean(self) -> Values:
        self._is_at_its_place = False
        is_same_course = self.cleaned_data.get("course") == self.after.course
        if is_same_course and self.data.get("position", "") in {"", self.shown}:
            self.cleaned_data["position"] = self.after.position + 1
        elif self.data.get("position") == self.shown:
            self.cleaned_data["position"] = None  # in another course it is the last
        return super().clean()

    def _get_validation_exclusions(self) -> set[str]:
        """The place may be taken: room is made as the module is saved."""
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclusions | {"position"}


class AddsAfter(LeadsBackToOutline):
    """Takes `?after=` the number of a module in the address of the form that adds one."""

    begun_with = "after"

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        after = None if obj else _after(request)
        if after is None:
            return form
        own = {"after": after, "shown": request.GET.get("position", "")}
        return type(form.__name__, (FillsInAfter, form), own)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        after = _after(request)
        if after is not None:
            where = _("It comes after “%(module)s”.") % {"module": after}
            extra_context = {**(extra_context or {}), "subtitle": where}
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: BaseModelForm, change: bool) -> None:
        if isinstance(form, FillsInAfter):
            make_room(obj.course, obj.position)
        super().save_model(request, obj, form, change)


def _after(request: HttpRequest) -> Module | None:
    number = request.GET.get("after", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    return Module.objects.select_related("course").filter(pk=number).first()
