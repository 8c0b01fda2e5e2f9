"""Whose account it is that a provider speaks of.

A provider gives no rights: who may do more than learn signs in with a password of Dure's own until
an administrator has linked the account (`manage.py linkidentity`). So nobody who can give out names
there becomes an administrator here.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.providers.models import ExternalIdentity
from accounts.usernames import username_form

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
LONGEST = 255


class NotAdmittedError(Exception):
    """This person of the provider gets no account here; why is for the log alone."""


@dataclass(frozen=True)
class Claims:
    """What a provider says of a person; `subject` is theirs for ever."""

    provider: str
    subject: str
    username: str
    name: str = ""
    email: str = ""


def person_of(claims: Claims) -> User:
    """The account of this person, made or met by its name at their first sign-in.

    Raises `NotAdmittedError`.
    """
    if not claims.subject or len(claims.subject) > LONGEST or _CONTROL.search(claims.subject):
        raise NotAdmittedError("the provider names no subject")
    linked = ExternalIdentity.objects.filter(provider=claims.provider, subject=claims.subject)
    identity = linked.select_related("person__merged_into").first()
    person = identity.person if identity else _first_met(claims)
    person = person.merged_into or person
    if not person.is_active:
        raise NotAdmittedError("the account is closed")
    return person


def _first_met(claims: Claims) -> User:
    try:
        with transaction.atomic():
            person = _by_username(claims) or _made(claims)
            ExternalIdentity.objects.create(
                person=person, provider=claims.provider, subject=claims.subject
            )
            return person
    except IntegrityError as error:
        raise NotAdmittedError("another identity of the provider has this account") from error


def _by_username(claims: Claims) -> User | None:
    username = username_form(claims.username)
    person = User.objects.select_for_update().filter(username=username).first()
    if person is None:
        return None
    if person.merged_into_id:
        person = User.objects.select_for_update().get(pk=person.merged_into_id)
    if person.shares_username:
        raise NotAdmittedError("two accounts have this username")
    if person.is_staff or person.is_superuser:
        raise NotAdmittedError("the account may do more than learn, and is not linked")
    return person


def _made(claims: Claims) -> User:
    if settings.SIGN_IN_ADMITS != "anyone":
        raise NotAdmittedError("nobody of this username is listed")
    person = User(
        username=username_form(claims.username),
        name=_CONTROL.sub("", claims.name)[:150],
        email=claims.email,
    )
    person.set_unusable_password()
    try:
        person.full_clean()
    except ValidationError as error:
        if set(error.message_dict) - {"email"}:
            raise NotAdmittedError(f"no such account can be: {error.message_dict}") from error
        person.email = ""  # it is not needed to learn
    person.save()
    return person
