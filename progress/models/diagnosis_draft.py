import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import SelfDiagnosis

if TYPE_CHECKING:
    from accounts.models import User


class DiagnosisDraftQuerySet(models.QuerySet["DiagnosisDraft"]):
    def of(self, learner: "User", self_diagnosis: SelfDiagnosis) -> "DiagnosisDraftQuerySet":
        return self.filter(learner=learner, self_diagnosis=self_diagnosis)

    def one_at_a_time(self, learner: "User") -> None:
        """Let what else sends or saves a self-diagnosis of this person wait for this transaction.

        A draft that is on its way while its form is sent is then either there to be deleted, or
        sees that it comes too late.
        """
        people = get_user_model().objects.select_for_update(no_key=True)
        people.values_list("pk").get(pk=learner.pk)

    @transaction.atomic
    def keep(
        self,
        learner: "User",
        self_diagnosis: SelfDiagnosis,
        contents: dict[str, str],
        form: uuid.UUID,
    ) -> "DiagnosisDraft | None":
        """Keep what stands in the form now, in place of what stood there before.

        None, and nothing is kept, if that very form has been sent already.
        """
        from progress.models.diagnosis import Diagnosis

        self.one_at_a_time(learner)
        if Diagnosis.objects.of(learner, self_diagnosis).filter(form=form).exists():
            return None
        draft = DiagnosisDraft(learner=learner, self_diagnosis=self_diagnosis, contents=contents)
        self.bulk_create(
            [draft],
            update_conflicts=True,
            unique_fields=["learner", "self_diagnosis"],
            update_fields=["contents", "saved_at"],
        )
        return draft


class DiagnosisDraft(models.Model):
    """A self-diagnosis form that is being filled in; its writer alone sees it."""

    self_diagnosis = models.ForeignKey(
        SelfDiagnosis, models.CASCADE, related_name="drafts", verbose_name=_("self-diagnosis")
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="diagnosis_drafts",
        verbose_name=_("learner"),
    )
    contents = models.JSONField(_("contents"), help_text=_("The fields of the form as typed."))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    objects = DiagnosisDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnosis draft")
        verbose_name_plural = _("diagnosis drafts")
        ordering = ["learner", "-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "self_diagnosis"], name="diagnosis_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.self_diagnosis}"
