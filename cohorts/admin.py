from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.choosing import ChoosesByTyping
from accounts.models import User
from accounts.requests import signed_in
from courses.models import Cohort, Course, Enrolment
from courses.models.cohort import order_of_cohorts


class EnrolmentInline(ChoosesByTyping, admin.TabularInline):
    model = Enrolment
    extra = 0
    autocomplete_fields = ["learner"]
    fields = ["learner", "joined_at", "left_at"]


@admin.register(Cohort)
class CohortAdmin(ChoosesByTyping, admin.ModelAdmin):
    """Superusers see every cohort, facilitators their own."""

    list_display = ["name", "course", "starts_on", "ends_on", "join_code", "pages"]
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["course"]
    filter_horizontal = ["facilitators"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [EnrolmentInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        cohorts = Cohort.objects.facilitated_by(signed_in(request)).values("pk")
        return super().get_queryset(request).filter(pk__in=cohorts)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return order_of_cohorts()

    @admin.display(description=_("Pages"))
    def pages(self, cohort: Cohort) -> SafeString:
        """Where the cohort's reports and roster are."""
        return render_to_string("cohorts/_pages.html", {"cohort": cohort})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        user = signed_in(request)
        if db_field.name == "course" and not user.is_superuser:
            own = Course.objects.filter(cohorts__in=Cohort.objects.facilitated_by(user))
            kwargs["queryset"] = own.distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "facilitators":
            # Who is not staff does not come into the admin; of members there may be thousands.
            led = Cohort.facilitators.through.objects.values("user")
            kwargs["queryset"] = User.objects.filter(Q(is_staff=True) | Q(pk__in=led))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if not change and not signed_in(request).is_superuser:
            form.instance.facilitators.add(signed_in(request))

    def response_post_save_add(self, request: HttpRequest, obj: Cohort) -> HttpResponseRedirect:
        """On to what the people it is for need next."""
        return HttpResponseRedirect(reverse("cohorts:join", args=[obj.slug]))

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        # Facilitators may not look through all courses: they choose from those of their cohorts.
        return ["course"] if signed_in(request).is_superuser else []

    def get_exclude(self, request: HttpRequest, obj: Cohort | None = None) -> list[str]:
        adding_own = obj is None and not signed_in(request).is_superuser
        return ["facilitators"] if adding_own else []

    def get_inlines(self, request: HttpRequest, obj: Cohort | None) -> list[Any]:
        return self.inlines if signed_in(request).is_superuser else []

    def get_readonly_fields(self, request: HttpRequest, obj: Cohort | None = None) -> list[str]:
        if obj is None or signed_in(request).is_superuser:
            return []
        return ["course", "slug", "facilitators"]

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Cohort | None = None
    ) -> dict[str, Any]:
        may_set_slug = obj is None or signed_in(request).is_superuser
        return super().get_prepopulated_fields(request, obj) if may_set_slug else {}


@admin.register(Enrolment)
class EnrolmentAdmin(ChoosesByTyping, admin.ModelAdmin):
    """Superusers see every enrolment, facilitators those of their own cohorts."""

    list_display = ["learner", "cohort", "joined_at", "left_at"]
    list_filter = ["cohort"]
    list_select_related = ["learner", "cohort"]
    search_fields = ["learner__username", "learner__name"]
    autocomplete_fields = ["learner", "cohort"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrolment]:
        cohorts = Cohort.objects.facilitated_by(signed_in(request))
        return super().get_queryset(request).filter(cohort__in=cohorts)

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        # The filter would name every cohort.
        return ["cohort"] if signed_in(request).is_superuser else []

    def get_readonly_fields(self, request: HttpRequest, obj: Enrolment | None = None) -> list[str]:
        return ["learner", "cohort"] if obj and not signed_in(request).is_superuser else []
