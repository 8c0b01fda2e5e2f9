"""The explanations of drafts on one page: stored as typed, over nobody, and let out when whole."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from authoring.drafts import Draft
from quizzes.models import Question, Quiz
from tests.factories import QuestionFactory, make_author, make_quiz

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def quiz(client: Client) -> Quiz:
    client.force_login(make_author())
    return make_quiz(questions=1)


@pytest.fixture
def draft(quiz: Quiz) -> Question:
    draft = QuestionFactory.create(quiz=quiz, is_draft=True)
    draft.options.update(explanation="", is_correct=False)
    return draft


def page_of(quiz: Quiz) -> str:
    return reverse("admin:quizzes_quiz_explanations", args=[quiz.pk])


def send(client: Client, draft: Question, was: str, text: str = "풀이", **more: Any) -> Any:
    options = list(draft.options.order_by("position"))
    data = {f"explanation-{option.pk}": f"{text} {option.slug}" for option in options}
    data |= {"was": was, "right": str(options[1].pk)}
    address = reverse("admin:quizzes_quiz_explain", args=[draft.quiz_id, draft.pk])
    return client.post(address, data | more.pop("data", {}), **more)


def state(draft: Question) -> list[tuple[str, bool]]:
    return list(draft.options.order_by("position").values_list("explanation", "is_correct"))


def test_what_is_typed_is_stored_and_the_whole_ones_go_out(
    client: Client, quiz: Quiz, draft: Question
) -> None:
    other = QuestionFactory.create(quiz=quiz, is_draft=True)
    other.options.filter(slug="a").update(explanation="")
    html = client.get(page_of(quiz)).content.decode()
    assert html.count("data-missing") == 2
    saved = send(client, draft, Draft.of(draft).was, headers=HTMX)
    assert "data-whole" in saved.content.decode()
    assert state(draft) == [(f"풀이 {slug}", slug == "b") for slug in "abcd"]
    assert Draft.of(draft).was in saved.content.decode()

    sent = client.post(page_of(quiz))
    assert sent["Location"] == page_of(quiz)
    draft.refresh_from_db()
    other.refresh_from_db()
    assert (draft.is_draft, other.is_draft) == (False, True)


def test_what_somebody_else_wrote_meanwhile_is_shown_and_stays(
    client: Client, draft: Question
) -> None:
    was = Draft.of(draft).was
    send(client, draft, was, "먼저", headers=HTMX)
    theirs = state(draft)
    late = send(client, draft, was, "나중", headers=HTMX)
    assert (late.status_code, state(draft)) == (409, theirs)
    assert "먼저 a" in late.content.decode()
    without_scripts = send(client, draft, was, "나중")
    assert without_scripts.status_code == 409
    for words in ("먼저 a", "나중 a"):
        assert words in without_scripts.content.decode()
    now = Draft.of(draft).was
    assert f'data-overtake="{now}"' in late.content.decode()
    send(client, draft, was, "나중", data={"seen": now}, headers=HTMX)
    assert state(draft)[0][0] == "나중 a"


def test_without_scripts_one_comes_back_to_the_draft(client: Client, draft: Question) -> None:
    response = send(client, draft, Draft.of(draft).was)
    assert response["Location"] == f"{page_of(draft.quiz)}#draft-{draft.pk}"


def test_a_copy_and_one_with_a_fault_are_not_let_out(client: Client, quiz: Quiz) -> None:
    copy = quiz.questions.get().copy_to_replace()
    broken = QuestionFactory.create(quiz=quiz, is_draft=True)
    broken.options.filter(slug="a").update(explanation="::: analogy\n열린 상자")
    client.post(page_of(quiz))
    assert set(quiz.questions.filter(is_draft=True)) == {copy, broken}
    assert quiz.questions.live().count() == 1


def test_what_is_asked_already_is_not_changed_here(client: Client, quiz: Quiz) -> None:
    asked = quiz.questions.get()
    assert send(client, asked, Draft.of(asked).was).status_code == 404


@pytest.mark.parametrize("key", ["explanation-x", "explanation-", "explanation-²", "right"])
def test_odd_names_and_numbers_store_nothing(client: Client, draft: Question, key: str) -> None:
    data = {key: "9" * 30, "was": Draft.of(draft).was}
    address = reverse("admin:quizzes_quiz_explain", args=[draft.quiz_id, draft.pk])
    assert client.post(address, data, headers=HTMX).status_code == 200
    assert state(draft) == [("", False)] * 4
