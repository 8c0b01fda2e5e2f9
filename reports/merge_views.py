"""The page on which a superuser makes one account of two of the same person."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import Act, note_access
from accounts.admin import UserAdmin
from accounts.merging import doubles
from accounts.models import AccountNotice, User
from accounts.reauthentication.asking import recently_authenticated
from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from reports.may_be_merged import Belongings, Preview
from reports.merging import NotMergedError, merge


@dataclass(frozen=True)
class MergePage:
    """Accounts of one name, the two that were asked for, and what will be of them.

    `typed` is what was typed to say that it is meant, None where nothing was sent.
    """

    doubles: list[list[Belongings]]
    closed: str
    stays: str
    preview: Preview | None
    unknown: list[str]
    lacks_a_name: bool
    typed: str | None
    title: str
    site_title: Any
    has_permission: bool = True


class MergesAccounts(UserAdmin):
    change_list_template = "reports/people.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(merge_accounts)
        return [path("merge/", view, name="accounts_user_merge"), *super().get_urls()]


admin.site.unregister(User)
admin.site.register(User, MergesAccounts)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merge_accounts(request: HttpRequest) -> Any:
    if not signed_in(request).is_superuser:
        raise PermissionDenied
    return _merge_accounts(request)


@recently_authenticated
def _merge_accounts(request: HttpRequest) -> HttpResponse:
    names = [request.GET.get(name, "").strip() for name in ("closed", "stays")]
    people = [_named(name) for name in names]
    closed, stays = people
    preview = Preview.of(closed, stays) if closed and stays else None
    typed = request.POST.get("username", "").strip() if request.method == "POST" else None
    if closed and stays and typed is not None and typed == closed.username:
        try:
            merge(closed, stays)
        except NotMergedError as error:
            messages.error(request, str(error))
        else:
            return _merged(request, closed, stays)
    elif closed and stays:
        note_access(request, Act.VIEWED, whose=[closed.pk, stays.pk], what=request.path)
    unknown = [name for name, person in zip(names, people, strict=True) if name and not person]
    lacks_a_name = bool(request.GET) and not all(names)
    page = MergePage(
        _doubles(),
        names[0],
        names[1],
        preview,
        unknown,
        lacks_a_name,
        typed,
        title=_("Merge two accounts of one person"),
        site_title=admin.site.site_title,
    )
    status = 400 if request.method == "POST" or unknown or lacks_a_name else 200
    return render(request, "reports/merge.html", vars(page), status=status)


def _merged(request: HttpRequest, closed: User, stays: User) -> HttpResponse:
    user = signed_in(request)
    note_access(
        request,
        Act.MERGED,
        whose=[closed.pk, stays.pk],
        what=f"accounts.user {closed.pk} → {stays.pk}",
    )
    AccountNotice.objects.tell(stays, AccountNotice.Kind.MERGED, request, by=user)
    sentence = _("The accounts are one: %(username)s opens it too, with the password of %(stays)s.")
    messages.success(request, sentence % {"username": closed.username, "stays": stays.username})
    return HttpResponseSeeOther(reverse("admin:accounts_user_change", args=[stays.pk]))


def _named(typed: str) -> User | None:
    """Just as it is spelt, as doubles are told apart by that alone; else however it is typed."""
    if "\0" in typed:
        return None
    return User.objects.filter(username=typed).first() or User.objects.by_username(typed)


def _doubles() -> list[list[Belongings]]:
    of_one_name = doubles()
    belongings = Belongings.of(chain.from_iterable(of_one_name))
    return [[belongings[person] for person in people] for people in of_one_name]
