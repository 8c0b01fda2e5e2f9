"""Checks a roster row by row: who is new, who is known, and what is wrong with whom."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.usernames import username_form
from cohorts.roster.heads import WITHIN, find_head
from cohorts.roster.lines import Line, lines_below
from cohorts.roster.recognising import recognise
from courses.models import Cohort
from intake.formulas import FORMULA
from intake.spreadsheets import UnreadableTableError

LONGEST = {
    "name": 150,
    "username": 150,
    "email": 254,
    "staff_number": 50,
    "department": 200,
    "job_grade": 100,
}
# So much of the first rows is told where no head is found.
ROWS_TOLD, CELLS_TOLD, LETTERS_TOLD = 3, 8, 12
UNSEEN = {"Cc", "Cf", "Co", "Cs"}


@dataclass
class Roster:
    """A checked roster: its lines, and the columns and rows that were left aside."""

    lines: list[Line]
    left_aside: list[str]
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def with_outcome(self, outcome: str) -> list[Line]:
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def guesses(self) -> list[Line]:
        """Those recognised by the name alone, of whom a facilitator is asked."""
        return [line for line in self.lines if line.is_guess]

    @property
    def is_clean(self) -> bool:
        return bool(self.lines) and not self.with_outcome("fault")


def check(rows: Sequence[Sequence[str]], cohort: Cohort, user: User) -> Roster:
    """Raises `UnreadableTableError` where the columns are not those of a roster."""
    head = find_head(rows)
    if head is None:
        raise UnreadableTableError(_no_head(rows))
    lines, left_out = lines_below(rows, head)
    if not lines:
        raise UnreadableTableError(_("There is nobody under the row that names the columns."))
    roster = check_lines(lines, cohort, user)
    return Roster(roster.lines, head.left_aside, left_out)


def check_lines(lines: list[Line], cohort: Cohort, user: User) -> Roster:
    """Check each line on its own, against the others, and against the accounts there are."""
    for line in lines:
        _bring_into_form(line)
        _check_texts(line)
    recognise(lines, cohort, user)
    _make_usernames([line for line in lines if line.outcome == "new"], cohort)
    return Roster(lines, [])


def _no_head(rows: Sequence[Sequence[str]]) -> str:
    """What was looked for, and what was found instead."""
    reason = _("There is no column of names: none of the first %(rows)d rows has ‘이름’ or ‘성명’.")
    sentences = [reason % {"rows": WITHIN}]
    filled = [(number, row) for number, row in enumerate(rows[:WITHIN], 1) if any(row)]
    for number, row in filled[:ROWS_TOLD]:
        cells = [" ".join(cell.split())[:LETTERS_TOLD] for cell in row if cell][:CELLS_TOLD]
        sentences.append(_("Row %(row)d: %(cells)s.") % {"row": number, "cells": ", ".join(cells)})
    return " ".join(sentences)


def _bring_into_form(line: Line) -> None:
    """A username as it is kept; where the letters become others, the preview tells."""
    typed, line.username = line.username, username_form(line.username)
    line.given = line.username
    if line.username != unicodedata.normalize("NFC", typed.lower()):
        line.tell(_("The username is kept as %(username)s.") % {"username": line.username})


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
    elif _has_unseen(line.name):
        line.refuse("name", _("The name has letters that cannot be seen."))
    elif not any(letter.isalnum() for letter in line.name):
        line.refuse("name", _("A name has letters."))
    for column, label in _said_by_rosters().items():
        _check_said(line, column, label)
    _check_by(line, "email", validate_email, _("This is no e-mail address."))
    username = UnicodeUsernameValidator()
    _check_by(line, "username", username, _("A username has letters, digits and @ . + - _ only."))


def _said_by_rosters() -> dict[str, str]:
    return {
        "staff_number": _("Staff number"),
        "department": _("Department"),
        "job_grade": _("Job grade"),
    }


def _check_said(line: Line, column: str, label: str) -> None:
    value = getattr(line, column)
    if value.startswith(FORMULA):
        reason = _("%(column)s: it begins with %(sign)s, as a formula does.")
        line.refuse(column, reason % {"column": label, "sign": value[0]})
    elif _has_unseen(value):
        reason = _("%(column)s: it has letters that cannot be seen.")
        line.refuse(column, reason % {"column": label})


def _has_unseen(text: str) -> bool:
    return any(unicodedata.category(letter) in UNSEEN for letter in text)


def _check_by(line: Line, column: str, validate: Any, reason: str) -> None:
    value = getattr(line, column)
    try:
        if value:
            validate(value)
    except ValidationError:
        line.refuse(column, reason)


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
