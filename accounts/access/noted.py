"""What is changed in the admin stands in the access record, beside the admin's own log; and whose
rows were looked at."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from accounts.access.models import Act, note_access
from accounts.models import User


class NotesChanges(admin.ModelAdmin):
    """Each addition, change and deletion: of which row, and whose it is; and each look at rows
    that are somebody's."""

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """404, as everywhere: also of somebody else's, of which nobody is told that it is there."""
        raise Http404("No such row.")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        context = getattr(response, "context_data", None) or {}
        rows = context["cl"].result_list if "cl" in context else ()
        if whose := [person for row in rows for person in _people_of(row)]:
            note_access(request, Act.VIEWED, whose=whose, what=request.path)
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = context.get("original")
        if request.method == "GET" and row is not None and (whose := _people_of(row)):
            note_access(request, Act.VIEWED, whose=whose, what=request.path)
        return super().render_change_form(request, context, *args, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        _note(request, Act.ADDED, [obj])
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        _note(request, Act.CHANGED, [obj])
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        _note(request, Act.DELETED, list(queryset))
        return super().log_deletions(request, queryset)


def _note(request: HttpRequest, act: Act, rows: list[Any]) -> None:
    for row in rows:
        note_access(request, act, whose=_people_of(row), what=f"{row._meta.label_lower} {row.pk}")


def _people_of(row: Any) -> list[int]:
    """Whose row it is: a person's own, or that of a learner."""
    if isinstance(row, User):
        return [row.pk]
    learner = getattr(row, "learner_id", None)
    return [] if learner is None else [learner]
