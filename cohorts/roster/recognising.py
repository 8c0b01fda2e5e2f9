"""Which people the lines of a roster mean: accounts there are, and lines that stand twice."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from cohorts.roster.lines import Line, in_one_piece
from courses.affiliations import byline
from courses.models import Cohort, Enrolment
from courses.models.cohort import SAID_BY_ROSTERS

# What is one person's alone, in the order in which it is believed.
OWN = ("staff_number", "email", "username")


def recognise(lines: list[Line], cohort: Cohort, user: User) -> None:
    """By what is one person's alone, else by the name within the cohort; then among themselves."""
    good = [line for line in lines if line.outcome != "fault"]
    accounts = _Known(cohort, user, good)
    _find_doubles(good)
    for line in good:
        if line.outcome == "new":
            accounts.recognise(line)
    for is_strict in (True, False):
        for line in good:
            if line.outcome == "new" and not line.is_other:
                accounts.guess(line, is_strict=is_strict)
    _find_namesakes([line for line in good if line.outcome == "new"])


def name_key(name: str) -> str:
    return in_one_piece(name).replace(" ", "").casefold()


class _Known:
    """The accounts and enrolments that these lines may mean."""

    def __init__(self, cohort: Cohort, user: User, lines: list[Line]) -> None:
        enrolments = Enrolment.objects.select_related("learner")
        present_first = F("left_at").asc(nulls_first=True)
        self.user = user
        self.members: dict[int, Enrolment] = {
            enrolment.learner_id: enrolment
            for enrolment in enrolments.filter(cohort=cohort).order_by(present_first, "pk")
        }
        accounts = User.objects.filter(username__in=_values(lines, "username"))
        self.by_username = {
            account.username: account.merged_into or account
            for account in accounts.select_related("merged_into")
        }
        self.by_email = _by_email(_values(lines, "email"))
        own = Enrolment.objects.filter(cohort__in=Cohort.objects.facilitated_by(user))
        numbered = own.filter(staff_number__in=_values(lines, "staff_number"))
        # Of this cohort's at last, which then stand.
        self.by_number: dict[str, Enrolment] = {
            enrolment.staff_number: enrolment
            for enrolment in sorted(
                numbered.select_related("learner"), key=lambda row: row.cohort_id == cohort.pk
            )
        }
        people = set(self.members) | {
            person.pk for person in [*self.by_username.values(), *self.by_email.values()]
        }
        people |= {enrolment.learner_id for enrolment in self.by_number.values()}
        self.reachable = set(own.filter(learner__in=people).values_list("learner", flat=True))
        self.meant: dict[int, Line] = {}
        self.by_name: dict[str, list[Enrolment]] = defaultdict(list)
        for enrolment in self.members.values():
            self.by_name[name_key(enrolment.learner.name)].append(enrolment)

    def recognise(self, line: Line) -> None:
        """By staff number, e-mail address or username; refused where these are of several."""
        matches = {
            "staff_number": self._numbered(line),
            "email": self.by_email.get(line.email),
            "username": self.by_username.get(line.username),
        }
        accounts = [(column, matches[column]) for column in OWN if matches[column] is not None]
        if not accounts or line.outcome == "fault":
            return
        column, account = accounts[-1]
        if account is None or any(other != account for _column, other in accounts):
            reason = _("The staff number, e-mail address and username are of different people.")
            line.refuse(column, reason)
        else:
            self._is(line, account, column)

    def _numbered(self, line: Line) -> User | None:
        enrolment = self.by_number.get(line.staff_number)
        if enrolment is None:
            return None
        if name_key(enrolment.learner.name) == name_key(line.name):
            return enrolment.learner
        if enrolment.learner_id in self.members:
            reason = _("%(person)s has this staff number.") % {"person": enrolment.learner}
            line.refuse("staff_number", reason)
        return None

    def _is(self, line: Line, account: User, column: str) -> None:
        enrolment, earlier = self.members.get(account.pk), self.meant.get(account.pk)
        if earlier is not None and name_key(earlier.name) == name_key(line.name):
            _is_twice(line, earlier)
        elif earlier is not None:
            reason = _("Row %(row)d means the same account.")
            line.refuse(column, reason % {"row": earlier.number})
        elif enrolment is not None and enrolment.left_at is None:
            self._takes(line, account, "here")
        elif self.user.is_superuser or (account.pk in self.reachable and not account.is_staff):
            self._takes(line, account, "enrol")
        else:
            reason = _("Somebody outside your cohorts has this. Give them the join address.")
            line.refuse(column, reason)

    def _takes(self, line: Line, account: User, outcome: str) -> None:
        self.meant[account.pk] = line
        line.outcome, line.person, line.username = outcome, account.pk, account.username
        if name_key(account.name) != name_key(line.name):
            line.tell(_("The account's name is %(name)s.") % {"name": account})
        enrolment = self.members.get(account.pk)
        if enrolment is not None:
            _tell_changes(line, enrolment)

    def guess(self, line: Line, *, is_strict: bool) -> None:
        """By the name: first of those with the same department, then of all who are left."""
        for enrolment in self.by_name.get(name_key(line.name), []):
            if self._fits(line, enrolment, is_strict=is_strict):
                line.is_guess = True
                self._is(line, enrolment.learner, "name")
                line.tell(_("Known here as %(who)s.") % {"who": _who(enrolment)})
                return

    def _fits(self, line: Line, enrolment: Enrolment, *, is_strict: bool) -> bool:
        if enrolment.learner_id in self.meant:
            return False
        if enrolment.left_at and not self.user.is_superuser and enrolment.learner.is_staff:
            return False
        numbers = {line.staff_number, enrolment.staff_number} - {""}
        if len(numbers) > 1:
            return False
        return not is_strict or line.department == enrolment.department


