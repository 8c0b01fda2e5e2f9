"""Who may read what: the one rule behind every `visible_to(user)`."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from accounts.models import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


AUTHORS_MAY = "courses.change_module"


def is_author(user: "User | AnonymousUser") -> bool:
    """Whether this person may write content, and so read drafts.

    Only staff can: asking `is_staff` first spares every member two queries.
    """
    return bool(user.is_staff) and user.has_perm(AUTHORS_MAY)


def authors() -> "QuerySet[User]":
    """Everybody of whom `is_author` is true, superusers too, and those whose account is closed."""
    backend = "django.contrib.auth.backends.ModelBackend"
    # None, for accounts of either kind, is what Django takes and its stubs leave out.
    people = User.objects.with_perm(AUTHORS_MAY, is_active=None, backend=backend)  # type: ignore[arg-type]
    return people.filter(is_staff=True)


def readable_modules(user: "User | AnonymousUser", path: str = "") -> Q:
    """The modules this person may read, as a condition on `path` (such as "quiz__module__")."""
    from courses.models import Cohort  # noqa: PLC0415 - models stand on this module

    if not user.is_authenticated:
        return Q(pk__in=[])
    if is_author(user):
        return Q()
    return Q(
        **{
            f"{path}is_published": True,
            f"{path}course__is_published": True,
            f"{path}course__in": Cohort.objects.open_to(user).values("course"),
        }
    )
