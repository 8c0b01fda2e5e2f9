"""Authors choose what a question is a sibling of, and see it in the quiz's list."""

import pytest
from django.test import Client

from accounts.models import User
from authoring.drafts import publish_whole
from quizzes.models import Question
from tests.authoring.test_admin import address, form_of
from tests.factories import QuestionFactory, UserFactory, make_author, make_quiz
from tests.quizzes.test_invariants import sql
from tests.quizzes.test_sibling_rules import answered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


@pytest.fixture
def first() -> Question:
    return make_quiz(questions=2).questions.get(position=1)


@pytest.fixture
def other(first: Question) -> Question:
    return first.quiz.questions.get(position=2)


def choices(client: Client, page: str) -> list[str]:
    form = client.get(page).context["adminform"].form
    return [str(value) for value, _label in form.fields["sibling_of"].choices][1:]


def test_a_question_of_the_same_quiz_is_chosen(
    client: Client, first: Question, other: Question
) -> None:
    QuestionFactory.create()
    assert choices(client, address(other)) == [str(first.pk)]
    data = form_of(client, other) | {"sibling_of": first.pk, "level": 5}
    assert client.post(address(other), data).status_code == 302
    other.refresh_from_db()
    assert (other.sibling_of, other.level) == (first, 5)
    page = client.get(address(first.quiz)).content.decode()
    assert f"복습 문제(〈{first}〉의 짝)" in page


def test_a_new_question_of_a_quiz_can_be_a_sibling_at_once(
    client: Client, first: Question, other: Question
) -> None:
    page = f"/admin/quizzes/question/add/?quiz={first.quiz_id}"
    assert choices(client, page) == [str(first.pk), str(other.pk)]
    assert choices(client, "/admin/quizzes/question/add/") == []
    data = {"quiz": first.quiz_id, "stem": "다른 경우는?", "is_draft": "on", "sibling_of": first.pk}
    rows = {"options-TOTAL_FORMS": 0, "options-INITIAL_FORMS": 0}
    assert client.post("/admin/quizzes/question/add/", data | rows).status_code == 302
    assert Question.objects.latest("pk").sibling_of == first


def test_of_what_it_cannot_be_the_form_says_so(client: Client, first: Question) -> None:
    foreign = QuestionFactory.create()
    data = form_of(client, first) | {"sibling_of": foreign.pk}
    response = client.post(address(first), data)
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["sibling_of"]


def test_an_answered_sibling_stays_what_it_is(
    client: Client, first: Question, other: Question
) -> None:
    sibling = QuestionFactory.create(quiz=first.quiz, sibling_of=first)
    answered(sibling, UserFactory.create())
    form = client.get(address(sibling)).context["adminform"].form
    assert "sibling_of" not in form.fields
    data = form_of(client, sibling) | {"sibling_of": other.pk}
    assert client.post(address(sibling), data).status_code == 302
    sibling.refresh_from_db()
    assert sibling.sibling_of == first


def test_a_sibling_is_not_published_before_its_question(client: Client, first: Question) -> None:
    draft = QuestionFactory.create(quiz=first.quiz, is_draft=True)
    sibling = QuestionFactory.create(quiz=first.quiz, is_draft=True, sibling_of=draft)
    data = form_of(client, sibling)
    del data["is_draft"]
    response = client.post(address(sibling), data)
    assert response.status_code == 200
    assert "짝인 문제부터 내세요" in response.content.decode()


@pytest.mark.parametrize("is_whole", [True, False])
def test_letting_out_all_drafts_takes_siblings_after_their_question(
    client: Client, first: Question, is_whole: bool
) -> None:
    draft = QuestionFactory.create(quiz=first.quiz, is_draft=True, position=9)
    sibling = QuestionFactory.create(quiz=first.quiz, is_draft=True, sibling_of=draft, position=8)
    if not is_whole:
        draft.options.update(explanation="")
    assert publish_whole(first.quiz) == ((2, 0) if is_whole else (0, 2))
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sibling.refresh_from_db()
    assert sibling.is_asked == is_whole
    page = client.get(f"/admin/quizzes/quiz/{first.quiz_id}/explanations/").content.decode()
    assert ("짝인 문제부터 내세요" in page) is not is_whole
