"""The state of one rendering; markdown-it carries it in `env`, so the parser itself has none."""

from collections import Counter
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from texts.faults import FaultList
from texts.labels import Labels

_KEY = "page"


@dataclass(frozen=True)
class ShownImage:
    """An image of the course: where it is, its size in pixels, and its text alternative."""

    address: str
    width: int
    height: int
    alt: str


class CourseContext(Protocol):
    """What a text may refer to in its course."""

    language: str

    def url_of(self, target: str) -> str | None:
        """The address of "module" or "module#lesson" (slugs), None if there is no such page."""

    def is_draft(self, target: str) -> bool:
        """Whether the page is there and not out: learners are not led to it."""

    def image(self, name: str) -> ShownImage | None:
        """The image of this name, None if the course has none."""

    def term_id(self, term: str) -> str | None:
        """The DOM id of the popover of a glossary term, None if the glossary lacks it."""


class Page:
    """What one call knows: the course, the words, the ids given out and the faults found.

    `is_draft` says that the text itself is not out: its author is led to other drafts.
    """

    def __init__(
        self, context: CourseContext, labels: Labels, prefix: str, *, is_draft: bool = False
    ) -> None:
        self.context = context
        self.labels = labels
        self.is_draft = is_draft
        self.faults = FaultList()
        self._prefix = f"{prefix}-" if prefix else ""
        self._counted: Counter[str] = Counter()

    def id(self, kind: str, *numbers: int) -> str:
        """The id of a numbered thing, such as "why-nvidia-fn-2"."""
        return self._prefix + "-".join([kind, *map(str, numbers)])

    def next_id(self, kind: str) -> str:
        """A new id; things of a kind are numbered from 1 in the order they are met."""
        self._counted[kind] += 1
        return self.id(kind, self._counted[kind])

    def env(self) -> dict[str, Any]:
        """The `env` to parse and render with."""
        return {_KEY: self}


def page_of(env: MutableMapping[str, Any]) -> Page:
    """The page that is being rendered with `env`."""
    return cast("Page", env[_KEY])


def faults_of(env: MutableMapping[str, Any]) -> FaultList:
    """Where to report faults; a list that nobody reads where no page is rendered."""
    return page_of(env).faults if _KEY in env else FaultList()
