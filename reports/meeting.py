"""What to talk about at the meeting: a few questions, without anybody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.findings import Finding, findings, misconceptions, worth_discussing
from analysis.items import Item, OptionFigures, items
from cohorts.models import TargetDate
from courses.days import start_of_day_ago
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.queries import rows
from reports.charts import Bars
from reports.item_tables import choice_bars

UNDER_WAY_SQL = Path(__file__).with_name("under_way.sql")

RECENT = 14  # days, today included
# What a question shows when it is projected, one more each step.
STEPS = ["question", "distribution", "right", "explanations"]


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
        right = [choice for choice in self.item.choices if choice.is_right]
        return misconceptions(self.item) or right

    @property
    def bars(self) -> Bars:
        return choice_bars(self.item, for_a_screen=True)


@dataclass(frozen=True)
class Meeting:
    """The questions of one module for a meeting; `begun` of `people` have begun its quiz."""

    module: Module
    items: list[Item]
    people: int

    @classmethod
    def of(cls, counted: Counted, module: Module) -> "Meeting":
        live = [item for item in items(counted, [module]) if not item.question.is_retired]
        return cls(module, live, counted.people)

    @property
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
        return next((Topic(item) for item in self.items if item.question.slug == slug), None)

    def after(self, topic: Topic) -> Item | None:
        """The next question in the order of the quiz."""
        at = self.items.index(topic.item) + 1
        return self.items[at] if at < len(self.items) else None
