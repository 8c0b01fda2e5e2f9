"""One question on the wall: what each step shows of it, and where it goes on.

What members answered is shown late. Who sees the bars before talking follows the majority
(Brooks & Koretsky 2011): first comes the question, with hands if they are
counted, and only then what was answered before the meeting, the right option, the explanations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from analysis.items import Item, OptionFigures
from reports.charts import percent
from reports.meeting import Meeting, Topic

STEPS = ["question", "hands", "distribution", "right", "explanations"]
THEMES = ["light", "dark"]
# In the query before an option's slug: how many raised their hands for it.
HANDS = "hands-"


@dataclass(frozen=True)
class Choice:
    """One option on the wall; `explains` where its explanation is the one that is shown."""

    option: OptionFigures
    share: float
    hands: int | None
    hands_share: float
    explains: bool

    @property
    def field(self) -> str:
        return HANDS + self.option.option.slug


@dataclass(frozen=True)
class Projection:
    """A step of one question; `hands` are by slug of the option, empty where none were counted."""

    meeting: Meeting
    topic: Topic
    step: str
    explained: OptionFigures | None
    hands: dict[str, int]
    theme: str

    @classmethod
    def asked(cls, meeting: Meeting, topic: Topic, query: Mapping[str, str]) -> "Projection":
        """From an address; what is not known there is left aside."""
        step = query.get("step", "")
        step = step if step in STEPS else STEPS[0]
        slugs = [choice.option.slug for choice in topic.item.choices]
        typed = {slug: query.get(HANDS + slug, "").strip() for slug in slugs}
        hands = {
            slug: int(number) if number else 0
            for slug, number in typed.items()
            if not number or (number.isascii() and number.isdigit() and len(number) < 5)
        }
        slug = query.get("of")
        choice = next((each for each in topic.in_order if each.option.slug == slug), None)
        theme = query.get("theme", "")
        return cls(
            *(meeting, topic, step),
            (choice or topic.in_order[0]) if step == "explanations" else None,
            hands if any(hands.values()) and len(hands) == len(slugs) else {},
            theme if theme in THEMES else "",
        )

    @property
    def item(self) -> Item:
        return self.topic.item

    @property
    def counts_hands(self) -> bool:
        return self.step == "hands"

    @property
    def shows_choices(self) -> bool:
        return STEPS.index(self.step) >= STEPS.index("distribution")

    @property
    def shows_right(self) -> bool:
        return STEPS.index(self.step) >= STEPS.index("right")

    @property
    def choices(self) -> list[Choice]:
        raised = sum(self.hands.values())
        return [
            Choice(
                choice,
                percent(choice.first.count, self.item.answered or 1),
                self.hands.get(choice.option.slug),
                percent(self.hands.get(choice.option.slug, 0), raised or 1),
                explains=choice is self.explained,
            )
            for choice in self.item.choices
        ]

    @property
    def kept(self) -> dict[str, str]:
        """What the next step has to be told of this one."""
        hands = {HANDS + slug: str(number) for slug, number in self.hands.items()}
        return hands | ({"theme": self.theme} if self.theme else {})

    def _to(self, step: str, of: OptionFigures | None = None) -> str:
        explained = {"of": of.option.slug} if of else {}
        return "?" + urlencode({"step": step, **explained, **self.kept})

    @cached_property
    def _steps(self) -> list[tuple[str, str]]:
        """All steps with their addresses; hands are counted by who asks for it."""
        plain = [(step, self._to(step)) for step in ("question", "distribution", "right")]
        explained = [self._to("explanations", of) for of in self.topic.in_order]
        return plain + [("explanations", address) for address in explained]

    @cached_property
    def _at(self) -> int:
        here = self._to(self.step, self.explained)
        return next((at for at, (_step, there) in enumerate(self._steps) if there == here), 0)

    @property
    def back(self) -> str:
        if self.counts_hands:
            return self._steps[0][1]
        return self._steps[self._at - 1][1] if self._at else ""

    @property
    def forward(self) -> tuple[str, str] | None:
        """The next step and its address; None after the last."""
        return self._steps[self._at + 1] if self._at + 1 < len(self._steps) else None

    @property
    def to_hands(self) -> str:
        return self._to("hands")

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Light and dark, each with the address of this page in it."""
        of = {"of": self.explained.option.slug} if self.explained else {}
        here = {"step": self.step, **of, **self.kept}
        return [(theme, "?" + urlencode(here | {"theme": theme})) for theme in THEMES]

    @property
    def query_of_next(self) -> str:
        """What the next question has to be told: the hands were for this one."""
        return "?" + urlencode({"theme": self.theme}) if self.theme else ""

    @property
    def following(self) -> Item | None:
        return self.meeting.after(self.topic)

    @property
    def place(self) -> int | None:
        """Which of the questions for the meeting this is, from 1."""
        return self.meeting.place_of(self.topic)
