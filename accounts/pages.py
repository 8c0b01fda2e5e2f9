"""What the pages of an account show."""

from dataclasses import dataclass

from accounts.forms import OwnPasswordForm, ProfileForm
from accounts.models import User


@dataclass(frozen=True)
class AccountPage:
    """One's settings, one's password, and the cohorts one is in, each with its course."""

    profile_form: ProfileForm
    password_form: OwnPasswordForm
    cohorts: list[tuple[str, str]]

    @classmethod
    def of(
        cls, user: User, profile_form: ProfileForm, password_form: OwnPasswordForm
    ) -> "AccountPage":
        enrolments = user.enrolments.filter(left_at=None)
        names = enrolments.values_list("cohort__name", "cohort__course__title")
        return cls(profile_form, password_form, list(names))
