import secrets
import unicodedata
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.access.models import AccessRecord, AccessReview
from accounts.codes.models import OneTimeCode
from accounts.demo import DemoAccount
from accounts.failed_tries import FailedTry, SpentDevice
from accounts.first_superuser.models import FirstSuperuserLink
from accounts.notices.models import AccountNotice
from accounts.providers.models import ExternalIdentity
from accounts.second_factor.models import Authenticator, PrintedCodes
from accounts.sessions.models import Session
from accounts.usernames import (
    LONGEST_USERNAME,
    MOST_TYPED,
    UsernameField,
    as_postgres_compares,
    username_form,
)

__all__ = [
    "AccessRecord",
    "AccessReview",
    "AccountNotice",
    "Authenticator",
    "DemoAccount",
    "ExternalIdentity",
    "FailedTry",
    "FirstSuperuserLink",
    "OneTimeCode",
    "PrintedCodes",
    "Session",
    "SpentDevice",
    "User",
]


# How the username begins that `User.anonymise` leaves.
ERASED = "erased-"
# So much of the pseudonym tells two of them apart on a page.
SHOWN = 4


def nameless(number: str) -> str:
    """What stands for the name of somebody who was erased."""
    return _now("Erased member %(number)s") % {"number": number}


def _in_one_form(password: str | None) -> str | None:
    """NFKC, as keyboards and systems compose the same letters differently."""
    return password and unicodedata.normalize("NFKC", password)


class UserManager(DjangoUserManager["User"]):
    use_in_migrations = False

    def create_user(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        return super().create_user(username, email, _in_one_form(password), **fields)

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **fields: Any
    ) -> "User":
        return super().create_superuser(username, email, _in_one_form(password), **fields)

    def by_username(self, typed: str) -> "User | None":
        """Whose username this is, however it is typed; of doubles the one spelt just so.

        Of an account that was merged it is the other's now.
        """
        if len(typed) > MOST_TYPED or "\0" in typed:
            return None
        spelt_so = Q(shares_username=True, username=typed)
        in_its_form = Q(shares_username=False, username=username_form(typed))
        people = self.filter(spelt_so | in_its_form).select_related("merged_into")
        person = people.order_by("-shares_username").first()
        return person and (person.merged_into or person)

    def get_by_natural_key(self, username: str | None) -> "User":
        person = self.by_username(username or "")
        if person is None:
            raise self.model.DoesNotExist
        return person


class User(AbstractUser):
    """A person who signs in; one name field, as a Korean name is one."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As my device is set")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class TextSize(models.TextChoices):
        """Of the browser's own size, in per cent."""

        NORMAL = "100", _("Normal")
        LARGE = "112", _("Large")
        LARGER = "125", _("Larger")
        LARGEST = "150", _("Largest")

    username = UsernameField(
        _("username"),
        max_length=LONGEST_USERNAME,
        unique=True,
        help_text=_(
            "Up to 150 letters, digits and @ . + - _. "
            "Capitals and full-width letters make no difference."
        ),
        error_messages={"unique": _("Another account has this username.")},
    )
    shares_username = models.BooleanField(
        _("username is another's too"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("From a time when capitals made two usernames of one. Change one of the two."),
    )
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    theme = models.CharField(_("appearance"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    text_size = models.CharField(
        _("size of text"),
        max_length=3,
        choices=TextSize,
        default=TextSize.NORMAL,
        db_default=TextSize.NORMAL,
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Empty: the language of this site."),
    )

    is_erased = models.BooleanField(
        _("erased"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Only a pseudonym is left of them, which nobody signs in with."),
    )

    # The account that this one became part of: its username opens that one (accounts/merging.py).
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
    )
    # Of their notices that they have not seen, the newest: without one, no page asks for them.
    last_notice = models.BigIntegerField(null=True, editable=False)

    objects = UserManager()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined,misc]
        constraints = [
            models.UniqueConstraint(
                as_postgres_compares("username"),
                condition=Q(shares_username=False),
                name="accounts_username_once",
                violation_error_message=_("Another account has this username."),
            ),
            models.CheckConstraint(
                condition=Q(username=as_postgres_compares("username")) | Q(shares_username=True),
                name="accounts_username_in_its_form",
                violation_error_message=_("A username is kept in small letters of normal width."),
            ),
            models.CheckConstraint(
                condition=Q(is_erased=False)
                | Q(
                    username__regex=f"^{ERASED}[0-9a-f]{{8}}$",
                    shares_username=False,
                    name="",
                    email="",
                    is_active=False,
                    is_staff=False,
                    is_superuser=False,
                ),
                name="accounts_erased_is_nameless",
                violation_error_message=_(
                    "This person was erased on their request: the account keeps its pseudonym, has "
                    "no name and no address, and nobody signs in with it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None)
                | Q(is_active=False, is_staff=False, is_superuser=False)
                & ~Q(merged_into=models.F("id")),
                name="accounts_merged_is_closed",
                violation_error_message=_(
                    "This account was merged into another: it stays closed, and has no rights."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @classmethod
    def normalize_username(cls, username: str) -> str:
        return username_form(username)

    def goes_by(self, typed: str) -> bool:
        """Whether what was typed is this person's username, whatever its case and width."""
        return username_form(typed) == username_form(self.username)

    def clean(self) -> None:
        typed = self.username
        super().clean()
        if self.shares_username and typed != username_form(typed):
            self.username = typed  # it was not to be changed, so the double stays as it is
        else:
            self.shares_username = False

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(_in_one_form(raw_password))

    def check_password(self, raw_password: str) -> bool:
        """In NFKC, then as typed: one kept as typed, from before, is then kept anew."""
        normal = _in_one_form(raw_password) or ""
        if super().check_password(normal):
            return True
        if normal == raw_password or not super().check_password(raw_password):
            return False
        self.set_password(raw_password)
        self._password = None
        self.save(update_fields=["password"])
        return True

    def get_full_name(self) -> str:
        if self.is_erased:
            return nameless(self.username.removeprefix(ERASED)[:SHOWN])
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def anonymise(self) -> None:
        """Leave a pseudonym that tells nothing; the new password ends every session."""
        self.username = f"{ERASED}{secrets.token_hex(4)}"
        self.is_erased = True
        self.shares_username = False
        self.name = self.email = ""
        self.is_active = self.is_staff = self.is_superuser = False
        self.set_unusable_password()
        self.groups.clear()
        self.user_permissions.clear()
        self.account_notices.all().delete()
        self.sessions.all().delete()
        self.last_notice = None
        self.save(
            update_fields=[
                *("username", "is_erased", "shares_username", "name", "email"),
                *("is_active", "is_staff", "is_superuser", "password", "last_notice"),
            ]
        )
