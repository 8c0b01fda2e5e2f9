"""The sheet for the meeting: what the facilitator reads from, and what is handed out."""

import re

import pytest
from django.test import Client

from tests.answering import make_answered
from tests.factories import right
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db


def sheet(client: Client, choices: list[list[list[int]]], query: str = "") -> str:
    cohort, _quiz, _people = make_answered(choices, questions=len(choices[0]))
    client.force_login(make_facilitator(cohort))
    html = client.get(f"/admin/reports/{cohort.slug}/meeting/{query}").content.decode()
    (section,) = re.findall(r'<section class="lms-sheet".*?</section>', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))


def test_each_question_has_its_number_of_answers_and_the_interval(client: Client) -> None:
    text = sheet(client, [[[0, 1]]] * 4 + [[[1]]] * 6)
    assert "처음에 맞힘 60 % 6 / 10 · 95% 구간 31–83 % · 가장 많이 고른 오답 ①(4명)" in text


def test_below_five_answers_there_is_the_count_alone(client: Client) -> None:
    text = sheet(client, [[[0, 1]], [[1]]])
    assert "처음에 맞힘 1 / 2 · 가장 많이" in text
    assert "95%" not in text


def test_wrong_options_that_were_chosen_as_often_are_both_named(client: Client) -> None:
    text = sheet(client, [[[0, 1]]] * 2 + [[[2, 1]]] * 2 + [[[1]]] * 3)
    assert "가장 많이 고른 오답 ① · ③(똑같이 2명씩)" in text


def test_what_is_handed_out_tells_neither_the_key_nor_what_was_chosen(client: Client) -> None:
    cohort, quiz, _people = make_answered([[[0, 1]]] * 6 + [[[1]]] * 2, questions=1)
    client.force_login(make_facilitator(cohort))
    base = f"/admin/reports/{cohort.slug}/meeting/"
    with_key, without = (client.get(base + query).content.decode() for query in ("", "?key=0"))
    question = quiz.questions.get()
    for option in question.options.all():
        assert option.text in without
        assert option.explanation not in without
    assert "lms-tag-right" in with_key
    assert "lms-tag-right" not in without
    assert right(question).explanation in with_key or "data-finding" in with_key
    assert "data-finding" not in without
    assert "lms-plot" not in without
    (handed,) = re.findall(r'<section class="lms-sheet".*?</section>', without, re.DOTALL)
    assert not re.search(r"\d명|\d %|정답", handed)
