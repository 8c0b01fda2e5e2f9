"""What is changed in the admin stands in the access record, beside the admin's own log."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.access.models import Act, note_access
from accounts.models import User


class NotesChanges(admin.ModelAdmin):
    """Each addition, change and deletion: of which row, and whose it is."""

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
