"""What to talk about at the meeting: a few questions, without anybody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from analysis.findings import Finding, findings, misconceptions, worth_discussing
from analysis.items import Item, OptionFigures
from analysis.pooling import cohort_items
from cohorts.models import TargetDate
from courses.days import start_of_day_ago
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.queries import rows
from reports.charts import Bars
from reports.item_tables import choice_bars

UNDER_WAY_SQL = Path(__file__).with_name("under_way.sql")

RECENT = 14  # days, today included


def module_under_way(counted: Counted, modules: Sequence[Module]) -> Module | None:
    """The module whose quiz most began in the last two weeks, else the furthest one begun."""
    since = start_of_day_ago(RECENT - 1)
    begun = {
        row["module_id"]: row["recent"]
        for row in rows(
            UNDER_WAY_SQL, counted, modules=[module.pk for module in modules], since=since
        )
    }
    return max(
        (module for module in modules if module.pk in begun),
        key=lambda module: (begun[module.pk], module.position),
        default=None,
    )


def module_of_the_week(
    cohort: Cohort, counted: Counted, modules: Sequence[Module]
) -> Module | None:
    """What the plan has due next once somebody has begun it, else where most are, or the first."""
    targets = TargetDate.objects.due_next([cohort]).get(cohort.pk, [])
    due = {target.module_id for target in targets}
    planned = [module for module in modules if module.pk in due]
    under_way = module_under_way(counted, planned) if planned else None
    return under_way or module_under_way(counted, modules) or next(iter(modules), None)


@dataclass(frozen=True)
class Topic:
    """One question to discuss, with what is behind it."""

    item: Item

    @property
    def findings(self) -> list[Finding]:
        return list(findings(self.item))

    @property
    def explained(self) -> list[OptionFigures]:
        """The options behind a misconception; where there is none, the right one."""
        return misconceptions(self.item) or self._right

    @property
    def _right(self) -> list[OptionFigures]:
        return [choice for choice in self.item.choices if choice.is_right]

    @property
    def worst(self) -> list[OptionFigures]:
        """The wrong options that most chose first: more than one where they are even."""
        most = max((choice.first.count for choice in self.item.distractors), default=0)
        return [choice for choice in self.item.distractors if most and choice.first.count == most]

    @property
    def worst_signs(self) -> str:
        return " · ".join(choice.sign for choice in self.worst)

    @cached_property
    def in_order(self) -> list[OptionFigures]:
        """As they are explained: what misled most, why the right one is right, and the rest."""
        wrong = sorted(self.item.distractors, key=lambda choice: -choice.first.count)
        return [*wrong[:1], *self._right, *wrong[1:]]

    @property
    def bars(self) -> Bars:
        return choice_bars(self.item, with_words=False)


@dataclass(frozen=True)
class Meeting:
    """The questions of one module for a meeting; `begun` of `people` have begun its quiz."""

    module: Module
    items: list[Item]
    people: int

    @classmethod
    def of(
        cls,
        counted: Counted,
        module: Module,
        everybody: Counted | None = None,
        before: datetime | None = None,
    ) -> "Meeting":
        """Of the counted, beside everybody of the course where they are given."""
        analysed = cohort_items(counted, everybody or counted, [module], before)
        live = [item for item in analysed if not item.question.is_retired]
        return cls(module, live, counted.people)

    @cached_property
    def topics(self) -> list[Topic]:
        return [Topic(item) for item in worth_discussing(self.items)]

    @property
    def answered(self) -> int:
        """How many have answered the question that most have answered."""
        return max((item.answered for item in self.items), default=0)

    @property
    def earlier(self) -> int:
        """How many answered that which most answered in an earlier cohort."""
        return max((item.earlier for item in self.items), default=0)

    def topic(self, slug: str) -> Topic | None:
        """Any question of the quiz, also one that is not for the meeting."""
        return next((Topic(item) for item in self.items if item.question.slug == slug), None)

    def place_of(self, topic: Topic) -> int | None:
        """Which of the questions for the meeting this is, from 1."""
        questions = [each.item.question.pk for each in self.topics]
        pk = topic.item.question.pk
        return questions.index(pk) + 1 if pk in questions else None

    def after(self, topic: Topic) -> Item | None:
        """The next question for the meeting; the rest of the quiz is not talked about."""
        place = self.place_of(topic)
        return self.topics[place].item if place and place < len(self.topics) else None
