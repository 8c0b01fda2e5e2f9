from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.requests import signed_in
from courses.models import Cohort, Enrolment


class EnrolmentInline(admin.TabularInline):
    model = Enrolment
    extra = 0
    autocomplete_fields = ["learner"]
    fields = ["learner", "joined_at", "left_at"]


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):
    """Superusers see every cohort, facilitators their own."""

    list_display = ["name", "course", "starts_on", "ends_on", "join_code"]
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["course"]
    filter_horizontal = ["facilitators"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [EnrolmentInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        mine = Cohort.objects.facilitated_by(signed_in(request)).values("pk")
        return super().get_queryset(request).filter(pk__in=mine)

    def get_inlines(self, request: HttpRequest, obj: Cohort | None) -> list[Any]:
        return self.inlines if signed_in(request).is_superuser else []

    def get_readonly_fields(self, request: HttpRequest, obj: Cohort | None = None) -> list[str]:
        return [] if signed_in(request).is_superuser else ["course", "slug", "facilitators"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Cohort | None = None
    ) -> dict[str, Any]:
        is_superuser = signed_in(request).is_superuser
        return super().get_prepopulated_fields(request, obj) if is_superuser else {}


@admin.register(Enrolment)
class EnrolmentAdmin(admin.ModelAdmin):
    """Superusers see every enrolment, facilitators those of their own cohorts."""

    list_display = ["learner", "cohort", "joined_at", "left_at"]
    list_filter = ["cohort"]
    list_select_related = ["learner", "cohort"]
    search_fields = ["learner__username", "learner__name"]
    autocomplete_fields = ["learner", "cohort"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrolment]:
        mine = Cohort.objects.facilitated_by(signed_in(request))
        return super().get_queryset(request).filter(cohort__in=mine)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        # The filter would name every cohort.
        return ["cohort"] if signed_in(request).is_superuser else []

    def get_readonly_fields(self, request: HttpRequest, obj: Enrolment | None = None) -> list[str]:
        return ["learner", "cohort"] if obj and not signed_in(request).is_superuser else []