def _values(lines: list[Line], column: str) -> set[str]:
    return {getattr(line, column) for line in lines} - {""}


def _by_email(addresses: Iterable[str]) -> dict[str, User]:
    accounts = User.objects.annotate(lowered=Lower("email")).filter(lowered__in=addresses)
    return {
        account.email.lower(): account.merged_into or account
        for account in accounts.select_related("merged_into").order_by("-pk")
    }


def changes(line: Line, enrolment: Enrolment) -> dict[str, str]:
    """What the roster says otherwise than before; what it leaves empty stays."""
    return {
        column: getattr(line, column)
        for column in SAID_BY_ROSTERS
        if getattr(line, column) not in ("", getattr(enrolment, column))
    }


def _who(enrolment: Enrolment) -> str:
    username, grade = enrolment.learner.username, enrolment.job_grade
    return byline(username, enrolment.department, grade, is_double=True)


def _tell_changes(line: Line, enrolment: Enrolment) -> None:
    for column, value in changes(line, enrolment).items():
        before = getattr(enrolment, column)
        label = {
            "staff_number": _("Staff number"),
            "department": _("Department"),
            "job_grade": _("Job grade"),
        }[column]
        line.tell(f"{label}: {before} → {value}." if before else f"{label}: {value}.")


def _find_doubles(lines: list[Line]) -> None:
    """Lines with one staff number, address or username: one person, or a fault."""
    for column in OWN:
        first: dict[str, Line] = {}
        for line in lines:
            value = getattr(line, column)
            if not value or line.outcome != "new":
                continue
            earlier = first.setdefault(value, line)
            if earlier is line:
                continue
            if name_key(earlier.name) == name_key(line.name):
                _is_twice(line, earlier)
            else:
                line.refuse(column, _stands_twice(column) % {"row": earlier.number})


def _stands_twice(column: str) -> str:
    return {
        "staff_number": _("This staff number stands in row %(row)d too."),
        "email": _("This e-mail address stands in row %(row)d too."),
        "username": _("This username stands in row %(row)d too."),
    }[column]


def _find_namesakes(lines: list[Line]) -> None:
    """New people of one name: one and the same unless something tells them apart."""
    by_name: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        earlier = by_name[name_key(line.name)]
        if not line.is_other:
            alike = next((other for other in earlier if not _differ(line, other)), None)
            if alike is not None:
                line.is_guess = True
                _is_twice(line, alike)
                continue
        if earlier:
            rows = ", ".join(str(other.number) for other in earlier)
            line.tell(_("Another person than in row %(rows)s.") % {"rows": rows})
        earlier.append(line)


def _differ(line: Line, other: Line) -> bool:
    columns = (*OWN[:2], "given", "department", "job_grade")
    values = [{getattr(line, column), getattr(other, column)} - {""} for column in columns]
    return any(len(both) > 1 for both in values)


def _is_twice(line: Line, earlier: Line) -> None:
    line.outcome = "twice"
    line.tell(_("The same person as in row %(row)d.") % {"row": earlier.number})
