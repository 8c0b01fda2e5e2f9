"""What a person is told of their own account: that something was done with it, and from where."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.models import Act, note_access
from accounts.devices import address_of, device_of, place
from accounts.sessions.models import kept_key

if TYPE_CHECKING:
    from accounts.models import User

MOST_SHOWN = 5
TOLD_AGAIN = timedelta(days=90)


def session_mark(request: HttpRequest) -> str:
    """Tells the sessions of a person apart, and opens none; empty where there is none."""
    key = request.session.session_key
    return kept_key(key) if key else ""


class AccountNoticeQuerySet(models.QuerySet["AccountNotice"]):
    def tell(
        self,
        person: "User",
        kind: "AccountNotice.Kind",
        request: HttpRequest | None = None,
        *,
        by: "User | None" = None,
    ) -> "AccountNotice":
        """On the next page of each session of this person, but for the one it was done in.

        `request` is that in which it was done, `by` who did it where it was somebody else.
        """
        notice = self.model(person=person, kind=kind, by=by)
        if request is not None:
            notice.device, notice.address = device_of(request), address_of(request)
            notice.session = session_mark(request) if by is None else ""
        with transaction.atomic():
            if kind in NOTED:
                note_access(request, NOTED[kind], whose=[person.pk], account=by)
            notice.save(force_insert=True)
            get_user_model().objects.filter(pk=person.pk).update(last_notice=notice.pk)
        person.last_notice = notice.pk
        return notice

    def of_new_devices(self, person: "User") -> list["AccountNotice"]:
        """The latest first."""
        notices = self.filter(person=person, kind=self.model.Kind.NEW_DEVICE)
        return list(notices.order_by("-pk")[:MOST_SHOWN])

    def tell_at_times(self, person: "User", kind: "AccountNotice.Kind") -> None:
        """What goes on being so: not again within three months."""
        recent = self.filter(person=person, kind=kind, at__gt=timezone.now() - TOLD_AGAIN)
        if not recent.exists():
            self.tell(person, kind)

    def tell_of_password(self, person: "User", request: HttpRequest) -> None:
        """Who is signed in has given this account a new password."""
        if request.user == person:
            self.tell(person, self.model.Kind.PASSWORD_CHANGED, request)
        else:
            by = request.user if request.user.is_authenticated else None
            self.tell(person, self.model.Kind.PASSWORD_SET, request, by=by)

    def unseen(self, request: HttpRequest) -> "AccountNoticeQuerySet":
        """Those for the person of this request that were not done in this very session."""
        notices = self.filter(person_id=request.user.pk, seen_at=None)
        return notices.exclude(session=session_mark(request))

    def see(self, person: "User", request: HttpRequest, last: int) -> None:
        """They, whose request it is, have seen these up to the last one."""
        with transaction.atomic():
            self.unseen(request).filter(pk__lte=last).update(seen_at=timezone.now())
            left = self.filter(person=person, seen_at=None)
            newest = left.aggregate(newest=models.Max("pk"))["newest"]
            get_user_model().objects.filter(pk=person.pk).update(last_notice=newest)


class AccountNotice(models.Model):
    """That something was done with an account; its person is told until they have seen it."""

    class Kind(models.TextChoices):
        PASSWORD_CHANGED = "password-changed", _("The password of this account was changed.")
        PASSWORD_SET = "password-set", _("%(by)s set a new password for this account.")
        LINK_MADE = (
            "link-made",
            _("%(by)s made a one-time link that sets a password for this account."),
        )
        LINK_USED = "link-used", _("With a one-time link a new password was set for this account.")
        CODE_MADE = (
            "code-made",
            _("%(by)s made a one-time code that sets a password for this account."),
        )
        CODE_USED = "code-used", _("With a one-time code a new password was set for this account.")
        BROUGHT_BACK = (
            "brought-back",
            _(
                "%(by)s put you back into a cohort that you had left. Until you join it again with "
                "its code, no facilitator handles your account."
            ),
        )
        MERGED = (
            "merged",
            _(
                "%(by)s merged another account of yours into this one: what you did with it is "
                "here."
            ),
        )
        NEW_DEVICE = (
            "new-device",
            _("Somebody signed in with this account on a device that is new here."),
        )
        FACTOR_SET_UP = "factor-set-up", _("A second factor was set up for this account.")
        FACTOR_REMOVED = "factor-removed", _("A second factor of this account was taken off.")
        FACTOR_TAKEN_OFF = (
            "factor-taken-off",
            _("%(by)s took the second factor off this account: the password alone signs in."),
        )
        FACTOR_FAILED = (
            "factor-failed",
            _("Somebody knew the password of this account, and no code of its second factor."),
        )
        WEAK_PASSWORD = (
            "weak-password",
            _("Your password is short or easily guessed. Please set another."),
        )

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="account_notices",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("kind"), max_length=20)  # one of Kind
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by whom"),
    )
    device = models.CharField(_("device"), max_length=60, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    session = models.CharField(_("session"), max_length=64, blank=True)
    seen_at = models.DateTimeField(_("seen"), null=True)

    objects = AccountNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice on an account")
        verbose_name_plural = _("notices on accounts")
        indexes = [models.Index(fields=["person", "-id"], name="accounts_notices_of_person")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        by = self.by.get_full_name() if self.by else _("Somebody")
        return str(self.Kind(self.kind).label) % {"by": by}

    @property
    def place(self) -> str:
        """From where; empty where it was no person's doing."""
        return place(self.device, self.address) if self.device or self.address else ""


# What stands in the access record too; that a link was made is noted with its slip.
NOTED = {
    AccountNotice.Kind.PASSWORD_CHANGED: Act.PASSWORD_CHANGED,
    AccountNotice.Kind.PASSWORD_SET: Act.PASSWORD_CHANGED,
    AccountNotice.Kind.LINK_USED: Act.LINK_USED,
    AccountNotice.Kind.CODE_USED: Act.CODE_USED,
    AccountNotice.Kind.NEW_DEVICE: Act.NEW_DEVICE,
}


def notices_for(request: HttpRequest) -> list[AccountNotice]:
    """What the page that comes shows of them; asks nothing where there is nothing new."""
    last = getattr(request.user, "last_notice", None)
    if last is None or request.session.get("noticed", 0) >= last:
        return []
    notices = list(AccountNotice.objects.unseen(request).select_related("by").order_by("-pk"))
    if not notices:  # it was done in this session: its pages need not ask again
        request.session["noticed"] = last
    return notices[:MOST_SHOWN]
