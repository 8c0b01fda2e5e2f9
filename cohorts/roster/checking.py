"""Checks a roster row by row: who is new, who is known, and what is wrong with whom."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.usernames import username_form
from cohorts.roster.reading import columns
from courses.models import Cohort, Enrolment
from intake.spreadsheets import UnreadableTableError

# What a spreadsheet takes for a formula when the roster is exported again.
FORMULA = ("=", "+", "-", "@")
LONGEST = {"name": 150, "username": 150, "email": 254}


@dataclass
class Line:
    """One person of the roster; `outcome` is new, enrol, here or fault.

    `number` is the row as a spreadsheet counts it; `faults` are (column, reason).
    """

    number: int
    name: str
    email: str = ""
    username: str = ""
    outcome: str = "new"
    person: int | None = None
    notice: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, column: str, reason: str) -> None:
        self.outcome = "fault"
        self.faults.append((column, reason))

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Roster:
    """A checked roster: its lines, and the columns that were left aside."""

    lines: list[Line]
    left_aside: list[str]

    def with_outcome(self, outcome: str) -> list[Line]:
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def is_clean(self) -> bool:
        return bool(self.lines) and not self.with_outcome("fault")


def check(rows: Sequence[Sequence[str]], cohort: Cohort, user: User) -> Roster:
    """Raises `UnreadableTableError` where the columns are not those of a roster."""
    places, left_aside = columns(rows[0] if rows else [])
    if "name" not in places:
        raise UnreadableTableError(
            _("There is no column ‘Name’ (이름). The first row names the columns.")
        )
    lines = list(_lines(rows[1:], places))
    if not lines:
        raise UnreadableTableError(_("There is nobody under the first row."))
    return check_lines(lines, cohort, user, left_aside)


def check_lines(
    lines: list[Line], cohort: Cohort, user: User, left_aside: list[str] | None = None
) -> Roster:
    """Check each line on its own, against the others, and against the accounts there are."""
    for line in lines:
        _bring_into_form(line)
        _check_texts(line)
    _check_twice(lines, "email", _("This e-mail address stands in row %(row)d too."))
    _check_twice(lines, "username", _("This username stands in row %(row)d too."))
    _recognise(lines, cohort, user)
    _make_usernames([line for line in lines if line.outcome == "new"], cohort)
    return Roster(lines, left_aside or [])


def _lines(rows: Sequence[Sequence[str]], places: dict[str, int]) -> Iterator[Line]:
    for number, row in enumerate(rows, 2):
        if not any(row):
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        yield Line(
            number,
            unicodedata.normalize("NFC", cells["name"]),
            unicodedata.normalize("NFKC", cells.get("email", "")).lower(),
            cells.get("username", ""),
        )


def _bring_into_form(line: Line) -> None:
    """A username as it is kept; where the letters become others, the preview tells."""
    typed, line.username = line.username, username_form(line.username)
    if line.username != unicodedata.normalize("NFC", typed.lower()):
        line.notice = _("The username is kept as %(username)s.") % {"username": line.username}


def _check_texts(line: Line) -> None:
    for column, longest in LONGEST.items():
        value = getattr(line, column)
        if len(value) > longest:
            reason = _("It is longer than %(longest)d letters.") % {"longest": longest}
            line.refuse(column, reason)
    if not line.name:
        line.refuse("name", _("The name is missing."))
    elif line.name.startswith(FORMULA):
        line.refuse("name", _("A name does not begin with %(sign)s.") % {"sign": line.name[0]})
    elif any(unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cs"} for letter in line.name):
        line.refuse("name", _("The name has letters that cannot be seen."))
    elif not any(letter.isalnum() for letter in line.name):
        line.refuse("name", _("A name has letters."))
    _check_by(line, "email", validate_email, _("This is no e-mail address."))
    username = UnicodeUsernameValidator()
    _check_by(line, "username", username, _("A username has letters, digits and @ . + - _ only."))


def _check_by(line: Line, column: str, validate: Any, reason: str) -> None:
    value = getattr(line, column)
    try:
        if value:
            validate(value)
    except ValidationError:
        line.refuse(column, reason)


def _check_twice(lines: list[Line], column: str, reason: str) -> None:
    first: dict[str, int] = {}
    for line in lines:
        value = getattr(line, column)
        if value and value in first:
            line.refuse(column, reason % {"row": first[value]})
        elif value:
            first[value] = line.number


def _recognise(lines: list[Line], cohort: Cohort, user: User) -> None:
    """Find the accounts that lines mean: by username, else by e-mail address."""
    usernames = {line.username for line in lines if line.username}
    namesakes = User.objects.filter(username__in=usernames)
    by_username = {account.username: account for account in namesakes}
    by_email = _by_email({line.email for line in lines if line.email})
    people = [*by_username.values(), *by_email.values()]
    here = set(cohort.enrolments.active().values_list("learner", flat=True))
    own = Enrolment.objects.filter(
        cohort__in=Cohort.objects.facilitated_by(user), learner__in={person.pk for person in people}
    )
    reachable = set(own.values_list("learner", flat=True))
    for line in lines:
        account = by_username.get(line.username) or by_email.get(line.email)
        if account is None or line.outcome == "fault":
            continue
        if account.pk in here:
            line.outcome, line.person = "here", account.pk
        elif user.is_superuser or (account.pk in reachable and not account.is_staff):
            line.outcome, line.person, line.username = "enrol", account.pk, account.username
        else:
            column = "username" if line.username in by_username else "email"
            reason = _("Somebody outside your cohorts has this. Give them the join address.")
            line.refuse(column, reason)


def _by_email(addresses: set[str]) -> dict[str, User]:
    accounts = User.objects.annotate(lowered=Lower("email")).filter(lowered__in=addresses)
    return {account.email.lower(): account for account in accounts.order_by("-pk")}


def _make_usernames(lines: list[Line], cohort: Cohort) -> None:
    """From the e-mail address, else the cohort's slug with a number; none is there already."""
    unnamed = [line for line in lines if not line.username]
    if not unnamed:
        return
    taken = {username_form(name) for name in User.objects.values_list("username", flat=True)}
    taken |= {line.username for line in lines if line.username}
    number = 0
    for line in unnamed:
        base = re.sub(r"[^a-z0-9._-]", "", line.email.partition("@")[0])
        name = base
        while not name or name in taken:
            number += 1
            name = f"{base or cohort.slug}-{number:03}"
        line.username = name
        taken.add(name)
