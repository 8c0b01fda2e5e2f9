"""The drafts of a quiz: what each lacks to be asked, its explanations, and letting them out."""

import hashlib
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models.base import ContentModel
from quizzes.key import reasons_against_key
from quizzes.models import Option, Question, Quiz
from texts import CourseContext
from texts.visible import is_visible

Texts = Mapping[int, str]  # of explanations, by the number of their option


class DraftOvertaken(Exception):
    """Somebody else has changed what this person did not see; nothing was stored."""

    def __init__(self, stored: "Draft") -> None:
        super().__init__(_("Somebody else has changed this question meanwhile."))
        self.stored = stored


@dataclass
class Draft:
    """A draft with its options; `typed` are explanations that could not be stored over theirs."""

    question: Question
    options: list[Option]
    typed: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, question: Question) -> "Draft":
        options = sorted(question.options.all(), key=lambda option: option.position)
        for option in options:
            option.question = question
        return cls(question, options)

    @property
    def was(self) -> str:
        """Tells its explanations and its key, as they are now, from what they are later."""
        state = "\0".join(
            f"{option.pk} {option.is_correct} {option.explanation}" for option in self.options
        )
        return hashlib.sha256(state.encode()).hexdigest()[:32]

    def missing(self, pages: CourseContext) -> list[str]:
        """What it lacks to be asked, in sentences; each text is rendered for its faults."""
        return list(self._missing(pages))

    def _missing(self, pages: CourseContext) -> Iterator[str]:
        yield from reasons_against_key([option.is_correct for option in self.options])
        bare = [option.slug for option in self.options if not is_visible(option.explanation)]
        if bare:
            yield _("No explanation: %(options)s") % {"options": ", ".join(bare)}
        first = self.question.sibling_of
        if first is not None and not first.is_asked:
            yield _("A sibling is asked only where its first question is: publish that one.")
        for row in self._as_if_out():
            for fault in row.render(pages):
                if not fault.is_warning:
                    yield f"{row}: {fault.sentence}"

    def _as_if_out(self) -> list[ContentModel]:
        """Copies of its rows, of which faults are no more than warnings no longer."""
        question, quiz = copy(self.question), copy(self.question.quiz)
        module = copy(quiz.module)
        question.is_draft, module.is_published = False, True
        question.quiz, quiz.module = quiz, module
        options = [copy(option) for option in self.options]
        for option in options:
            option.question = question
        return [question, *options]


def drafts_of(quiz: Quiz) -> "list[Draft]":
    drafts = quiz.questions.filter(is_draft=True, retired_at=None)
    rows = drafts.select_related("lesson", "sibling_of").prefetch_related("options")
    return [Draft.of(question) for question in rows]


@transaction.atomic
def keep(question: Question, was: str, texts: Texts, right: int | None) -> Draft:
    """Store the explanations that differ and which option is right; `DraftOvertaken` where the
    draft is another than the one that was seen."""
    locked = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    draft = Draft.of(locked)
    if draft.was != was:
        raise DraftOvertaken(Draft(locked, draft.options, dict(texts)))
    for option in draft.options:
        is_correct = option.is_correct if right is None else option.pk == right
        text = texts.get(option.pk, option.explanation)
        if (text, is_correct) != (option.explanation, option.is_correct):
            option.explanation, option.is_correct = text, is_correct
            option.save(update_fields=["explanation", "is_correct"])
    return draft


@transaction.atomic
def publish_whole(quiz: Quiz) -> tuple[int, int]:
    """Ask every draft that lacks nothing; how many there were, and how many are left.

    Siblings come after what they are of. Copies that take the place of a question go out by hand:
    whoever opened one is changing it.
    """
    pages = quiz.module.course.pages(let_out=quiz.module)
    list(quiz.questions.select_for_update().filter(is_draft=True))
    drafts = [draft for draft in drafts_of(quiz) if draft.question.replaces_id is None]
    let_out: dict[int, Question] = {}
    for draft in sorted(drafts, key=lambda draft: draft.question.is_sibling):
        question = draft.question
        question.sibling_of = let_out.get(question.sibling_of_id or 0, question.sibling_of)
        if not draft.missing(pages):
            question.is_draft = False
            question.save(update_fields=["is_draft"])
            let_out[question.pk] = question
    return len(let_out), len(drafts) - len(let_out)
