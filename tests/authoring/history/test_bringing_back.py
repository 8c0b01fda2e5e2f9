"""What was deleted comes back from a page, as a draft, with all that went with it."""

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from courses.models import Lesson, Module, SelfDiagnosis
from quizzes.models import Option, Question, Quiz
from tests.authoring.test_admin import address
from tests.factories import ModuleFactory, SelfDiagnosisFactory, UserFactory, make_quiz

# What one transaction deletes went together: these need real ones.
pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/courses/course/deleted/"


@pytest.fixture
def quiz() -> Quiz:
    with transaction.atomic():
        quiz = make_quiz(questions=2)
        SelfDiagnosisFactory.create(after=quiz.module)
    return quiz


@pytest.fixture
def author(client: Client) -> User:
    """Groups are emptied between these tests."""
    author = UserFactory.create(is_staff=True, is_superuser=True, name="최지음")
    client.force_login(author)
    return author


def counts() -> list[int]:
    return [
        model.objects.count() for model in (Module, Lesson, SelfDiagnosis, Quiz, Question, Option)
    ]


def delete(client: Client, row: Module | Question | Quiz) -> str:
    """The key by which the page brings it back."""
    client.post(address(row).replace("change", "delete"), {"post": "yes"})
    return f"{row._meta.label_lower}.{row.pk}"


def test_a_module_comes_back_as_a_draft_with_its_parts(
    client: Client, author: User, quiz: Quiz
) -> None:
    module, before = quiz.module, counts()
    body = Lesson.objects.get().body_html
    key = delete(client, module)
    assert counts() == [0] * 6
    page = client.get(PAGE).content.decode()
    assert page.count("data-deleted=") == 1
    assert "최지음" in page

    response = client.post(PAGE, {"row": key})

    assert response["Location"] == address(module)
    assert counts() == before
    module.refresh_from_db()
    assert not module.is_published
    assert Lesson.objects.get().body_html == body
    assert "data-deleted=" not in client.get(PAGE).content.decode()


def test_a_question_comes_back_as_a_draft(client: Client, author: User, quiz: Quiz) -> None:
    question = quiz.questions.latest("position")
    key = delete(client, question)
    Question.objects.update(slug=question.slug)

    client.post(PAGE, {"row": key})

    question.refresh_from_db()
    assert question.is_draft
    assert question.slug != quiz.questions.earliest("position").slug
    assert question.options.count() == 4


def test_its_place_and_address_may_be_taken_meanwhile(
    client: Client, author: User, quiz: Quiz
) -> None:
    module = quiz.module
    key = delete(client, module)
    ModuleFactory.create(
        course=module.course, slug=module.slug, position=module.position, is_published=False
    )

    client.post(PAGE, {"row": key})

    module.refresh_from_db()
    assert (module.slug, module.position) == (f"{module.slug.removesuffix('-2')}-2", 2)


def test_what_is_of_a_deleted_module_does_not_come_back_alone(
    client: Client, author: User, quiz: Quiz
) -> None:
    question = quiz.questions.latest("position")
    key = delete(client, question)
    delete(client, quiz.module)

    response = client.post(PAGE, {"row": key}, follow=True)

    assert "그것부터 되살려 주세요" in response.content.decode()
    assert counts() == [0] * 6


@pytest.mark.parametrize("row", ["", "courses.module", "courses.module.x", "auth.user.1"])
def test_what_is_no_content_is_not_found(client: Client, author: User, row: str) -> None:
    assert client.post(PAGE, {"row": row}).status_code == 404


def test_facilitators_do_not_come_here(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    assert client.get(PAGE).status_code == 403


def test_a_sibling_goes_and_comes_with_its_question(
    client: Client, author: User, quiz: Quiz
) -> None:
    first = quiz.questions.get(position=2)
    with transaction.atomic():
        # Its number is the lower one, as of a question that became a sibling later.
        sibling = quiz.questions.get(position=1)
        sibling.sibling_of = first
        sibling.save()
    key = delete(client, first)
    assert not quiz.questions.exists()
    assert client.get(PAGE).content.decode().count("data-deleted=") == 1
    refusal = client.post(PAGE, {"row": f"quizzes.question.{sibling.pk}"}, follow=True)
    assert "지워져" in refusal.content.decode() or not quiz.questions.exists()

    client.post(PAGE, {"row": key})
    back = quiz.questions.get(pk=sibling.pk)
    assert (back.sibling_of, back.is_draft, back.options.count()) == (first, True, 4)


@pytest.mark.parametrize("whole", [Module, Quiz])
def test_pairs_come_back_with_what_they_stand_in(
    client: Client, author: User, quiz: Quiz, whole: type[Module | Quiz]
) -> None:
    first = quiz.questions.get(position=2)
    with transaction.atomic():
        quiz.questions.filter(position=1).update(sibling_of=first)
    key = delete(client, quiz.module if whole is Module else quiz)
    client.post(PAGE, {"row": key})
    assert Question.objects.get(sibling_of=first).position == 1
