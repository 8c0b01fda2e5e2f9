import secrets

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in; one name field, as a Korean name is one."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As my device is set")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    theme = models.CharField(_("appearance"), max_length=10, choices=Theme, default=Theme.SYSTEM)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Empty: the language of this site."),
    )

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def anonymise(self) -> None:
        """Leave a pseudonym that tells nothing; the new password ends every session."""
        pseudonym = secrets.token_hex(4)
        self.username = f"erased-{pseudonym}"
        self.name = _now("Erased member %(number)s") % {"number": pseudonym[:4]}
        self.email = ""
        self.is_active = self.is_staff = False
        self.set_unusable_password()
        self.groups.clear()
        self.save(update_fields=["username", "name", "email", "is_active", "is_staff", "password"])
