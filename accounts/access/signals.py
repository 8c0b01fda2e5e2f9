"""Notes what Django's own doors and forms do with accounts: signing in and out, roles."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.access.current import current_request
from accounts.access.models import Act, note_access
from accounts.models import User

# With what a new account has, of which nothing is noted: that it was added is.
FLAGS = {"is_active": True, "is_staff": False, "is_superuser": False}


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_signal: Any) -> None:
    note_access(request, Act.SIGN_IN, whose=[user.pk], account=user)


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_signal: Any) -> None:
    if user is not None:
        note_access(request, Act.SIGN_OUT, whose=[user.pk], account=user)


@receiver(user_login_failed)
def _failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **_signal: Any
) -> None:
    """Of a name that nobody has no more than that is kept: it may be a password."""
    typed = str(credentials.get("username") or "").replace("\0", "")
    accounts = User.objects.filter(pk__in=_named(typed))
    note_access(request, Act.FAILED_SIGN_IN, whose=[user.pk for user in accounts])


def _named(typed: str) -> list[int]:
    try:
        return [User.objects.get_by_natural_key(typed).pk]
    except User.DoesNotExist:
        return []


@receiver(m2m_changed, sender=User.groups.through)
@receiver(m2m_changed, sender=User.user_permissions.through)
def _roles_changed(
    action: str,
    instance: User | Group | Permission,
    reverse: bool,
    model: type[Any],
    pk_set: Iterable[int] | None,
    **_signal: Any,
) -> None:
    """From either side: somebody's groups, or the people of a group."""
    if action == "pre_clear":
        people, roles = _before_clear(instance, model)
    elif action in ("post_add", "post_remove") and pk_set:
        others = model._default_manager.filter(pk__in=pk_set)
        people, roles = ([instance], others) if not reverse else (others, [instance])
    else:
        return
    act = Act.ROLE_GRANTED if action == "post_add" else Act.ROLE_WITHDRAWN
    whose = [person.pk for person in people]
    if whose and roles:
        names = ", ".join(str(getattr(role, "codename", role)) for role in roles)
        note_access(current_request(), act, whose=whose, what=names)


def _before_clear(instance: Any, model: type[Any]) -> tuple[list[Any], list[Any]]:
    if isinstance(instance, User):
        held = instance.groups if model is Group else instance.user_permissions
        return [instance], list(held.all())
    return list(instance.user_set.all()), [instance]


@receiver(m2m_changed, sender=Group.permissions.through)
def _group_changed(
    action: str,
    instance: Group | Permission,
    pk_set: set[int] | None,
    **_signal: Any,
) -> None:
    """What a role lets its people do."""
    if action in ("post_add", "post_remove") and pk_set and isinstance(instance, Group):
        act = Act.ROLE_GRANTED if action == "post_add" else Act.ROLE_WITHDRAWN
        rights = Permission.objects.filter(pk__in=pk_set).values_list("codename", flat=True)
        whose = instance.user_set.values_list("pk", flat=True)
        what = f"{instance}: {', '.join(sorted(rights))}"
        note_access(current_request(), act, whose=whose, what=what)


@receiver(pre_delete, sender=Group)
def _group_deleted(instance: Group, **_signal: Any) -> None:
    """Who was in it loses a role, of which nothing else is told."""
    if whose := list(instance.user_set.values_list("pk", flat=True)):
        note_access(current_request(), Act.ROLE_WITHDRAWN, whose=whose, what=str(instance))


@receiver(pre_save, sender=User)
def _flags_before(instance: User, update_fields: Iterable[str] | None, **_signal: Any) -> None:
    changes = update_fields is None or FLAGS.keys() & set(update_fields)
    stored = User.objects.filter(pk=instance.pk).values(*FLAGS) if changes and instance.pk else ()
    instance.flags_before = next(iter(stored), None)  # type: ignore[attr-defined]


@receiver(post_save, sender=User)
def _flags_after(instance: User, created: bool, **_signal: Any) -> None:
    before = getattr(instance, "flags_before", None) or FLAGS
    if not created and getattr(instance, "flags_before", None) is None:
        return
    for flag in sorted(FLAGS):
        if getattr(instance, flag) != before[flag]:
            act = Act.ROLE_GRANTED if getattr(instance, flag) else Act.ROLE_WITHDRAWN
            note_access(current_request(), act, whose=[instance.pk], what=flag)
