"""A slug that is changed: the links inside the course are offered to be changed in the same save.

The form is saved first, inside its transaction: so what was typed is read as it would stand. Where
links are found that nobody has been asked of, all of it is taken back, and the page asks.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.overwriting.page import NOT_CARRIED
from authoring.admin.history import ShowsHistory
from authoring.admin.overwriting import NeverOverwritesContent, lock_course
from authoring.admin.typing import FORM, RESUME
from authoring.pages import LinksPage
from authoring.renaming import Addresses, Place, Renames
from courses.models import Course, Lesson, Module
from courses.models.base import ContentModel

# What the page of links has shown, and what of it is to be changed.
SHOWN, CHANGE = "links-shown", "links-change"


class NotAsked(Exception):
    """There are links to an old address of which the person does not know."""

    def __init__(self, places: list[Place]) -> None:
        super().__init__()
        self.places = places


class OffersNewLinks(NeverOverwritesContent, ShowsHistory):
    """For pages of modules and sections, to which links inside the course lead."""

    @property
    def _has_links(self) -> bool:
        return self.model in {Module, Lesson}

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        sent = request.POST.copy()
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotAsked as asking:
            return self._ask(request, sent, asking.places)

    def save_model(self, request: HttpRequest, obj: Any, form: BaseModelForm, change: bool) -> None:
        if change and self._has_links:
            course = type(obj)._default_manager.get(pk=obj.pk).get_course()
            request.addresses = course, Addresses.of(course)  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: BaseModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if change and self._has_links:
            self._change_links(request, *request.addresses)  # type: ignore[attr-defined]

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        if request.method != "POST" or not self._has_links:
            return super().version_view(request, pk, number)
        try:
            with transaction.atomic():
                return super().version_view(request, pk, number)
        except NotAsked as asking:
            return self._ask(request, request.POST.copy(), asking.places)

    def when_gone_back(self, request: HttpRequest, row: ContentModel) -> Callable[[], None]:
        if not self._has_links:
            return super().when_gone_back(request, row)
        course = row.get_course()
        lock_course(course.pk)
        return partial(self._change_links, request, course, Addresses.of(course))

    def _change_links(self, request: HttpRequest, course: Course, before: Addresses) -> None:
        """As the course is locked, nobody writes in its texts meanwhile."""
        places = list(Renames(course, before, Addresses.of(course)).places())
        shown = {*request.POST.get(SHOWN, "").split()}
        if any(place.key not in shown for place in places):
            raise NotAsked(places)
        chosen = {*request.POST.getlist(CHANGE)}
        changed = [place for place in places if place.key in chosen]
        for place in changed:
            place.store()
        if links := sum(place.count for place in changed):
            sentence = ngettext(
                "%(count)d link leads to the new address now.",
                "%(count)d links lead to the new address now.",
                links,
            )
            messages.info(request, sentence % {"count": links})

    def _ask(self, request: HttpRequest, sent: QueryDict, places: list[Place]) -> HttpResponse:
        shown = {*sent.get(SHOWN, "").split()}
        chosen = {*sent.getlist(CHANGE)}
        fields = [
            (name, value)
            for name, values in sent.lists()
            if name not in {*NOT_CARRIED, SHOWN, CHANGE}
            for value in values
        ]
        page = LinksPage.of(places, lambda place: place.key in chosen or place.key not in shown)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Links to the old address"),
            "fields": fields,
            "address": request.get_full_path(),
            "form": sent.get(FORM, ""),
            "resume": RESUME,
            **vars(page),
        }
        return render(request, "admin/courses/links.html", context)
