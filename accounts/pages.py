"""What the pages of an account show."""

from dataclasses import dataclass

from django.http import HttpRequest

from accounts.forms import OwnPasswordForm, ProfileForm
from accounts.models import AccountNotice, Session
from accounts.notices.by_others import DoneByOthers
from accounts.notices.models import session_mark
from accounts.requests import signed_in


@dataclass(frozen=True)
class AccountPage:
    """One's settings, one's password, where one is signed in (`here` is this session) and was for
    the first time, what others did with the account, and the cohorts one is in, each with its
    course."""

    profile_form: ProfileForm
    password_form: OwnPasswordForm
    cohorts: list[tuple[str, str]]
    sessions: list[Session]
    here: str
    new_devices: list[AccountNotice]
    by_others: list[DoneByOthers]
    has_second_factor: bool

    @classmethod
    def of(
        cls, request: HttpRequest, profile_form: ProfileForm, password_form: OwnPasswordForm
    ) -> "AccountPage":
        user = signed_in(request)
        enrolments = user.enrolments.filter(left_at=None)
        names = enrolments.values_list("cohort__name", "cohort__course__title")
        return cls(
            profile_form,
            password_form,
            list(names),
            Session.objects.of(user),
            session_mark(request),
            AccountNotice.objects.of_new_devices(user),
            DoneByOthers.to(user),
            has_second_factor=user.is_staff or user.is_superuser,
        )
