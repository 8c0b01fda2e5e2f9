"""A question of more than a line: what names it, what stands below it, and how it is chosen."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from quizzes.models import Option, Quiz
from tests.factories import choose, make_member, make_quiz, right, wrong

pytestmark = pytest.mark.django_db
STEM = "출력은?\n\n```\nprint(1)\n```"


@pytest.fixture
def quiz() -> Quiz:
    quiz = make_quiz(questions=1)
    question = quiz.questions.get()
    question.stem = STEM
    question.save()
    for option in question.options.all():
        option.text = f"{option.slug}\n\n- 하나\n- 둘"
        option.save()
    return quiz


@pytest.fixture
def member(quiz: Quiz) -> User:
    return make_member(quiz.module.course)


def page(client: Client, member: User, quiz: Quiz) -> str:
    client.force_login(member)
    return client.get(quiz.module.get_absolute_url()).content.decode()


def test_a_legend_and_a_label_hold_no_blocks(client: Client, member: User, quiz: Quiz) -> None:
    question, html = quiz.questions.get(), page(client, member, quiz)
    pk = question.pk

    (legend,) = re.findall(r"<legend[^>]*>(.*?)</legend>", html, re.DOTALL)
    assert "출력은?</h3>" in legend
    assert "<pre" not in legend
    assert f'aria-labelledby="question-{pk}-name question-{pk}-rest"' in html
    assert f'<div class="lms-item-blocks lms-stem-rest" id="question-{pk}-rest"' in html
    assert not re.search(r"<label[^>]*>(?:(?!</label>).)*<(?:p|ul|pre|div)\b", html, re.DOTALL)


def test_each_option_is_called_by_its_text(client: Client, member: User, quiz: Quiz) -> None:
    html = page(client, member, quiz)

    for option in quiz.questions.get().options.all():
        assert f'<label class="lms-option-cover" for="option-{option.pk}">' in html
        assert f'aria-labelledby="option-{option.pk}-sign option-{option.pk}-text"' in html
        assert f'id="option-{option.pk}-text"' in html


def test_nothing_of_the_key_is_there_before_a_choice(
    client: Client, member: User, quiz: Quiz
) -> None:
    html = page(client, member, quiz)

    assert "data-explanation" not in html
    assert all(option.explanation not in html for option in Option.objects.all())


def test_what_was_chosen_says_so(client: Client, member: User, quiz: Quiz) -> None:
    question = quiz.questions.get()
    for option in (wrong(question), right(question)):
        choose(member, option)
    html = page(client, member, quiz)

    assert html.count("lms-option-blocks lms-option-wrong") == 1
    assert html.count("lms-option-blocks lms-option-right") == 1
    assert html.count('class="lms-option-word"') == 2


def test_a_stem_that_begins_with_code_is_named_by_its_number(
    client: Client, member: User, quiz: Quiz
) -> None:
    question = quiz.questions.get()
    question.stem = "```\nprint(1)\n```\n\n출력은?"
    question.save()
    html = page(client, member, quiz)

    (heading,) = re.findall(
        rf'<h3 id="question-{question.pk}-stem"[^>]*>(.*?)</h3>', html, re.DOTALL
    )
    assert "1 / 1" in heading


def test_lists_and_names_say_it_in_a_line(quiz: Quiz) -> None:
    question = quiz.questions.get()

    assert str(question.line_html) == "출력은? …"
    assert question.short_stem == "출력은? print(1)"
    assert str(question) == "1. 출력은? print(1)"
    assert str(question.options.all()[0].line_html) == "a 하나 둘"


def test_the_answer_comes_back_as_a_fragment(client: Client, member: User, quiz: Quiz) -> None:
    question = quiz.questions.get()
    client.force_login(member)
    html = client.post(
        reverse("quizzes:answer", args=[question.pk]),
        {"option": wrong(question).pk, "attempt": "record"},
        HTTP_HX_REQUEST="true",
    ).content.decode()

    assert 'data-state="wrong"' in html
    assert html.count("lms-option-blocks lms-option-wrong") == 1
