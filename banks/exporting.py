"""The questions of a quiz, as banks hold them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from banks.formats.bank import BankImage, BankOption, BankQuestion, Text
from banks.formats.images import IMAGE, names_in
from banks.importing.texts import escaped
from courses.models import Image
from quizzes.models import Question, Quiz

# A picture that is shown without words of its own.
_WORDLESS = re.compile(rf"!\[\](?=\(\s*<?{IMAGE}([-\w]+))")


def bank_questions(quiz: Quiz, *, with_images: bool) -> list[BankQuestion]:
    """What learners are asked, in order; texts are Markdown.

    With their pictures, texts say what these show, as the images themselves stay here.
    """
    live = quiz.questions.live().order_by("position", "pk").prefetch_related("options")
    questions = [_bank_question(question) for question in live]
    if not with_images:
        return questions
    names = {name for question in questions for name in _names(question)}
    images = {image.name: image for image in quiz.module.course.images.filter(name__in=names)}
    return [_with_images(question, images) for question in questions]


def _bank_question(question: Question) -> BankQuestion:
    return BankQuestion(
        Text(question.stem.strip()),
        tuple(
            BankOption(
                Text(option.text.strip()), option.is_correct, Text(option.explanation.strip())
            )
            for option in question.options.all()
        ),
        name=question.slug,
        tags=tuple(question.tags),
    )


def _names(question: BankQuestion) -> set[str]:
    texts = [question.stem]
    for option in question.options:
        texts += [option.text, option.explanation]
    return set().union(*(names_in(text) for text in texts))


def _with_images(question: BankQuestion, images: Mapping[str, Image]) -> BankQuestion:
    def worded(text: Text) -> Text:
        return Text(_WORDLESS.sub(words, text.source))

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
