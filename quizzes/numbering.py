"""What a question and its options are called: one rule for learners and facilitators alike."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from quizzes.models import Question

SIGNS = "①②③④⑤⑥⑦⑧⑨⑩"
LETTERS = 26
# Letters of a stem beside a bar: as few of these as tell the questions apart, else all.
LABEL_LENGTHS = (24, 48, 96, 10_000)


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


def numbers_in_practice(questions: Iterable[Question]) -> dict[int, int | None]:
    """The numbers on a sheet of some questions, which counts its own, siblings too."""
    questions = list(questions)
    with_number = [question.pk for question in questions if question.is_asked]
    numbers = {question: number for number, question in enumerate(with_number, 1)}
    return {question.pk: numbers.get(question.pk) for question in questions}


def name_of(number: int | None) -> str:
    """What a question of this number is called."""
    return _("No longer asked") if number is None else _("Question %(number)d") % {"number": number}


def title_of(number: int | None, question: Question) -> str:
    """Its name, and of one that is not asked any more, which has none of its own, its stem."""
    return name_of(number) if number else f"{name_of(number)}: {question.short_stem}"


def labels_of(questions: Iterable[tuple[int | None, Question]]) -> dict[int, str]:
    """What stands beside the bar of each question (id): its number, else the stem's beginning.

    Stems that are the same to their end have the word that stands for the question in files.
    """
    questions = list(questions)
    retired = [question for number, question in questions if number is None]
    labels = {question.pk: str(number) for number, question in questions if number is not None}
    for length in LABEL_LENGTHS:
        begun = {question.pk: _beginning(question, length) for question in retired}
        alike = Counter((question.quiz_id, begun[question.pk]) for question in retired)
        for question in retired:
            is_alike = alike[question.quiz_id, begun[question.pk]] > 1
            labels[question.pk] = begun[question.pk] + (f" ({question.slug})" if is_alike else "")
        retired = [
            question for question in retired if alike[question.quiz_id, begun[question.pk]] > 1
        ]
    return labels


def _beginning(question: Question, length: int) -> str:
    return f"{name_of(None)}: {Truncator(question.short_stem).chars(length)}"


def sign_of(place: int) -> str:
    """What the option at this place, from 0, is called."""
    return SIGNS[place] if place < len(SIGNS) else f"({place + 1})"


def letter_of(place: int) -> str:
    """The slug of the option at this place, from 1, where its author gives it none."""
    return chr(ord("a") + place - 1) if place <= LETTERS else f"o{place}"
