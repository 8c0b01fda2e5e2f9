import re
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from psycopg.types.json import Jsonb

from courses.models import SelfDiagnosis
from courses.one_row import one_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User
    from progress.models.diagnosis import Diagnosis


@dataclass(frozen=True)
class Seen:
    """What a page knows of: how many diagnoses were sent, and which version of a draft it shows."""

    sent: int
    version: int
    at: datetime | None = field(default=None, compare=False)

    @classmethod
    def of(cls, draft: "DiagnosisDraft | None", diagnoses: "Sequence[Diagnosis]") -> "Seen":
        if draft:
            return cls(len(diagnoses), draft.version, draft.saved_at)
        return cls(len(diagnoses), 0, diagnoses[-1].taken_at if diagnoses else None)

    @classmethod
    def parsed(cls, text: str) -> "Seen | None":
        """As a form says it; None where it says nothing."""
        match = re.fullmatch(r"(\d{1,9})\.(\d{1,9})", text, re.ASCII)
        return cls(int(match[1]), int(match[2])) if match else None

    def __str__(self) -> str:
        return f"{self.sent}.{self.version}"

    def as_sentence(self) -> str:
        """For the page of a form that has been overtaken."""
        when = date_format(localtime(self.at), "DATETIME_FORMAT") if self.at else ""
        if self.version:
            sentence = _("Not saved: on another page you wrote something newer, last on %(when)s.")
        else:
            sentence = _(
                "Not saved: on another page you have sent this self-diagnosis, on %(when)s."
            )
        return str(sentence) % {"when": when}


@dataclass(frozen=True)
class FormOnPage:
    """One form as one page holds it: its number, how often it has sent itself, what it shows."""

    number: uuid.UUID
    sequence: int = 0
    seen: Seen | None = None


class DraftRefused(Exception):
    """Nothing was kept, for newer words are; says so to the person.

    `newest` is what a form that goes on all the same has seen; None if it must not.
    """

    def __init__(self, message: str, newest: Seen | None = None) -> None:
        super().__init__(message)
        self.message, self.newest = message, newest


LOCK = "SELECT id FROM accounts_user WHERE id = %(learner)s FOR NO KEY UPDATE"
# What a form that is to be kept must know: what was sent on its page, and which draft is there.
STORED = """
    SELECT
        count(sent.id), coalesce(bool_or(sent.form = %(form)s), false), max(sent.taken_at),
        max(draft.version), coalesce(bool_or(draft.form = %(form)s), false),
        max(draft.sequence), max(draft.saved_at)
    FROM (SELECT 1) AS always
    LEFT JOIN progress_diagnosisdraft AS draft
        ON draft.learner_id = %(learner)s AND draft.self_diagnosis_id = %(page)s
    LEFT JOIN progress_diagnosis AS sent
        ON sent.learner_id = %(learner)s AND sent.self_diagnosis_id = %(page)s
"""


# It comes every few seconds from whoever writes, and by the ORM it takes a tenth of the request.
STORE = """
    INSERT INTO progress_diagnosisdraft
        (learner_id, self_diagnosis_id, contents, saved_at, form, sequence, version)
    VALUES
        (%(learner)s, %(page)s, %(contents)s, %(saved_at)s, %(form)s, %(sequence)s, %(version)s)
    ON CONFLICT (learner_id, self_diagnosis_id) DO UPDATE SET
        contents = excluded.contents,
        saved_at = excluded.saved_at,
        form = excluded.form,
        sequence = excluded.sequence,
        version = excluded.version
    RETURNING id
"""


def _store(draft: "DiagnosisDraft") -> int:
    values = {
        "learner": draft.learner_id,
        "page": draft.self_diagnosis_id,
        "contents": Jsonb(draft.contents),
        "saved_at": draft.saved_at,
        "form": draft.form,
        "sequence": draft.sequence,
        "version": draft.version,
    }
    (number,) = one_row(STORE, values)
    return int(number)


