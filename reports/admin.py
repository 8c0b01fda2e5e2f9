from django.contrib import admin
from django.http import HttpRequest

from accounts.requests import signed_in
from progress.models import SeenAnswers


@admin.register(SeenAnswers)
class SeenAnswersAdmin(admin.ModelAdmin):
    """The access log: superusers read it, nobody edits it."""

    list_display = ["seen_at", "viewer", "learner", "address"]
    list_select_related = ["viewer", "learner"]
    list_display_links = None
    search_fields = ["viewer__username", "viewer__name", "learner__username", "learner__name"]
    date_hierarchy = "seen_at"
    show_full_result_count = False

    def has_view_permission(self, request: HttpRequest, obj: SeenAnswers | None = None) -> bool:
        return request.user.is_authenticated and signed_in(request).is_superuser

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SeenAnswers | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SeenAnswers | None = None) -> bool:
        return False
