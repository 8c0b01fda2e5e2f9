"""What an import would make of a bank in a quiz, before anything is stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import translation
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from banks.formats.acceptance import MULTIPLE_CHOICE
from banks.formats.bank import Bank, BankOption, BankQuestion, Refusal
from banks.importing.images import PagesWithImages
from banks.importing.texts import UnfitTextError, as_block, as_item, with_plain_braces
from banks.portable import portable
from courses.models import Image
from courses.models.base import ContentModel
from quizzes.models import Option, Question, Quiz
from quizzes.numbering import letter_of
from texts import Fault
from texts.visible import is_visible

LONGEST_SLUG = 40
LAST_POSITION = 32_767  # of a small integer in the database


class ConflictError(UnfitTextError):
    """The quiz, or the bank before it, has the question with another right option."""


@dataclass
class Planned:
    """A question as it would be stored; `draft_because` says what it lacks to be asked."""

    source: BankQuestion
    question: Question
    options: list[Option]
    draft_because: str = ""


@dataclass
class Plan:
    """Every question of the bank is either planned or refused, so the counts add up.

    `images` are those that the planned questions show and the course does not have yet.
    """

    quiz: Quiz
    planned: list[Planned] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    conflicts: int = 0  # of the refusals: the quiz has the question with another key

    @property
    def total(self) -> int:
        return len(self.planned) + len(self.refusals)

    @property
    def drafts(self) -> int:
        return sum(planned.question.is_draft for planned in self.planned)

    @property
    def published(self) -> int:
        return len(self.planned) - self.drafts

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of the images to come, by the addresses that they will have."""
        return {image.address: image.name for image in self.images}

    @property
    def left_aside(self) -> dict[str, int]:
        """What the questions had that Dure has no place for, and in how many."""
        counts: dict[str, int] = {}
        for planned in self.planned:
            for what in planned.source.left_aside:
                counts[what] = counts.get(what, 0) + 1
        return counts


def plan(bank: Bank, quiz: Quiz) -> Plan:
    """Convert, render and check every question of the bank for this quiz."""
    planner = Planner(quiz)
    planned = Plan(quiz, refusals=list(bank.refusals), notes=bank.notes)
    for source in bank.questions:
        try:
            planned.planned.append(planner.planned(source))
        except UnfitTextError as error:
            planned.conflicts += isinstance(error, ConflictError)
            planned.refusals.append(
                Refusal(source.line, source.name, MULTIPLE_CHOICE, str(error), source.version)
            )
    planned.images = planner.pages.kept
    planned.refusals.sort(key=lambda refusal: refusal.line)
    return planned


