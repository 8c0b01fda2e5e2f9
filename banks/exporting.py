"""The questions of a quiz, as banks hold them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from banks.formats.bank import BankImage, BankOption, BankQuestion, Text
from banks.formats.images import IMAGE, names_in
from banks.importing.texts import escaped
from banks.portable import portable
from courses.models import Image
from quizzes.key import reasons_against_key
from quizzes.models import Question, Quiz
from texts.visible import is_visible

# A picture that is shown without words of its own.
_WORDLESS = re.compile(rf"!\[\](?=\(\s*<?{IMAGE}([-\w]+))")


@dataclass(frozen=True)
class Exported:
    """What a quiz gives to other programs, and the drafts that no format can hold."""

    questions: list[Question]
    left_out: list[Question]

    @property
    def drafts(self) -> list[Question]:
        return [question for question in self.questions if question.is_draft]


def exported(quiz: Quiz) -> Exported:
    """What the quiz asks, and drafts that lack no more than explanations; in order.

    No siblings: another program would ask them in its quiz.
    """
    stored = quiz.questions.filter(retired_at=None, sibling_of=None).order_by("position", "pk")
    exported = Exported([], [])
    for question in stored.prefetch_related("options"):
        (exported.questions if _is_whole(question) else exported.left_out).append(question)
    return exported


def _is_whole(question: Question) -> bool:
    options = list(question.options.all())
    texts = [question.stem, *(option.text for option in options)]
    key = [option.is_correct for option in options]
    return all(map(is_visible, texts)) and not any(reasons_against_key(key))


def bank_questions(quiz: Quiz, *, with_images: bool) -> list[BankQuestion]:
    """The questions that go out, in order; texts are Markdown as other programs know it.

    With their pictures, texts say what these show, as the images themselves stay here.
    """
    language = quiz.module.course.language
    questions = [_bank_question(question, language) for question in exported(quiz).questions]
    if not with_images:
        return questions
    names = {name for question in questions for name in _names(question)}
    images = {image.name: image for image in quiz.module.course.images.filter(name__in=names)}
    return [_with_images(question, images) for question in questions]


def _bank_question(question: Question, language: str) -> BankQuestion:
    def text(source: str) -> Text:
        return Text(portable(source.strip("\n").rstrip(), language))

    return BankQuestion(
        text(question.stem),
        tuple(
            BankOption(text(option.text), option.is_correct, text(option.explanation))
            for option in question.options.all()
        ),
        name=question.slug,
        tags=tuple(question.tags),
        is_draft=question.is_draft,
    )


def _names(question: BankQuestion) -> set[str]:
    texts = [question.stem]
    for option in question.options:
        texts += [option.text, option.explanation]
    return set().union(*(names_in(text) for text in texts))


def _with_images(question: BankQuestion, images: Mapping[str, Image]) -> BankQuestion:
    def worded(text: Text) -> Text:
        return replace(text, source=_WORDLESS.sub(words, text.source))

    def words(match: re.Match[str]) -> str:
        image = images.get(match[1])
        return f"![{escaped(' '.join(image.alt.split()))}]" if image else match[0]

    return replace(
        question,
        stem=worded(question.stem),
        options=tuple(
            replace(option, text=worded(option.text), explanation=worded(option.explanation))
            for option in question.options
        ),
        images=tuple(
            BankImage(name, bytes(images[name].content))
            for name in sorted(_names(question) & images.keys())
        ),
    )
