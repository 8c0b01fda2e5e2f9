import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.cohort import Cohort
from courses.models.kept_upload import KeptUpload

if TYPE_CHECKING:
    from accounts.models import User

# A running import notes its progress far more often than this.
SILENT_FOR = datetime.timedelta(seconds=60)


class RosterImportQuerySet(models.QuerySet["RosterImport"]):
    def recorded(self) -> "RosterImportQuerySet":
        """Those that brought people in, also where that was taken back."""
        states = RosterImport.State
        return self.filter(state__in=[states.DONE, states.TAKEN_BACK])


class RosterImport(KeptUpload):
    """A roster that was checked, is being imported, or was; a record of it once it is.

    Until it is imported its maker alone sees it. One made on the command line has no maker.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("Checked")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        TAKEN_BACK = "taken-back", _("Taken back")

    made_by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    cohort = models.ForeignKey(
        Cohort, models.CASCADE, related_name="roster_imports", verbose_name=_("cohort")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.CHECKED)
    lines = models.JSONField(_("lines"), help_text=_("The people as checked; empty once imported."))
    left_aside = models.JSONField(_("columns left aside"), default=list)
    left_out = models.JSONField(
        _("rows left out"), default=list, help_text=_("Number and text of rows that are no people.")
    )
    people = models.JSONField(
        _("people made"), default=list, help_text=_("The accounts that the import made.")
    )
    enrolled = models.JSONField(
        _("people enrolled"),
        default=list,
        help_text=_("Those it enrolled, each with the day they had left on before, if they had."),
    )
    changed = models.PositiveIntegerField(_("changed"), default=0, db_default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    noted_at = models.DateTimeField(_("progress noted"), default=timezone.now)
    fault = models.TextField(_("fault"), blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    objects = RosterImportQuerySet.as_manager()

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
        """Claim it for importing, with its lines as they are now; False for the second to ask."""
        claimed = RosterImport.objects.filter(pk=self.pk, state=self.State.CHECKED).update(
            state=self.State.RUNNING, lines=self.lines, noted_at=timezone.now()
        )
        if claimed:
            self.state = self.State.RUNNING
        return bool(claimed)

    @property
    def is_dead(self) -> bool:
        """Whether it stopped in its midst, as when the server was restarted; nothing is stored."""
        return self.state == self.State.RUNNING and timezone.now() - self.noted_at > SILENT_FOR

    @property
    def maker(self) -> "User":
        """Whose rights count; on the command line those of whoever runs the site."""
        return self.made_by or get_user_model()(is_superuser=True)

    def finish(
        self, people: list[int], enrolled: list[tuple[int, str | None]], changed: int
    ) -> None:
        """Keep the counts and who was made and enrolled; the roster itself goes."""
        values = {"people": people, "enrolled": enrolled, "changed": changed}
        self._end(self.State.DONE, **values, done=self.total)

    def fail(self, fault: str) -> None:
        self._end(self.State.FAILED, fault=fault)

    def _end(self, state: str, **values: Any) -> None:
        values |= {"state": state, "lines": [], "noted_at": timezone.now()}
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=list(values))
