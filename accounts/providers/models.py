"""Who of a provider is who here: by what never changes there, so that a name may."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ExternalIdentity(models.Model):
    """A person of a provider (`subject`, as it names them for ever) and their account here."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="external_identities",
        verbose_name=_("person"),
    )
    provider = models.CharField(_("provider"), max_length=255)
    subject = models.CharField(_("identity there"), max_length=255)
    linked_at = models.DateTimeField(_("linked"), default=timezone.now)

    class Meta:
        verbose_name = _("identity of another sign-in")
        verbose_name_plural = _("identities of other sign-ins")
        ordering = ["provider", "subject"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"], name="accounts_identity_is_one_persons"
            ),
            models.UniqueConstraint(
                fields=["provider", "person"], name="accounts_one_identity_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.provider}"
