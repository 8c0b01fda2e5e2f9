"""What question banks of every format are read into, and written from."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_QUESTIONS = 20_000
# The tag by which a draft is known where a format has no place for that.
DRAFT = "draft"
LONGEST_SHOWN = 80  # letters of a name
Source = TypeVar("Source")


class Format(enum.StrEnum):
    """How a text is marked up; "moodle" is Moodle's auto-format: HTML that keeps its line ends."""

    MARKDOWN = "markdown"
    HTML = "html"
    PLAIN = "plain"
    MOODLE = "moodle"


@dataclass(frozen=True)
class Text:
    """A text as its bank has it, without white space around it."""

    source: str
    format: Format = Format.MARKDOWN

    def __bool__(self) -> bool:
        return bool(self.source)


NO_TEXT = Text("")


@dataclass(frozen=True)
class BankOption:
    text: Text
    is_correct: bool
    explanation: Text = NO_TEXT


@dataclass(frozen=True)
class BankImage:
    """A picture file; texts of its question name it `image:<name>`."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class BankQuestion:
    """A question with one right option.

    `general` is said whichever option was chosen; `is_true_false` that the options are True and
    False, in whatever language. `left_aside` names what Dure has no place for, such as a penalty.
    `images` are those its texts show, by name. `version` is that of its format, "QTI 1.2".
    """

    stem: Text
    options: tuple[BankOption, ...]
    name: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    general: Text = NO_TEXT
    is_true_false: bool = False
    left_aside: tuple[str, ...] = ()
    images: tuple[BankImage, ...] = ()
    is_draft: bool = False
    line: int = field(default=0, compare=False)
    version: str = field(default="", compare=False)

    @property
    def written_tags(self) -> tuple[str, ...]:
        """The tags, with that of a draft where it is one."""
        return (*self.tags, DRAFT) if self.is_draft else self.tags

    @property
    def right(self) -> BankOption:
        return next(option for option in self.options if option.is_correct)


KINDS = {
    "calculated": gettext_lazy("calculated"),
    "description": gettext_lazy("description"),
    "essay": gettext_lazy("essay"),
    "file upload": gettext_lazy("file upload"),
    "hot spot": gettext_lazy("hot spot"),
    "inline choice": gettext_lazy("inline choice"),
    "matching": gettext_lazy("matching"),
    "multiple choice": gettext_lazy("multiple choice"),
    "multiple response": gettext_lazy("multiple response"),
    "numerical": gettext_lazy("numerical"),
    "opinion scale": gettext_lazy("opinion scale"),
    "ordering": gettext_lazy("ordering"),
    "several questions": gettext_lazy("several questions"),
    "short answer": gettext_lazy("short answer"),
    "unreadable": gettext_lazy("unreadable"),
}


@dataclass(frozen=True)
class Refusal:
    """A question that is not taken: where it stands, what it is called, its type, and why.

    `version` is that of its format where there are several: "QTI 1.2".
    """

    line: int
    name: str
    kind: str
    reason: str
    version: str = ""

    @property
    def kind_text(self) -> str:
        """The version and the type in words; one that only its program knows, as it calls it."""
        kind = Truncator(str(KINDS.get(self.kind, self.kind))).chars(LONGEST_SHOWN)
        return f"{self.version} · {kind}" if self.version else kind

    @property
    def short_name(self) -> str:
        return Truncator(self.name).chars(LONGEST_SHOWN)


@dataclass
class Bank:
    """All that a file holds: each of its questions is either taken or refused.

    `notes` are sentences on the file as a whole.
    """

    questions: list[BankQuestion] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.questions) + len(self.refusals)

    @property
    def images(self) -> int:
        """How many different pictures the questions show."""
        return len({image.content for question in self.questions for image in question.images})


class UnreadableBankError(Exception):
    """The file is no bank of this format; the message says why in a sentence."""


def at_most(sources: Iterable[Source], most: int) -> list[Source]:
    """The questions of a file before any is read; `UnreadableBankError` if there are too many."""
    first_ones = list(islice(sources, most + 1))
    if len(first_ones) > most:
        raise too_many_questions(most)
    return first_ones


def too_many_questions(most: int) -> UnreadableBankError:
    if most < MOST_QUESTIONS:
        reason = _("The file has more than %(most)s questions: import it by the command line.")
    else:
        reason = _("The file has more than %(most)s questions. Import it in several files.")
    return UnreadableBankError(reason % {"most": f"{most:,}"})
