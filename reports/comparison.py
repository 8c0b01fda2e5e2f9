"""This cohort's first answers beside those of earlier cohorts of the same course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from accounts.models import User
from analysis.facility import facilities
from analysis.intervals import difference
from analysis.items import Share
from analysis.questions import shown
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.tables import Table, Value
from quizzes.models import Question
from quizzes.numbering import labels_of, numbered
from reports.charts import Bar, Bars

# More columns than these nobody reads.
MOST_COHORTS = 5


def earlier(cohort: Cohort, user: User) -> list[Cohort]:
    """This person's cohorts of the course that began before this one, latest first."""

    def began(candidate: Cohort) -> tuple[date, int]:
        return (candidate.starts_on or date.min, candidate.pk)

    own = Cohort.objects.facilitated_by(user).filter(course=cohort.course)
    before = [other for other in own.exclude(pk=cohort.pk) if began(other) < began(cohort)]
    return sorted(before, key=began, reverse=True)[:MOST_COHORTS]


@dataclass(frozen=True)
class Row:
    """One question: this cohort, all earlier ones together, and each of them."""

    question: Question
    number: int | None
    now: Share
    before: Share
    each: list[Share]

    @property
    def gap(self) -> float | None:
        if self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value

    @property
    def interval(self) -> tuple[float, float] | None:
        """Newcombe's 95 % interval of the gap."""
        if self.gap is None:
            return None
        return difference(self.now.count, self.now.total, self.before.count, self.before.total)

    @property
    def verdict(self) -> str:
        """Either "better", "worse", "unclear", or "" where there are too few."""
        if self.interval is None:
            return ""
        low, high = self.interval
        return "better" if low > 0 else "worse" if high < 0 else "unclear"

    @property
    def verdict_text(self) -> str:
        return {
            "better": _("more were right than before"),
            "worse": _("fewer were right than before"),
            "unclear": _("no difference that is sure"),
        }.get(self.verdict, _("too few to tell"))


@dataclass(frozen=True)
class Comparison:
    cohort: Cohort
    before: list[Cohort]
    rows: list[Row]

    @classmethod
    def of(cls, cohort: Cohort, before: list[Cohort], modules: Sequence[Module]) -> "Comparison":
        """What each person answered counts once: in this cohort, else in the latest by then."""
        cohorts = [cohort, *before]
        members = Counted.of(*cohorts).once(cohorts)
        counted = {
            (row["cohort_id"], row["question_id"]): Share(row["right_first"], row["answered"])
            for row in facilities(members, [module.pk for module in modules])
            if row["answered"]
        }
        answered = {pk for pk, _question in counted}
        before = [other for other in before if other.pk in answered]
        compared = []
        for number, question in numbered(shown(modules, {pk for _cohort, pk in counted})):
            each = [counted.get((earlier.pk, question.pk), Share(0, 0)) for earlier in before]
            together = Share(sum(share.count for share in each), sum(share.total for share in each))
            now = counted.get((cohort.pk, question.pk), Share(0, 0))
            compared.append(Row(question, number, now, together, each))
        return cls(cohort, before, compared)

    @property
    def judged(self) -> int:
        """How many questions have an interval, so that chance may put one in twenty beyond 0."""
        return sum(row.interval is not None for row in self.rows)

    @cached_property
    def bars(self) -> Bars:
        """Two bars a question: now, and before."""
        bars: list[Bar] = []
        labels = labels_of((row.number, row.question) for row in self.rows)
        for row in self.rows:
            if not row.now.total or not row.before.total:
                continue
            label = f"{row.question.quiz.module.label} · {labels[row.question.pk]}"
            for kind, text, share in (("now", label, row.now), ("before", "", row.before)):
                note = f"{share.count} / {share.total}"
                bars.append(Bar(text, note, share.value, share.low, share.high, kind))
        return Bars.of(bars)

    @property
    def table(self) -> Table:
        columns = [
            ("module", _("Module")),
            ("question", _("Question")),
            ("number", _("Number")),
            ("stem", _("Stem")),
            ("right_first", _("Right at first")),
            ("answered", _("Answered")),
            ("right_first_before", _("Before: right at first")),
            ("answered_before", _("Before: answered")),
            ("gap", _("Gap")),
            ("gap_low", _("Gap, lower end (95 %)")),
            ("gap_high", _("Gap, upper end (95 %)")),
            ("verdict", _("What it says")),
        ]
        for earlier in self.before:
            columns += [
                (
                    f"{earlier.slug}_right_first",
                    _("%(cohort)s: right at first") % {"cohort": earlier.name},
                ),
                (f"{earlier.slug}_answered", _("%(cohort)s: answered") % {"cohort": earlier.name}),
            ]
        table = Table("questions", _("Questions against earlier cohorts"), columns)
        for row in self.rows:
            low, high = row.interval or (None, None)
            values: list[Value] = [row.question.quiz.module.label, row.question.slug]
            values += [row.number, row.question.short_stem, row.now.count, row.now.total]
            values += [row.before.count, row.before.total, row.gap, low, high, row.verdict_text]
            for share in row.each:
                values += [share.count, share.total]
            table.rows.append(values)
        return table
