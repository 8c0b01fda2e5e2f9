"""The page of an answered question: its words stay, are mended by a tick, or are asked anew."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Module
from quizzes.models import Question, Wording
from tests.authoring.test_admin import address, form_of
from tests.factories import UserFactory, answer_wrong, make_author, make_quiz

pytestmark = pytest.mark.django_db
ANEW, MENDED = {"_ask-anew": "1"}, {"wording": "mended"}


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


@pytest.fixture
def question(author: User) -> Question:
    """With an answer to its option a."""
    question = make_quiz(questions=1).questions.get()
    answer_wrong(question, UserFactory.create())
    return question


def texts(question: Question) -> dict[str, str]:
    return dict(question.options.values_list("slug", "text"))


def option_field(client: Client, question: Question, slug: str, field: str) -> str:
    formset = client.get(address(question)).context["inline_admin_formsets"][0].formset
    form = next(form for form in formset.forms if form.instance.slug == slug)
    return str(form.add_prefix(field))


def send(client: Client, question: Question, **fields: str) -> Any:
    return client.post(address(question), form_of(client, question) | fields)


def test_other_words_are_not_saved_and_both_ways_are_offered(
    client: Client, question: Question
) -> None:
    text = option_field(client, question, "a", "text")
    before = texts(question)

    response = send(client, question, stem="다른 물음", **{text: "다른 보기"})

    assert response.status_code == 200
    told = response.content.decode().count("이미 답한 사람이 있는 문구입니다")
    assert told == 4  # in the list on top and at each of the two fields
    assert b'name="wording"' in response.content
    assert b'name="_ask-anew"' in response.content
    assert "다른 보기" in response.content.decode()
    question.refresh_from_db()
    assert question.stem != "다른 물음"
    assert texts(question) == before


def test_the_button_is_offered_where_words_were_changed_alone(
    client: Client, question: Question
) -> None:
    page = client.get(address(question)).content
    assert b'name="wording"' in page
    assert b'name="_ask-anew"' not in page


def test_two_options_cannot_change_their_texts(client: Client, question: Question) -> None:
    before = texts(question)
    first, second = (option_field(client, question, slug, "text") for slug in "ab")

    response = send(client, question, **{first: before["b"], second: before["a"]})

    assert response.status_code == 200
    assert texts(question) == before


def test_with_the_tick_the_words_are_mended_and_those_before_are_kept(
    client: Client, question: Question
) -> None:
    stem, before = question.stem, texts(question)
    text = option_field(client, question, "a", "text")

    response = send(client, question, stem="고친 물음", **{text: "고친 보기"}, **MENDED)

    assert response.status_code == 302
    question.refresh_from_db()
    assert question.stem == "고친 물음"
    assert texts(question) == before | {"a": "고친 보기"}
    kept = Wording.objects.values_list("option__slug", "text")
    assert list(kept) == [(None, stem), ("a", before["a"])]


@pytest.mark.parametrize("field", ["explanation", "position"])
def test_what_is_no_wording_is_saved_without_a_tick(
    client: Client, question: Question, field: str
) -> None:
    value = {"explanation": "고친 풀이", "position": "9"}[field]
    name = option_field(client, question, "a", field)
    assert send(client, question, **{name: value}).status_code == 302
    assert str(getattr(question.options.get(slug="a"), field)) == value
    assert not Wording.objects.exists()


def test_what_nobody_has_answered_is_written_anew_as_ever(client: Client, author: User) -> None:
    question = make_quiz(questions=1).questions.get()
    assert send(client, question, stem="다른 물음").status_code == 302
    question.refresh_from_db()
    assert question.stem == "다른 물음"


def test_the_button_retires_the_question_and_asks_its_new_text_in_its_place(
    client: Client, question: Question
) -> None:
    stem, before = question.stem, texts(question)
    text = option_field(client, question, "a", "text")
    why = option_field(client, question, "b", "explanation")

    response = send(client, question, stem="새 물음", **{text: "새 보기", why: "새 풀이"}, **ANEW)

    assert response.url == reverse("admin:quizzes_quiz_change", args=[question.quiz_id])
    copy = question.quiz.questions.live().get()
    assert (copy.stem, copy.position) == ("새 물음", question.position)
    assert texts(copy) == before | {"a": "새 보기"}
    assert copy.options.get(slug="b").explanation == "새 풀이"
    assert copy.options.get(is_correct=True).slug == "b"
    assert not copy.has_answers
    question.refresh_from_db()
    assert question.is_retired
    assert (question.stem, texts(question)) == (stem, before)
    assert question.answers.count() == 1
    assert not Wording.objects.exists()


def test_a_draft_that_was_to_take_its_place_takes_that_of_the_new_one(
    client: Client, question: Question
) -> None:
    draft = question.copy_to_replace()
    send(client, question, stem="새 물음", **ANEW)
    draft.refresh_from_db()
    assert draft.replaces == question.quiz.questions.live().get()


def test_a_retired_question_is_not_asked_anew(client: Client, question: Question) -> None:
    other = Question.objects.get(pk=question.copy_to_replace().pk)
    other.is_draft = False
    other.save()
    question.refresh_from_db()

    fields = {"stem": "새 물음", "retired_at_0": "2026-11-01", "retired_at_1": "09:00"}
    page = send(client, question, **fields).content
    assert b'name="wording"' in page
    assert b'name="_ask-anew"' not in page

    response = send(client, question, **fields, **ANEW)
    assert response.status_code == 409
    assert question.quiz.questions.count() == 2


@pytest.mark.parametrize(
    "text", ["[여기](course:{})를 봅니까?", "[여기][a]를 봅니까?\n\n[a]: course:{}"]
)
def test_links_of_an_answered_question_follow_a_new_slug(
    client: Client, question: Question, text: str
) -> None:
    module = question.quiz.module
    question.mend_wording()
    Question.objects.filter(pk=question.pk).update(stem=text.format(module.slug))
    data = form_of(client, module) | {"slug": "new-name"}
    place = f"quizzes.question.{question.pk}.stem=1"

    response = client.post(address(module), data | {"links-shown": place, "links-change": place})

    assert response.status_code == 302
    assert Module.objects.get().slug == "new-name"
    question.refresh_from_db()
    assert question.stem == text.format("new-name")


def test_only_who_may_change_it_mends_it(client: Client, question: Question) -> None:
    data = form_of(client, question) | {"stem": "고친 물음"} | MENDED
    client.force_login(UserFactory.create(is_staff=True))
    assert client.post(address(question), data).status_code in {302, 403, 404}
    question.refresh_from_db()
    assert question.stem != "고친 물음"
