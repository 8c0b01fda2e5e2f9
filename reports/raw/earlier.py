"""First answers in earlier cohorts of the course, which this one is compared with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from courses.models import Cohort
from progress.counted import Counted
from progress.queries import rows_of_many
from progress.tables import Value
from reports.raw.content import Content
from reports.raw.doings import HERE
from reports.raw.sheets import RowSheet


@dataclass(frozen=True)
class Earlier:
    """Without names: numbers tell who is in several cohorts and counts in one of them."""

    content: Content
    cohort: Cohort
    before: Sequence[Cohort]

    def sheets(self) -> list[RowSheet]:
        return [self._cohorts(), self._answers()]

    def _cohorts(self) -> RowSheet:
        columns = [
            ("cohort", _("Cohort (slug)"), _("Its name in addresses; the first one is this one.")),
            ("name", _("Name"), _("What it is called.")),
            ("starts_on", _("Starts on"), _("Its first day.")),
            ("ends_on", _("Ends on"), _("Its last day; what was done later is not counted.")),
        ]
        rows = (
            (cohort.slug, cohort.name, cohort.starts_on, cohort.ends_on)
            for cohort in (self.cohort, *self.before)
        )
        return RowSheet("cohorts", _("This and earlier cohorts"), columns, rows)

    def _answers(self) -> RowSheet:
        columns = [
            ("cohort", _("Cohort (slug)"), _("The earlier cohort in which it counts.")),
            ("person", _("Person"), _("The number of somebody who was in it.")),
            ("module_slug", _("Module (slug)"), _("The module of the quiz.")),
            ("question", _("Question (slug)"), _("The name of the question within its module.")),
            ("is_right", _("Right"), _("Whether the first choice of the attempt of record was.")),
        ]
        rows = self._first_answers()
        return RowSheet("earlier_answers", _("First answers of earlier cohorts"), columns, rows)

    def _first_answers(self) -> Iterator[Sequence[Value]]:
        questions = {
            question.pk: (question.quiz.module.slug, question.slug)
            for _number, question in self.content.numbered
        }
        slugs = {cohort.pk: cohort.slug for cohort in self.before}
        counted = Counted.of(self.cohort, *self.before).once([self.cohort, *self.before])
        for cohort, learner, question, is_right in rows_of_many(
            HERE / "first_answers.sql", counted, quizzes=self.content.quizzes
        ):
            if cohort in slugs:
                yield (slugs[cohort], learner, *questions[question], is_right)
