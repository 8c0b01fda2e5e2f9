from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.access.noted import NotesChanges
from accounts.models import AccountNotice, User
from accounts.overwriting.admin import NeverOverwrites
from accounts.people_search import find_people
from accounts.reauthentication.admin import AsksOnceMore
from accounts.second_factor.admin import ShowsSecondFactor


@admin.register(User)
class UserAdmin(AsksOnceMore, ShowsSecondFactor, NeverOverwrites, DjangoUserAdmin):
    list_display = ["username", "name", "email", "is_active", "is_staff", "last_login"]
    list_filter = [*DjangoUserAdmin.list_filter, "shares_username", "is_erased"]
    search_fields = ["username", "name", "email"]
    readonly_fields = ["second_factor", "merged_into"]
    fieldsets = [
        (None, {"fields": ["username", "password", "second_factor", "merged_into"]}),
        (_("Personal info"), {"fields": ["name", "email", "theme", "text_size", "language"]}),
        (
            _("Permissions"),
            {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "name", "password1", "password2"]}),
    ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        return find_people(queryset, search_term), False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of an account that was erased or merged nothing is to be changed."""
        is_over = isinstance(obj, User) and bool(obj.is_erased or obj.merged_into_id)
        return not is_over and super().has_change_permission(request, obj)

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002  # as Django names it
        form_url: str = "",
    ) -> HttpResponse:
        """As Django has it, after one has shown who one is; the person is told."""
        if page_in_between := self._asked(request):
            return page_in_between
        before = self.get_object(request, id)
        response = super().user_change_password(request, id, form_url)
        person = User.objects.filter(pk=before.pk).first() if before else None
        if before and person and person.password != before.password:
            AccountNotice.objects.tell_of_password(person, request)
        return response


admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(AsksOnceMore, NotesChanges, DjangoGroupAdmin):
    """What a role may do."""
