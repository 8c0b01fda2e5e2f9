import datetime
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from accounts.models import User

Typed = Sequence[Sequence[str]]  # names and values, as a form sends them
KEPT_FOR = datetime.timedelta(days=30)
MOST_KEPT = 30  # forms of one author
LONGEST_ADDRESS = 500
# Who has a page open says so twice a minute; without JavaScript nobody says more than once.
BEAT = datetime.timedelta(seconds=75)
WITHOUT_BEATS = datetime.timedelta(minutes=10)


class Rendering(models.Model):
    """Which code all content was rendered by last; one row at most."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="rendering_has_one_row"),
        ]

    def __str__(self) -> str:
        return self.digest


class KeptTypingQuerySet(models.QuerySet["KeptTyping"]):
    def waiting(self, author: "User", address: str) -> "KeptTypingQuerySet":
        """What this person has typed on this page and not saved, newest first."""
        since = timezone.now() - KEPT_FOR
        waiting = self.filter(author=author, address=address, is_over=False, saved_at__gte=since)
        return waiting.order_by("-saved_at")

    @transaction.atomic
    def keep(
        self, author: "User", address: str, form: uuid.UUID, sequence: int, fields: Typed
    ) -> bool:
        """Keep what stands in the form now; not what comes after a later state of the same form,
        or after it was saved or thrown away. Whether it is kept."""
        defaults = {"author": author, "address": address, "sequence": sequence, "fields": fields}
        kept_form, is_new = self.select_for_update().get_or_create(form=form, defaults=defaults)
        if not is_new:
            if kept_form.author_id != author.pk or kept_form.is_over:
                return False
            if sequence and sequence <= kept_form.sequence:
                return True
            kept_form.fields, kept_form.saved_at = list(fields), timezone.now()
            kept_form.sequence = max(sequence, kept_form.sequence)
            kept_form.save(update_fields=["fields", "saved_at", "sequence"])
        self._forget(author)
        return True

    def end(self, author: "User", form: uuid.UUID) -> None:
        """It is saved or thrown away: what is on its way still is not kept."""
        over = {"fields": [], "is_over": True, "saved_at": timezone.now()}
        row, is_new = self.get_or_create(form=form, defaults={"author": author, **over})
        if not is_new and row.author_id == author.pk:
            self.filter(pk=form).update(**over)

    def _forget(self, author: "User") -> None:
        own = self.filter(author=author)
        own.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()
        newest = own.order_by("-saved_at").values("pk")[:MOST_KEPT]
        own.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()


class KeptTyping(models.Model):
    """What an author has typed into a form and not saved; its author alone sees it."""

    form = models.UUIDField(_("form"), primary_key=True, default=uuid.uuid4)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("author")
    )
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS)
    fields = models.JSONField(_("contents"), default=list)
    sequence = models.PositiveIntegerField(editable=False, default=0)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    is_over = models.BooleanField(editable=False, default=False)

    objects = KeptTypingQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody but its author handles it
        verbose_name = _("kept typing")
        verbose_name_plural = _("kept typing")

    def __str__(self) -> str:
        return f"{self.author} · {self.address}"


class OpenPageQuerySet(models.QuerySet["OpenPage"]):
    def note(self, person: "User", place: str, *, beats: bool) -> None:
        """This person has the page open now."""
        now = timezone.now()
        row, is_new = self.get_or_create(
            person=person, place=place, defaults={"opened_at": now, "seen_at": now, "beats": beats}
        )
        if not is_new:
            opened_at = row.opened_at if row.is_open(now) else now
            self.filter(pk=row.pk).update(opened_at=opened_at, seen_at=now, beats=beats)

    def leave(self, person: "User", place: str) -> None:
        self.filter(person=person, place=place).delete()

    def of_others(self, person: "User", place: str) -> list["OpenPage"]:
        """Who else has it open, whoever came first first."""
        now = timezone.now()
        self.filter(seen_at__lt=now - datetime.timedelta(days=1)).delete()
        pages = self.filter(place=place).exclude(person=person).select_related("person")
        return [page for page in pages.order_by("opened_at") if page.is_open(now)]


class OpenPage(models.Model):
    """Who has which page of content open, for those who open it as well; nobody is kept out."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    place = models.CharField(_("place"), max_length=100, db_index=True)
    opened_at = models.DateTimeField(_("opened"))
    seen_at = models.DateTimeField(_("seen"))
    beats = models.BooleanField(editable=False, default=False)

    objects = OpenPageQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # people never handle it
        verbose_name = _("open page")
        verbose_name_plural = _("open pages")
        constraints = [
            models.UniqueConstraint(fields=["person", "place"], name="open_page_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.place}"

    def is_open(self, now: datetime.datetime) -> bool:
        return self.seen_at >= now - (BEAT if self.beats else WITHOUT_BEATS)
