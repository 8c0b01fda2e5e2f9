"""A test that is pasted fills the form, or is looked at like a bank."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizzes.models import BankUpload, Question, Quiz
from tests.authoring.test_admin import address
from tests.factories import UserFactory, make_author, make_quiz

pytestmark = pytest.mark.django_db
ONE = """\
1. 다음 중 *무게*를 뜻하는 {말}은?
① 가볍다 ② 무겁다
정답: ②
난이도: 하
해설: 무게를 말한다."""
SEVERAL = ONE + "\n\n2. 답이 없는 물음은?\n① 가\n② 나"


@pytest.fixture
def quiz(client: Client) -> Quiz:
    client.force_login(make_author())
    return make_quiz(questions=1)


def paste(client: Client, quiz: Quiz, text: str) -> Any:
    return client.post(reverse("admin:quizzes_quiz_paste", args=[quiz.pk]), {"pasted": text})


def filled(client: Client, where: str) -> tuple[Any, list[Any], str]:
    page = client.get(where)
    (options,) = page.context["inline_admin_formsets"]
    forms = options.formset.forms
    return page.context["adminform"].form, forms, page.content.decode()


def test_one_question_fills_the_form_and_is_saved_as_it_was_pasted(
    client: Client, quiz: Quiz
) -> None:
    where = paste(client, quiz, ONE)["Location"]
    form, options, html = filled(client, where)
    assert len(options) == 4
    shown = [[option[name].value() for name in ("text", "is_correct")] for option in options[:2]]
    assert shown == [["가볍다", False], ["무겁다", True]]
    assert options[1]["explanation"].value() == "무게를 말한다."
    assert "난이도: 하" in html
    assert form["is_draft"].value() is True

    data = {"quiz": str(quiz.pk), "stem": form["stem"].value(), "is_draft": "on"}
    data |= {"options-TOTAL_FORMS": "4", "options-INITIAL_FORMS": "0"}
    data |= {"options-is_correct": "options-1"}
    for option in options:
        data |= {option["text"].html_name: option["text"].value() or ""}
    assert client.post(where, data).status_code == 302
    question = Question.objects.latest("pk")
    assert question.stem_html == "다음 중 *무게*를 뜻하는 {말}은?"
    assert [o.is_correct for o in question.options.order_by("position")] == [False, True]


def test_several_are_looked_at_and_come_as_drafts_or_one_by_one(client: Client, quiz: Quiz) -> None:
    preview = paste(client, quiz, SEVERAL)["Location"]
    html = client.get(preview).content.decode()
    upload = BankUpload.objects.get()
    first = f"{reverse('admin:quizzes_question_add')}?quiz={quiz.pk}&pasted={upload.pk}"
    assert first.replace("&", "&amp;") in html
    _form, options, second = filled(client, f"{first}&of=1")
    assert [option["text"].value() for option in options[:2]] == ["가", "나"]
    assert "정답이 적혀 있지 않습니다" in second
    saved = {"quiz": str(quiz.pk), "stem": "물음", "is_draft": "on", "_addanother": "1"}
    saved |= {"options-TOTAL_FORMS": "0", "options-INITIAL_FORMS": "0"}
    assert client.post(first, saved)["Location"] == f"{first}&of=1"
    assert "of=" not in client.post(f"{first}&of=1", saved)["Location"]

    assert client.post(preview)["Location"] == address(quiz)
    drafts = quiz.questions.filter(is_draft=True).exclude(stem="물음")
    assert [draft.options.filter(is_correct=True).count() for draft in drafts] == [1, 0]


@pytest.mark.parametrize(
    ("text", "words"), [(" \0", "찾지 못했습니다"), ("가" * 340_000, "340,000자")]
)
def test_what_is_no_question_or_too_long_is_refused_in_a_sentence(
    client: Client, quiz: Quiz, text: str, words: str
) -> None:
    response = paste(client, quiz, text)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert len(response.content) < 50_000
    assert not BankUpload.objects.exists()


def test_nobody_is_shown_what_another_author_pasted(client: Client, quiz: Quiz) -> None:
    where = paste(client, quiz, ONE)["Location"]
    BankUpload.objects.update(made_by=UserFactory.create())
    form, _options, html = filled(client, where)
    assert "data-pasted" not in html
    assert not form["stem"].value()
    for broken in ("pasted=x", "pasted=1&of=y", f"pasted=1&of={'9' * 30}"):
        page = client.get(f"{reverse('admin:quizzes_question_add')}?quiz={quiz.pk}&{broken}")
        assert page.status_code == 200
