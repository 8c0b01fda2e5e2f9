import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = datetime.timedelta(days=1)


class KeptUpload(models.Model):
    """A file that was read and waits to be imported; its maker alone sees it."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        abstract = True

    @classmethod
    def not_imported(cls) -> models.QuerySet[Self]:
        """Those that nobody would miss once they are old."""
        return cls._default_manager.all()

    @classmethod
    def forget_expired(cls) -> None:
        """Delete what waited too long, whoever made it."""
        cls.not_imported().filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
