"""Forms of the admin that say who may do what."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from accounts.reauthentication.asking import asked_once_more


class AsksOnceMore(admin.ModelAdmin):
    """Whatever is changed here waits until one has shown who one is."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        return self._asked(request) or super().changeform_view(
            request, object_id, form_url, extra_context
        )

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return self._asked(request) or super().delete_view(request, object_id, extra_context)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        return self._asked(request) or super().changelist_view(request, extra_context)

    def _asked(self, request: HttpRequest) -> HttpResponse | None:
        """Who may not be here at all is told so by Django."""
        may = self.has_view_or_change_permission(request)
        return asked_once_more(request) if request.method == "POST" and may else None
