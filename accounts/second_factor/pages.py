"""What the pages of a second factor show."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.qr_codes import qr_code
from accounts.second_factor.factors import Factors, new_app
from accounts.second_factor.forms import AppForm, SecondStepForm
from accounts.second_factor.models import PRINTED, PRINTED_LENGTH
from accounts.words import Words


@dataclass(frozen=True)
class SecondStepPage:
    """Where one types the code, and what waits for it."""

    form: SecondStepForm
    next: str
    carried: Words | None


@dataclass(frozen=True)
class FactorsPage:
    """What is set up, and how many printed codes are left."""

    factors: Factors
    left: int
    all: int
    is_required: bool
    next: str

    @classmethod
    def of(cls, person: User, address: str) -> "FactorsPage":
        factors = Factors.of(person)
        left = len(factors.printed.left()) if factors.printed else 0
        return cls(factors, left, PRINTED, settings.REQUIRE_2FA, address)


@dataclass(frozen=True)
class AppPage:
    """The secret, as a picture and in groups of letters to type; the site's clock beside it."""

    form: AppForm
    qr: str
    secret: str
    clock: datetime
    next: str

    @classmethod
    def of(cls, form: AppForm, address: str) -> "AppPage":
        app = new_app(form.person, form.salt)
        secret = app.secret
        groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return cls(form, qr_code(app.config_url), groups, timezone.localtime(), address)


@dataclass(frozen=True)
class CodesPage:
    """The printed codes, each with whether it was used."""

    codes: list[tuple[str, bool]]
    username: str
    next: str

    @classmethod
    def of(cls, person: User, address: str) -> "CodesPage | None":
        printed = Factors.of(person).printed
        if printed is None:
            return None
        left, half = printed.left(), PRINTED_LENGTH // 2
        codes = [(f"{code[:half]}-{code[half:]}", code not in left) for code in printed.codes]
        return cls(codes, person.get_username(), address)


@dataclass(frozen=True)
class RemovePage:
    """Whether this site asks for another."""

    is_required: bool
