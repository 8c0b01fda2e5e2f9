"""Addresses that pages had before their slugs were changed; each leads on to the page it was.

What a page was called stands in the versions that the database keeps of every row, however it was
written. A page that has an address now comes before those that had it. Nobody is led to what they
may not read, and members only from addresses that the page had while it was out.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from accounts.requests import signed_in
from courses.access import is_author, readable_modules
from courses.models import Course, Lesson, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.versions import versions_of

if TYPE_CHECKING:
    from accounts.models import User

Row = TypeVar("Row", bound=Model)
Slugs = Mapping[str, str]
# From when to when; without an end where it still is so.
Span = tuple[datetime.datetime, datetime.datetime | None]


def last_known_by(rows: "QuerySet[Row]", slug: str, **others: Any) -> "Row | None":
    """The row with this slug; else the one that had it last, with these other values."""
    row = rows.filter(slug=slug, **others).first()
    if row is not None:
        return row
    then = {f"versions__{field}": value for field, value in (others | {"slug": slug}).items()}
    return rows.filter(**then).order_by("-versions__pgh_id").first()


def lead_on(request: HttpRequest, slugs: Mapping[str, Any], query: str = "") -> HttpResponse:
    """To the same page by its present slugs; what was sent goes along."""
    match = request.resolver_match
    if match is None:
        raise Http404
    address = reverse(match.view_name, kwargs=dict(slugs))
    if query := query or request.META.get("QUERY_STRING", ""):
        address = f"{address}?{query}"
    is_safe = request.method in {"GET", "HEAD"}
    return HttpResponsePermanentRedirect(address, preserve_request=not is_safe)


def follow_renames(
    view: Callable[..., HttpResponse],
    courses: "Callable[[User], QuerySet[Course]]" = Course.objects.visible_to,
) -> Callable[..., HttpResponse]:
    """Lead on where the view knows no page by its slugs; `courses` are those one may be led to."""

    @wraps(view)
    def answer(request: HttpRequest, **slugs: str) -> HttpResponse:
        try:
            return view(request, **slugs)
        except Http404:
            present = _present_slugs(signed_in(request), slugs, courses)
            if present is None or present == slugs:
                raise
            return lead_on(request, present)

    return answer


def _present_slugs(
    user: "User", slugs: Slugs, courses: "Callable[[User], QuerySet[Course]]"
) -> Slugs | None:
    was_out = {} if is_author(user) else {"is_published": True}
    course = last_known_by(courses(user), slugs["course"], **was_out)
    if course is None:
        return None
    if "module" in slugs:
        modules = Module.objects.filter(readable_modules(user)).select_related("course")
        module = last_known_by(modules, slugs["module"], course=course, **was_out)
        if module is None:
            return None
        return {**slugs, "course": module.course.slug, "module": module.slug}
    if "slug" in slugs:
        pages = SelfDiagnosis.objects.visible_to(user).select_related("course", "after")
        page = last_known_by(pages, slugs["slug"], course=course)
        if page is None or not (is_author(user) or _was_out(page, page.after, slugs["slug"])):
            return None
        return {**slugs, "course": page.course.slug, "slug": page.slug}
    return {**slugs, "course": course.slug}


def former_slugs(module: Module, lessons: Iterable[Lesson]) -> dict[int, list[str]]:
    """By section, what it was called before while it was out; the last to have a slug has it."""
    present = {lesson.slug: lesson.pk for lesson in lessons}
    versions = versions_of(Lesson).filter(pgh_obj_id__in=present.values(), module=module.pk)
    former = versions.exclude(slug__in=present).order_by("pgh_id")
    owners = {version.slug: version.pgh_obj_id for version in former.only("slug", "pgh_obj_id")}
    slugs: dict[int, list[str]] = {}
    for slug, lesson in owners.items():
        if _was_out(Lesson(pk=lesson), module, slug):
            slugs.setdefault(lesson, []).append(slug)
    return slugs


def _was_out(row: ContentModel, module: Module, slug: str) -> bool:
    """Whether the module was out at a time when the row had this slug, or is."""
    out = list(_spans(module, "is_published", True))
    return any(
        (end is None or start < end) and (until is None or since < until)
        for since, end in _spans(row, "slug", slug)
        for start, until in out
    )


def _spans(row: ContentModel, field: str, value: object) -> Iterator[Span]:
    """When the field had the value."""
    versions = versions_of(type(row)).filter(pgh_obj_id=row.pk).order_by("pgh_id")
    states = [*versions.values_list("pgh_created_at", field), (None, None)]
    for (start, state), (end, _next_state) in pairwise(states):
        if state == value:
            yield start, end
