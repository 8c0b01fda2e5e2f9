"""What a question and its options are called: one rule for learners and facilitators alike."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from quizzes.models import Question

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"
LETTERS = 26


def numbered(questions: Iterable[Question]) -> Iterator[tuple[int | None, Question]]:
    """Each question with its number among those asked in its quiz, from 1.

    One that is not asked any more has none: in the room a number means one question.
    """
    numbers: dict[int, int] = {}
    for question in questions:
        if not question.is_live:
            yield None, question
            continue
        numbers[question.quiz_id] = numbers.get(question.quiz_id, 0) + 1
        yield numbers[question.quiz_id], question


def name_of(number: int | None) -> str:
    """What a question of this number is called."""
    return _("No longer asked") if number is None else _("Question %(number)d") % {"number": number}


def title_of(number: int | None, question: Question) -> str:
    """Its name, and of one that is not asked any more, which has none of its own, its stem."""
    return name_of(number) if number else f"{name_of(number)}: {question.short_stem}"


def sign_of(place: int) -> str:
    """What the option at this place, from 0, is called."""
    return SIGNS[place] if place < len(SIGNS) else f"({place + 1})"


def letter_of(place: int) -> str:
    """The slug of the option at this place, from 1, where its author gives it none."""
    return chr(ord("a") + place - 1) if place <= LETTERS else f"o{place}"
