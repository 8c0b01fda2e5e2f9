from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes import frozen_wording
from quizzes.models.attempt import Answer
from quizzes.models.option import Option
from quizzes.models.question import Question


class Wording(models.Model):
    """What a question, or one of its options, said up to its `last_answer`; kept by the database.

    The stem is meant where there is no option. Who mended it tell the versions of the page.
    """

    question = models.ForeignKey(
        Question, models.PROTECT, related_name="wordings", verbose_name=_("question")
    )
    option = models.ForeignKey(
        Option,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("option"),
        db_index=False,
    )
    text = models.TextField(_("text"))
    html = models.TextField()
    last_answer = models.ForeignKey(
        Answer, models.PROTECT, related_name="+", verbose_name=_("last answer"), db_index=False
    )
    mended_at = models.DateTimeField(_("mended"))

    class Meta:
        default_permissions = ()  # people never handle it
        verbose_name = _("earlier wording")
        verbose_name_plural = _("earlier wordings")
        ordering = ["pk"]
        triggers = [*frozen_wording.WORDINGS_ARE_APPEND_ONLY, frozen_wording.WORDINGS_ARE_KEPT]

    def __str__(self) -> str:
        return f"{self.question_id} · {self.option_id or '–'} · {self.mended_at}"
