"""Sign in with the password of an LDAP directory or AD: django-auth-ldap, to accounts of Dure's.

Local passwords are tried first, so that a superuser is let in while the directory is down.
"""

from typing import Any

from django.conf import settings
from django_auth_ldap.backend import LDAPBackend

from accounts.models import User
from accounts.providers.people import Claims, NotAdmittedError, person_of


class DirectoryBackend(LDAPBackend):
    """Empty passwords, with which a directory lets in anonymously, are refused by the library."""

    def get_or_build_user(self, username: str, ldap_user: Any) -> tuple[User, bool]:
        """By the name of the entry for ever, else by its place in the directory."""
        attributes, directory = ldap_user.attrs, settings.LDAP
        assert directory is not None  # noqa: S101  # else this backend is not in use
        subject = _first(attributes, "entryuuid") or _first(attributes, "objectguid")
        claims = Claims(
            directory.server,
            subject or ldap_user.dn,
            _first(attributes, directory.attribute.lower()) or username,
            name=_first(attributes, "displayname") or _first(attributes, "cn"),
            email=_first(attributes, "mail"),
        )
        try:
            return person_of(claims), False
        except NotAdmittedError as error:
            raise ldap_user.AuthenticationFailed(str(error)) from error


def _first(attributes: Any, name: str) -> str:
    value = next(iter(attributes.get(name, [])), "")
    return value.hex() if isinstance(value, bytes) else str(value)
