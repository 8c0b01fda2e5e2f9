"""What is searched of a text, in Postgres as in Python."""

import pytest

from courses.models import Lesson
from tests.factories import LessonFactory
from texts.words import words_of_html

pytestmark = pytest.mark.django_db
BODY = (
    "값은 \\(x^2\\)이고 $$\\frac{a}{b}$$ 뒤 \\(y \\lt 3\\), <u>밑줄</u> **굵게**\n\n"
    "| 가 | \\(n_1\\) |\n|---|---|\n| 1 | 2 |\n\n<math><mi>z</mi><mo>=</mo><mn>4</mn></math>"
)


def test_formulas_are_searched_by_what_they_say() -> None:
    lesson = LessonFactory.create(body=BODY)
    words = " ".join(Lesson.objects.get(pk=lesson.pk).plain_text.split())

    assert words == "값은 x²이고 a/b 뒤 y < 3, 밑줄 굵게 가 n₁ 1 2 z = 4"
    assert words == words_of_html(lesson.body_html)
