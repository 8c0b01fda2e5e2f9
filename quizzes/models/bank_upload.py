from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.kept_upload import KeptUpload
from quizzes.models.quiz import Quiz


class BankUpload(KeptUpload):
    """A bank that an author is looking at before importing it; its maker alone sees it."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="+", verbose_name=_("quiz"))
    format = models.CharField(_("format"), max_length=20)
    content = models.BinaryField(_("content"))

    class Meta:
        verbose_name = _("uploaded bank")
        verbose_name_plural = _("uploaded banks")

    def __str__(self) -> str:
        return f"{self.quiz} · {self.format}"