class Planner:
    """Plans one question after the other, and knows what the quiz and those before it hold."""

    def __init__(self, quiz: Quiz) -> None:
        self.quiz = quiz
        self.pages = PagesWithImages(quiz.module.course)
        stored = list(quiz.questions.prefetch_related("options"))
        self.slugs = {question.slug for question in stored}
        # The last number given to each name, so that ten thousand without one are soon numbered.
        self.numbers: Counter[str] = Counter()
        self.position = max((question.position for question in stored), default=0)
        # The slug and the right option of what is there, by what makes a question the same one.
        self.known = {
            self._key(question.stem, question.options.all()): (question.slug, _right(question))
            for question in stored
            if not question.is_retired
        }

    def planned(self, source: BankQuestion) -> Planned:
        """The question as it would be stored; `UnfitTextError` says why it cannot be."""
        if self.position >= LAST_POSITION:
            reason = _("A quiz holds at most %(most)s questions.") % {"most": f"{LAST_POSITION:,}"}
            raise UnfitTextError(reason)
        self.pages.begin(source)
        self.lacks: list[str] = []
        stem = as_item(source.stem, self.pages.show, self.lacks)
        options = [
            Option(
                slug=letter_of(number),
                position=number,
                text=text,
                is_correct=option.is_correct,
                explanation=self._explanation(source, option),
            )
            for number, (option, text) in enumerate(
                zip(source.options, self._texts(source), strict=True), 1
            )
        ]
        key = self._key(stem, options)
        right = next((_plain(option.text) for option in options if option.is_correct), "")
        if key in self.known:
            raise self._clash(*self.known[key], right)
        question = Question(quiz=self.quiz, stem=stem, tags=_tags(source))
        # What had a text before its markup was cleaned may have none after.
        if not all(is_visible(text) for text in (stem, *(option.text for option in options))):
            raise UnfitTextError(_("The question or an option shows no text."))
        if len({_plain(option.text) for option in options}) < len(options):
            raise UnfitTextError(_("Two of its options read the same."))
        unexplained = [option.slug for option in options if not is_visible(option.explanation)]
        question.is_draft = bool(unexplained or self.lacks) or source.is_draft
        self._render(question, options)
        self.pages.keep()
        question.slug, question.position = self.slug(source.name), self.position + 1
        self.known[key] = (question.slug, right)
        self.position += 1
        return Planned(source, question, options, self._reason(source, unexplained, right))

    def _reason(self, source: BankQuestion, unexplained: list[str], right: str) -> str:
        """Why it is a draft, all of it but what everything else says already."""
        reasons = list(dict.fromkeys(self.lacks))
        if not right:
            reasons.append(_("It does not say which option is right."))
        elif unexplained:
            reasons.append(_("No explanation: %(options)s") % {"options": ", ".join(unexplained)})
        if source.is_draft and not reasons:
            reasons.append(_("It is a draft where it comes from."))
        return " ".join(reasons)

    def _key(self, stem: str, options: Iterable[Option]) -> tuple[str, ...]:
        """Its texts as other programs have them, in whatever order its options stand."""
        language = self.quiz.module.course.language
        texts = sorted(_plain(portable(option.text, language)) for option in options)
        return (_plain(portable(stem, language)), *texts)

    def _clash(self, slug: str, right_there: str, right: str) -> UnfitTextError:
        if right == right_there:
            return UnfitTextError(_("The quiz has this question already."))
        reason = _(
            "The question %(slug)s reads the same, but its right option is another: "
            "“%(there)s” there, “%(here)s” here."
        )
        shown = {"there": Truncator(right_there).chars(80), "here": Truncator(right).chars(80)}
        return ConflictError(reason % {"slug": slug, **shown})

    def _texts(self, source: BankQuestion) -> list[str]:
        if not source.is_true_false:
            return [as_item(option.text, self.pages.show, self.lacks) for option in source.options]
        with translation.override(self.quiz.module.course.language):
            return [_("It is true."), _("It is not true.")]

    def _explanation(self, source: BankQuestion, option: BankOption) -> str:
        """What is said whichever option was chosen goes to the right one, where everybody ends."""
        explanations = (
            [option.explanation, source.general] if option.is_correct else [option.explanation]
        )
        return "\n\n".join(
            as_block(text, self.pages.show, self.lacks) for text in explanations if text
        )

    def _render(self, question: Question, options: list[Option]) -> None:
        """Its HTML; what of it cannot be shown as it is makes it a draft that says so."""
        for option in options:
            option.question = question
        rows = (question, *options)
        faults = [fault for row in rows for fault in self._faults(row)]
        self.lacks += [fault.message for fault in faults]
        if faults and not question.is_draft:
            question.is_draft = True
            for row in rows:
                row.render(self.pages)

    def _faults(self, row: ContentModel) -> list[Fault]:
        """Faults of the row's texts, in which braces that name no term are braces."""
        faults = row.render(self.pages)
        written = {name: getattr(row, name) for name in row.markdown_fields()}
        if faults and _without_terms(row):
            without = row.render(self.pages)
            if len(without) < len(faults):
                return without
            for name, source in written.items():
                setattr(row, name, source)
            row.render(self.pages)
        return faults

    def slug(self, name: str) -> str:
        """The question's slug after its name, with the next free number where it is taken."""
        base = slugify(name)[:LONGEST_SLUG].strip("-_") or "imported"
        slug = base
        while slug in self.slugs:
            self.numbers[base] += 1
            slug = f"{base}-{self.numbers[base] + 1}"
        self.slugs.add(slug)
        return slug


def _plain(text: str) -> str:
    return " ".join(text.split())


def _right(question: Question) -> str:
    """The text of the right option; "" where a draft has none."""
    return next((_plain(option.text) for option in question.options.all() if option.is_correct), "")


def _tags(source: BankQuestion) -> list[str]:
    """The category first; a comma would part a tag in two."""
    tags = (source.category, *source.tags)
    cleaned = (" ".join(tag.replace(",", " ").split())[:200] for tag in tags)
    return list(dict.fromkeys(filter(None, cleaned)))


def _without_terms(row: ContentModel) -> bool:
    """Take braces for braces where they name no term of this course; whether there were any."""
    changed = False
    for name in row.markdown_fields():
        source = getattr(row, name)
        escaped = with_plain_braces(source)
        if escaped != source:
            setattr(row, name, escaped)
            changed = True
    return changed
