"""The questions of a quiz, as banks hold them."""

from quizzes.formats.bank import BankOption, BankQuestion, Text
from quizzes.models import Quiz


def bank_questions(quiz: Quiz) -> list[BankQuestion]:
    """What learners are asked, in order; texts are Markdown."""
    live = quiz.questions.live().order_by("position", "pk").prefetch_related("options")
    return [
        BankQuestion(
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
        for question in live
    ]
