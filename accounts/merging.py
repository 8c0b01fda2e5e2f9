"""What becomes of an account that turns out to be another's of the same person.

It is closed and its username opens the one that stays. What belongs to it is taken over by the
floors above (reports/merging.py).
"""

import secrets

from accounts.codes.models import OneTimeCode
from accounts.models import ExternalIdentity, User
from accounts.throttle import forget
from accounts.usernames import username_form


def doubles() -> list[list[User]]:
    """Accounts whose usernames are one by today's rules, together; closed ones are none."""
    rows = User.objects.filter(shares_username=True, is_erased=False, merged_into=None)
    by_form: dict[str, list[User]] = {}
    for person in rows.order_by("username"):
        by_form.setdefault(username_form(person.username), []).append(person)
    return list(by_form.values())


def close_for(closed: User, stays: User) -> None:
    """Nobody signs in with `closed`; its username and what it is elsewhere open `stays`."""
    closed.sessions.all().delete()
    OneTimeCode.objects.filter(person=closed).delete()
    forget(closed)
    known_there = stays.external_identities.values("provider")
    ExternalIdentity.objects.filter(person=closed).exclude(provider__in=known_there).update(
        person=stays
    )
    closed.merged.update(merged_into=stays)
    closed.merged_into, closed.is_active = stays, False
    closed.set_unusable_password()
    closed.save(update_fields=["merged_into", "is_active", "password"])
    _give_the_username(closed, stays)


def _give_the_username(closed: User, stays: User) -> None:
    """Where nobody else has it either, `stays` is found however it is typed from now on."""
    form = username_form(closed.username)
    if not (
        closed.shares_username and stays.shares_username and username_form(stays.username) == form
    ):
        return
    others = User.objects.filter(shares_username=True, merged_into=None).exclude(pk=stays.pk)
    if any(username_form(other.username) == form for other in others):
        return
    holder = User.objects.filter(username=form).exclude(pk=stays.pk).first()
    if holder is not None:  # one that is closed: it takes the other spelling
        spelling = stays.username
        _rename(stays, secrets.token_hex(16))
        _rename(holder, spelling)
    stays.username, stays.shares_username = form, False
    stays.save(update_fields=["username", "shares_username"])


def _rename(person: User, username: str) -> None:
    User.objects.filter(pk=person.pk).update(username=username)
