"""Questions of more than a line go out in every format, and come back as they were."""

import pytest

from banks.exporting import bank_questions
from banks.formats.registry import FORMATS
from banks.importing.planning import plan
from quizzes.models import Question
from tests.factories import make_quiz

pytestmark = pytest.mark.django_db
WRITABLE = [name for name, bank_format in FORMATS.items() if bank_format.write is not None]
STEMS = [
    "출력은?\n\n```\na = {1: 2}\nprint(a[1] | 2)\n```",
    "- 하나\n- 둘\n\n무엇인가?",
    "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |",
    "밑줄 친 <u>낱말</u>의 **뜻**",
    "\\(x_1^2 < \\frac{a}{b}\\)의 근",
    "$$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$",
    "식 <math><msup><mi>x</mi><mn>2</mn></msup></math>",
    "$5와 \\$$, a[0] \\* b_c",
]


@pytest.mark.parametrize("name", WRITABLE)
def test_every_stem_comes_back(name: str) -> None:
    quiz = make_quiz(questions=len(STEMS))
    for question, stem in zip(quiz.questions.order_by("position"), STEMS, strict=True):
        question.stem = stem
        question.save()
    write = FORMATS[name].write
    assert write is not None
    bank = FORMATS[name].read(write(bank_questions(quiz, with_images=False)))

    planned = plan(bank, make_quiz(questions=0))

    assert [refusal.reason for refusal in planned.refusals] == []
    shown = Question.objects.filter(quiz=quiz).order_by("position")
    assert [made.question.stem_html for made in planned.planned] == [
        question.stem_html for question in shown
    ]
