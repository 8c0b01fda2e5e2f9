import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.cohort import Cohort
from courses.models.kept_upload import KeptUpload

# A running import notes its progress far more often than this.
SILENT_FOR = datetime.timedelta(seconds=60)


class RosterImport(KeptUpload):
    """A roster that was checked, is being imported, or was; its maker alone sees it."""

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    cohort = models.ForeignKey(
        Cohort, models.CASCADE, related_name="roster_imports", verbose_name=_("cohort")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    lines = models.JSONField(_("lines"), help_text=_("The people as checked; empty once imported."))
    left_aside = models.JSONField(_("columns left aside"), default=list)
    people = models.JSONField(
        _("people made"), default=list, help_text=_("The accounts that the import made.")
    )
    total = models.PositiveIntegerField(_("total"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    noted_at = models.DateTimeField(_("progress noted"), default=timezone.now)
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        verbose_name = _("roster import")
        verbose_name_plural = _("roster imports")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.cohort} · {self.made_at:%Y-%m-%d %H:%M}"

    @classmethod
    def not_imported(cls) -> models.QuerySet["RosterImport"]:
        return cls.objects.filter(state__in=[cls.State.CHECKED, cls.State.RUNNING])

    def begin(self) -> bool:
        """Claim it for importing; False for the second of two who ask, and where it has faults."""
        claimed = RosterImport.objects.filter(pk=self.pk, state=self.State.CHECKED).update(
            state=self.State.RUNNING, noted_at=timezone.now()
        )
        if claimed:
            self.state = self.State.RUNNING
        return bool(claimed)

    @property
    def is_dead(self) -> bool:
        """Whether it stopped in its midst, as when the server was restarted; nothing is stored."""
        return self.state == self.State.RUNNING and timezone.now() - self.noted_at > SILENT_FOR

    def finish(self, people: list[int]) -> None:
        """Keep the counts and who was made; the roster itself goes."""
        self._end(self.State.DONE, people=people, done=self.total)

    def fail(self, fault: str) -> None:
        self._end(self.State.FAILED, fault=fault)

    def _end(self, state: str, **values: Any) -> None:
        values |= {"state": state, "lines": [], "noted_at": timezone.now()}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
