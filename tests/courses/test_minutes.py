"""How long a module takes: reading, sums, questions and self-diagnosis, by one rule."""

import pytest
from django.test import Client

from courses import minutes
from courses.minutes import DIAGNOSING, LETTERS_A_ROW, LETTERS_PER_MINUTE
from courses.models import Lesson, Module
from courses.outline import Outline
from tests.factories import (
    LessonFactory,
    QuestionFactory,
    SelfDiagnosisFactory,
    answer_wrong,
    choose,
    make_member,
    make_quiz,
    right,
    standing,
)

pytestmark = pytest.mark.django_db
PROSE = "가나다라마 " * 100
SUMS = "::: calc 메모리\n가중치: 8 × 0.5 = 4GB\n대화: 2GB\n:::\n"


def stored(*bodies: str) -> Module:
    quiz = make_quiz(questions=5)
    quiz.module.lessons.all().delete()
    for body in bodies:
        LessonFactory.create(module=quiz.module, body=body)
    return quiz.module


def test_a_row_of_a_calculation_takes_longer_than_its_letters() -> None:
    module = stored(PROSE, PROSE + "\n\n" + SUMS)
    bare, with_sums = module.lessons.order_by("position")
    rows = with_sums.body_html.count(minutes.ROW)
    assert rows == 2
    assert minutes.letters_in(bare.body, bare.body_html) == len(bare.body)
    letters = len(with_sums.body) + rows * LETTERS_A_ROW
    assert minutes.letters_in(with_sums.body, with_sums.body_html) == letters


def test_the_database_counts_as_python_does() -> None:
    module = stored(PROSE, SUMS, SUMS * 3 + PROSE, "짧다.")
    for lesson in Lesson.objects.filter(module=module).with_length():
        assert lesson.letters == minutes.letters_in(lesson.body, lesson.body_html)
    (counted,) = Outline.whole(module.course).modules
    by_lessons = Module.objects.get(pk=module.pk)
    assert counted.letters == sum(
        minutes.letters_in(lesson.body, lesson.body_html) for lesson in by_lessons.lessons.all()
    )
    assert counted.minutes == by_lessons.minutes


@pytest.mark.parametrize(
    ("letters", "questions", "words"),
    [
        (0, 0, ""),
        (10, 0, "약 1분"),
        (17 * LETTERS_PER_MINUTE, 0, "약 17분"),
        (17 * LETTERS_PER_MINUTE, 5, "읽기 17분 + 문제 7분"),
        (0, 5, "약 7분"),
        (0, 1, "약 1분"),
    ],
)
def test_reading_and_questions_are_told_apart(letters: int, questions: int, words: str) -> None:
    told = minutes.in_words(minutes.reading(letters), minutes.answering(questions))
    assert told == words


def test_pages_tell_both_and_no_sibling_counts(client: Client) -> None:
    module = stored("가" * LETTERS_PER_MINUTE * 3)
    QuestionFactory.create(quiz=module.quiz, sibling_of=module.quiz.questions.all()[0])
    QuestionFactory.create(quiz=module.quiz, is_draft=True)
    SelfDiagnosisFactory.create(after=module)
    client.force_login(make_member(module.course))
    for address in (module.get_absolute_url(), module.course.get_absolute_url()):
        assert "읽기 3분 + 문제 7분" in client.get(address).content.decode()
    assert f"약 {DIAGNOSING}분" in client.get(module.course.get_absolute_url()).content.decode()


def test_what_is_left_counts_down() -> None:
    module = stored("가" * LETTERS_PER_MINUTE * 3)
    member = make_member(module.course)

    def left() -> int:
        return standing(module.course, member).bar.minutes

    assert left() == 3 + 7
    SelfDiagnosisFactory.create(after=module)
    assert left() == 3 + 7 + DIAGNOSING
    first, *others = module.quiz.questions.all()
    answer_wrong(first, member)
    assert left() == 3 + 5 + DIAGNOSING
    for question in (first, *others):
        choose(member, right(question))
    assert left() == 3 + DIAGNOSING
