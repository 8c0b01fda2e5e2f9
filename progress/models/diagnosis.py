import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Level, SelfDiagnosis
from courses.submissions import with_contents
from progress.models.diagnosis_draft import DiagnosisDraft, FormOnPage
from texts.visible import VISIBLE

if TYPE_CHECKING:
    from accounts.models import User


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    def of(self, learner: "User", self_diagnosis: SelfDiagnosis) -> "DiagnosisQuerySet":
        """One learner's diagnoses on one page, oldest first."""
        diagnoses = self.filter(learner=learner, self_diagnosis=self_diagnosis)
        return diagnoses.order_by("taken_at", "pk")

    def history_of(self, learner: "User", self_diagnosis: SelfDiagnosis) -> "list[Diagnosis]":
        """The same with their ratings; the levels are those that the page has at hand."""
        history = list(self.of(learner, self_diagnosis).prefetch_related("ratings"))
        levels = {level.pk: level for level in self_diagnosis.levels.all()}
        for rating in (rating for diagnosis in history for rating in diagnosis.ratings.all()):
            rating.level = levels.get(rating.level_id) or rating.level
        return history

    @transaction.atomic
    def take(
        self,
        learner: "User",
        self_diagnosis: SelfDiagnosis,
        ratings: Iterable["Rating"],
        *,
        shared: bool,
        form: FormOnPage,
    ) -> "Diagnosis":
        """Keep one filled-in page; its draft has served.

        The same form sent again is the same diagnosis; sent with other contents, as after going
        back to it, it is another (`diagnosis_once_per_submission`).
        """
        drafts = DiagnosisDraft.objects
        drafts.one_at_a_time(learner)
        ratings = list(ratings)
        contents = [[row.level_id, row.rating, row.evidence] for row in ratings]
        diagnosis, is_new = self.get_or_create(
            submission=with_contents(form.number, shared, contents),
            learner=learner,
            self_diagnosis=self_diagnosis,
            defaults={"shared": shared, "form": form.number},
        )
        if is_new:
            for rating in ratings:
                rating.diagnosis = diagnosis
            Rating.objects.bulk_create(ratings)
            drafts.has_served(learner, self_diagnosis, form)
        return diagnosis


class Diagnosis(models.Model):
    """What a learner said of themselves on a self-diagnosis page, one time."""

    self_diagnosis = models.ForeignKey(
        SelfDiagnosis,
        models.PROTECT,
        related_name="diagnoses",
        verbose_name=_("self-diagnosis"),
    )
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="diagnoses",
        verbose_name=_("learner"),
        db_index=False,
    )
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    shared = models.BooleanField(
        _("evidence shared"),
        default=False,
        help_text=_("Whether the facilitators may read the evidence."),
    )
    submission = models.UUIDField(
        editable=False,
        default=uuid.uuid4,
        help_text=_("Tells a second sending of the same form from a second diagnosis."),
    )
    form = models.UUIDField(
        editable=False,
        null=True,
        help_text=_("The form it was sent with; a draft of that form comes too late."),
    )

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnosis")
        verbose_name_plural = _("diagnoses")
        ordering = ["learner", "self_diagnosis", "taken_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "self_diagnosis", "submission"],
                name="diagnosis_once_per_submission",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.self_diagnosis}"

    @property
    def level_reached(self) -> int:
        """The highest rank such that it and all below are "on my own"; 0 if there is none."""
        return level_reached((rating.level.rank, rating.rating) for rating in self.ratings.all())

    @property
    def level_name(self) -> str:
        """The name of the level reached, empty if there is none."""
        names = {rating.level.rank: rating.level.name for rating in self.ratings.all()}
        return names.get(self.level_reached, "")


def level_reached(ratings: Iterable[tuple[int, str]]) -> int:
    """Of ranks with what was said of each."""
    reached = 0
    for rank, rating in sorted(ratings):
        if rating != Rating.Choice.ON_MY_OWN or rank != reached + 1:
            break
        reached = rank
    return reached


class Rating(models.Model):
    """How far a learner says to have come on one level, with evidence in their own words."""

    class Choice(models.TextChoices):
        NOT_YET = "not-yet", _("Not yet")
        WITH_HELP = "with-help", _("With help")
        ON_MY_OWN = "on-my-own", _("On my own")

    diagnosis = models.ForeignKey(
        Diagnosis,
        models.CASCADE,
        related_name="ratings",
        verbose_name=_("diagnosis"),
        db_index=False,
    )
    level = models.ForeignKey(
        Level, models.PROTECT, related_name="ratings", verbose_name=_("level")
    )
    rating = models.CharField(_("rating"), max_length=10, choices=Choice)
    evidence = models.TextField(_("evidence"), blank=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["diagnosis", "level"]
        constraints = [
            models.UniqueConstraint(fields=["diagnosis", "level"], name="rating_once_per_level"),
            models.CheckConstraint(
                condition=models.Q(rating__in=["not-yet", "with-help", "on-my-own"]),
                name="rating_is_one_of_three",
            ),
            models.CheckConstraint(
                condition=~models.Q(rating="on-my-own") | models.Q(evidence__regex=VISIBLE),
                name="rating_on_my_own_has_evidence",
                violation_error_message=_("Write a line on how you know."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rating_of_its_self_diagnosis",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF (SELECT self_diagnosis_id FROM courses_level WHERE id = NEW.level_id)
                        IS DISTINCT FROM (
                            SELECT self_diagnosis_id FROM progress_diagnosis
                            WHERE id = NEW.diagnosis_id
                        )
                    THEN
                        RAISE EXCEPTION 'The level belongs to another self-diagnosis.'
                        USING ERRCODE = 'integrity_constraint_violation',
                        CONSTRAINT = 'rating_of_its_self_diagnosis';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} · {self.get_rating_display()}"
