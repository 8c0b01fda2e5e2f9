"""All questions of a course at a glance: how many were right at first, and KR-20 of the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from analysis.facility import facilities
from analysis.items import Reliability, Share, reliability
from analysis.questions import shown
from courses.models import Module
from progress.counted import Counted
from progress.tables import Table
from quizzes.models import Question
from quizzes.numbering import labels_of, numbered, title_of
from reports.charts import Bar, Bars


@dataclass(frozen=True)
class CourseItems:
    """Every question with its share of right first answers.

    `earlier` is how many (by question id) were given in an earlier cohort, and count apart.
    """

    rows: list[tuple[int | None, Question, Share]]
    earlier: dict[int, int]
    reliability: Reliability

    @classmethod
    def of(cls, members: Counted, modules: Sequence[Module]) -> "CourseItems":
        facility = facilities(members, [module.pk for module in modules])
        counted = {
            row["question_id"]: Share(row["right_first"], row["answered"])
            for row in facility
            if row["answered"]
        }
        questions = list(numbered(shown(modules, counted)))
        quizzes = {question.quiz_id for _number, question in questions}
        return cls(
            [
                (number, question, counted.get(question.pk, Share(0, 0)))
                for number, question in questions
            ],
            {row["question_id"]: row["earlier"] for row in facility if row["earlier"]},
            reliability(members, quizzes),
        )

    @cached_property
    def bars(self) -> Bars:
        labels = labels_of((number, question) for number, question, _share in self.rows)
        return Bars.of(
            Bar(
                f"{question.quiz.module.label} · {labels[question.pk]}",
                f"{share.count} / {share.total}" if share.total else _("not reached"),
                share.value,
                share.low,
                share.high,
                "now",
            )
            for _number, question, share in self.rows
        )

    @property
    def left_out(self) -> list[str]:
        """The questions that KR-20 is not of, as some of its learners were not asked them."""
        of_it = {*self.reliability.questions}
        return [
            f"{question.quiz.module.label} · {title_of(number, question)}"
            for number, question, _share in self.rows
            if of_it and question.pk not in of_it
        ]

    @property
    def modules(self) -> list[tuple[Module, list[tuple[int | None, Question, Share, int]]]]:
        """The rows of each module, each with how many answers are of an earlier cohort."""
        by_module: dict[int, tuple[Module, list[tuple[int | None, Question, Share, int]]]] = {}
        for number, question, share in self.rows:
            module, earlier = question.quiz.module, self.earlier.get(question.pk, 0)
            row = (number, question, share, earlier)
            by_module.setdefault(module.pk, (module, []))[1].append(row)
        return list(by_module.values())

    @property
    def table(self) -> Table:
        columns = [
            ("module", _("Module")),
            ("question", _("Question")),
            ("number", _("Number")),
            ("stem", _("Stem")),
            ("right_first", _("Right at first")),
            ("answered", _("Answered")),
            ("facility", _("Share right at first")),
            ("facility_low", _("Lower end (95 %)")),
            ("facility_high", _("Upper end (95 %)")),
            ("answered_earlier", _("Answered in an earlier cohort")),
        ]
        table = Table("questions", _("Questions of the course"), columns)
        for number, question, share in self.rows:
            table.rows.append(
                [
                    *(question.quiz.module.label, question.slug, number, question.short_stem),
                    *(share.count, share.total, share.value, share.low, share.high),
                    self.earlier.get(question.pk, 0),
                ]
            )
        return table