@dataclass(frozen=True)
class _Stored:
    """What is stored of a page when a form of it is to be kept."""

    newest: Seen
    is_sent: bool
    is_of_form: bool
    sequence: int

    @classmethod
    def ask(cls, learner: "User", self_diagnosis: SelfDiagnosis, form: FormOnPage) -> "_Stored":
        values = {"learner": learner.pk, "page": self_diagnosis.pk, "form": form.number}
        sent, is_sent, taken_at, version, is_of_form, sequence, saved_at = one_row(STORED, values)
        newest = Seen(sent, version or 0, saved_at if version else taken_at)
        return cls(newest, is_sent, is_of_form, sequence or 0)


class DiagnosisDraftQuerySet(models.QuerySet["DiagnosisDraft"]):
    def of(self, learner: "User", self_diagnosis: SelfDiagnosis) -> "DiagnosisDraftQuerySet":
        return self.filter(learner=learner, self_diagnosis=self_diagnosis)

    def one_at_a_time(self, learner: "User") -> None:
        """Let what else sends or saves a self-diagnosis of this person wait for this transaction.

        A draft that is on its way while its form is sent is then either there to be deleted, or
        sees that it comes too late.
        """
        one_row(LOCK, {"learner": learner.pk})

    @transaction.atomic
    def keep(
        self,
        learner: "User",
        self_diagnosis: SelfDiagnosis,
        contents: dict[str, str],
        form: "FormOnPage",
    ) -> "DiagnosisDraft":
        """Keep what stands in the form now, in place of what stood there before.

        Raises `DraftRefused`, and keeps what is there, if that very form has been sent already, or
        newer words have been kept or sent that its page did not show. What was overtaken by a later
        save of the same form changes nothing.
        """
        self.one_at_a_time(learner)
        there = _Stored.ask(learner, self_diagnosis, form)
        if there.is_sent:
            raise DraftRefused(str(_("This self-diagnosis is sent already.")))
        draft = DiagnosisDraft(learner=learner, self_diagnosis=self_diagnosis)
        if there.is_of_form:
            if form.sequence and form.sequence <= there.sequence:
                draft.saved_at = there.newest.at or draft.saved_at
                return draft
        elif form.seen not in {None, there.newest}:
            raise DraftRefused(there.newest.as_sentence(), there.newest)
        draft.contents, draft.saved_at = contents, timezone.now()
        draft.form, draft.sequence = form.number, form.sequence
        draft.version = there.newest.version + 1
        draft.pk = _store(draft)
        return draft

    def has_served(
        self, learner: "User", self_diagnosis: SelfDiagnosis, form: "FormOnPage"
    ) -> None:
        """Delete the draft of a form that is sent, but not what was written elsewhere since."""
        draft = self.of(learner, self_diagnosis).first()
        if draft is None:
            return
        if draft.form == form.number or form.seen is None or draft.is_seen_by(form.seen):
            draft.delete()


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
        db_index=False,
    )
    contents = models.JSONField(_("contents"), help_text=_("The fields of the form as typed."))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    version = models.PositiveIntegerField(
        editable=False, default=1, help_text=_("Counts what was kept, to tell older from newer.")
    )
    form = models.UUIDField(
        editable=False, null=True, help_text=_("The form on a page that wrote it.")
    )
    sequence = models.PositiveIntegerField(
        editable=False, default=0, help_text=_("Counts what that form has sent.")
    )

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

    def is_seen_by(self, last_seen: Seen) -> bool:
        """Whether a page has shown it, whatever else has been sent since: versions count from 1
        again after a sending, so the page is to know of those before this draft."""
        from progress.models.diagnosis import Diagnosis  # noqa: PLC0415 - it stands on drafts

        before = Diagnosis.objects.of(self.learner, self.self_diagnosis).filter(
            taken_at__lte=self.saved_at
        )
        return last_seen.version == self.version and last_seen.sent >= before.count()
