from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.choosing import ChoosesByTyping
from accounts.models import User
from accounts.overwriting.admin import NeverOverwrites
from accounts.people_search import find_people
from accounts.requests import signed_in
from cohorts.facilitators import let_lead
from cohorts.forms import CohortForm, NewCohortForm
from courses.models import Cohort, Course, Enrolment
from courses.models.cohort import order_of_cohorts

if TYPE_CHECKING:
    from django.forms import ModelForm


@admin.register(Cohort)
class CohortAdmin(NeverOverwrites, ChoosesByTyping):
    """Superusers see every cohort, facilitators their own."""

    list_display = ["cohort", "course", "starts_on", "ends_on", "join_code", "pages"]
    list_display_links = None
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["course"]
    filter_horizontal = ["facilitators"]
    form = CohortForm
    change_form_template = "admin/courses/cohort/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        cohorts = Cohort.objects.facilitated_by(signed_in(request)).values("pk")
        return super().get_queryset(request).filter(pk__in=cohorts)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return order_of_cohorts()

    @admin.display(description=_("cohort"), ordering="name")
    def cohort(self, cohort: Cohort) -> SafeString:
        """Its name leads to its reports: the form of its dates is seldom what one comes for."""
        return render_to_string("cohorts/_name.html", {"cohort": cohort})

    @admin.display(description=_("Go to"))
    def pages(self, cohort: Cohort) -> SafeString:
        return render_to_string("cohorts/_pages.html", {"cohort": cohort})

    @admin.display(description=_("course"))
    def course_title(self, cohort: Cohort) -> str:
        """Without a link: the page of a course is its authors'."""
        return cohort.course.title

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
        self, request: HttpRequest, form: "ModelForm[Cohort]", formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        user, cohort = signed_in(request), form.instance
        if not change and not user.is_superuser:
            cohort.facilitators.add(user)
            for person in form.cleaned_data["others"]:
                if person != user:
                    let_lead(person, cohort, user)

    def response_post_save_add(self, request: HttpRequest, obj: Cohort) -> HttpResponseRedirect:
        """On to what the people it is for need next."""
        return HttpResponseRedirect(reverse("cohorts:join", args=[obj.slug]))

    def response_post_save_change(self, request: HttpRequest, obj: Cohort) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("cohorts:members", args=[obj.slug]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A page of the cohort, with the tabs of the others."""
        if cohort := context["original"]:
            context |= {"cohort": cohort, "title": _("Name and dates"), "subtitle": None}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Cohort | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None and not signed_in(request).is_superuser:
            kwargs["form"] = NewCohortForm
        return super().get_form(request, obj, change, **kwargs)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        # Facilitators may not look through all courses: they choose from those of their cohorts.
        return ["course"] if signed_in(request).is_superuser else []

    def get_exclude(self, request: HttpRequest, obj: Cohort | None = None) -> list[str]:
        if signed_in(request).is_superuser:
            return []
        return ["facilitators"] if obj is None else ["course"]

    def get_readonly_fields(self, request: HttpRequest, obj: Cohort | None = None) -> list[str]:
        if obj is None or signed_in(request).is_superuser:
            return []
        return ["course_title", "slug", "facilitators"]


@admin.register(Enrolment)
class EnrolmentAdmin(NeverOverwrites, ChoosesByTyping):
    """For superusers; facilitators have the roster, and are led there."""

    list_display = ["learner", "cohort", "joined_at", "left_at"]
    list_filter = ["cohort"]
    list_select_related = ["learner", "cohort"]
    search_fields = ["learner__username", "learner__name"]
    autocomplete_fields = ["learner", "cohort"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Enrolment], search_term: str
    ) -> tuple[QuerySet[Enrolment], bool]:
        return find_people(queryset, search_term, of="learner__"), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrolment]:
        cohorts = Cohort.objects.facilitated_by(signed_in(request))
        return super().get_queryset(request).filter(cohort__in=cohorts)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return signed_in(request).is_superuser

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_module_permission(request) or not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        return redirect("admin:courses_cohort_changelist")

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        enrolment = self.get_object(request, object_id) if object_id else None
        if enrolment is None or self.has_module_permission(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        return redirect("cohorts:members", enrolment.cohort.slug)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.has_module_permission(request):
            return super().history_view(request, object_id, extra_context)
        return self.changeform_view(request, object_id)
