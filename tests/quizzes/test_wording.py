"""What people have answered says what it said: its wording is mended by name alone, and kept."""

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quizzes.models import Answer, Option, Question, Wording
from quizzes.wording import says_the_same, words, words_in_sql
from tests.factories import QuestionFactory, UserFactory, answer_wrong, choose, make_quiz, right
from tests.quizzes.test_invariants import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    with transaction.atomic():
        return make_quiz(questions=1).questions.get()


@pytest.fixture
def option(question: Question) -> Option:
    return question.options.get(slug="a")


@pytest.fixture
def answer(question: Question) -> Answer:
    answer_wrong(question, UserFactory.create())
    return question.answers.get()


def reword(row: Question | Option, text: str) -> None:
    """By SQL, past all that the forms check."""
    field = "stem" if isinstance(row, Question) else "text"
    type(row)._default_manager.filter(pk=row.pk).update(**{field: text})


def kept() -> list[tuple[int | None, str, int]]:
    return list(Wording.objects.values_list("option", "text", "last_answer"))


def test_what_nobody_has_answered_is_written_anew(question: Question, option: Option) -> None:
    reword(question, "다른 물음")
    reword(option, "다른 보기")
    assert not kept()


@pytest.mark.parametrize("name", ["question", "option"])
def test_what_was_answered_stays_as_it_reads(
    answer: Answer, name: str, request: pytest.FixtureRequest
) -> None:
    with refused_by("wording_is_frozen"):
        reword(request.getfixturevalue(name), "다른 글")
    assert not kept()


def test_two_texts_cannot_change_places(answer: Answer, option: Option) -> None:
    """The key would be another, and no column of it."""
    other = answer.question.options.get(slug="b")
    with refused_by("wording_is_frozen"):
        reword(option, other.text)


def test_an_option_that_nobody_chose_stays_as_well(answer: Answer, question: Question) -> None:
    """It was read, and not chosen."""
    unchosen = question.options.exclude(pk=answer.option_id).latest("position")
    with refused_by("wording_is_frozen"):
        reword(unchosen, "다른 보기")


def test_what_it_said_is_kept_with_the_answers_given_to_it(
    answer: Answer, question: Question, option: Option
) -> None:
    before = question.stem, option.text
    question.mend_wording()
    reword(question, "고친 물음")
    reword(option, "고친 보기")
    assert kept() == [(None, before[0], answer.pk), (option.pk, before[1], answer.pk)]


def test_each_wording_ends_with_its_own_last_answer(
    answer: Answer, question: Question, option: Option
) -> None:
    first = option.text
    question.mend_wording()
    reword(option, "둘째")
    later = choose(UserFactory.create(), right(question))
    question.mend_wording()
    reword(option, "셋째")
    assert kept() == [(option.pk, first, answer.pk), (option.pk, "둘째", later.pk)]


def test_mending_one_question_mends_no_other(answer: Answer, question: Question) -> None:
    other = QuestionFactory.create(quiz=question.quiz)
    choose(UserFactory.create(), right(other))
    question.mend_wording()
    with refused_by("wording_is_frozen"):
        reword(other, "다른 물음")


@pytest.mark.django_db(transaction=True)
def test_the_mark_ends_with_its_transaction(answer: Answer, question: Question) -> None:
    with transaction.atomic():
        question.mend_wording()
    with pytest.raises(IntegrityError, match="mend its wording"):
        reword(question, "다른 물음")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_who_cannot_see_new_answers_writes_nothing_anew(question: Question, isolation: str) -> None:
    with pytest.raises(IntegrityError, match="READ COMMITTED"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"SET TRANSACTION ISOLATION LEVEL {isolation}")
        reword(question, "다른 물음")


def test_nobody_writes_what_was_never_said(answer: Answer, question: Question) -> None:
    with refused_by("wordings_are_kept"):
        Wording.objects.create(
            question=question,
            text="없던 글",
            html="",
            last_answer=answer,
            mended_at=answer.answered_at,
        )


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quizzes_wording SET text = ''",
        "DELETE FROM quizzes_wording",
        "TRUNCATE quizzes_wording",
    ],
)
def test_what_was_said_is_never_changed(answer: Answer, question: Question, change: str) -> None:
    question.mend_wording()
    reword(question, "고친 물음")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with refused_by("wordings_are_append_only"):
            cursor.execute(change)


@pytest.mark.parametrize("field", ["explanation", "lesson", "position"])
def test_what_is_not_answered_is_written_anew(
    answer: Answer, question: Question, option: Option, field: str
) -> None:
    """An explanation is read after the choice; where it stands says nothing."""
    values = {"explanation": "고친 풀이", "lesson": None, "position": 9}
    Option.objects.filter(pk=option.pk).update(**{field: values[field]})
    assert not kept()


ALIKE = [
    ("물음은?", "  물음은?\n"),
    ("한 줄\r\n두 줄", "한 줄\n두 줄"),
    ("한 줄 두 줄", "한 줄\n두 줄"),
    ("[여기](course:old#s)를 본다", "[여기](course:new)를 본다"),
    ("[여기](#old)를 본다", "[여기](course:new)를 본다"),
]
OTHERWISE = [
    ("#5", "#7"),
    ("[하나](course:m)", "[둘](course:m)"),
    ("[하나](https://a.example)", "[하나](https://b.example)"),
    ("띄어쓰기", "띄어 쓰기"),
    ("**힘**을 준다", "힘을 준다"),
    ("```\nif a:\n  b\n  c\n```", "```\nif a:\n  b\nc\n```"),
    ("    a\n    b", "    a\n     b"),
    ("3GB", "4GB"),
]


@pytest.mark.parametrize(
    ("text", "other", "is_same"),
    [(*pair, True) for pair in ALIKE] + [(*pair, False) for pair in OTHERWISE],
)
def test_what_says_the_same_is_no_change(
    question: Question, text: str, other: str, is_same: bool
) -> None:
    reword(question, text)
    choose(UserFactory.create(), right(question))
    assert says_the_same(text, other) == is_same
    if is_same:
        reword(question, other)
        assert not kept()
    else:
        with refused_by("wording_is_frozen"):
            reword(question, other)


@given(
    st.lists(
        st.sampled_from(
            [
                "](course:a",
                "](<#b>",
                ")",
                "\n",
                "\r\n",
                "\r",
                "    ",
                "\t",
                " ",
                "`",
                "~",
                "가",
                "A",
            ]
        ),
        max_size=12,
    ).map("".join)
)
@example("](course:a-b c) 가")
@settings(max_examples=300, deadline=None)
def test_postgres_and_python_read_alike(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {words_in_sql('given')} FROM (SELECT %s::text AS given) AS texts", [text]
        )
        assert cursor.fetchone() == (words(text),)
