"""A quiz with pictures goes out of one course and into another, pictures and all."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from banks.exporting import bank_questions
from banks.formats import gift
from banks.formats.registry import FORMATS
from banks.importing.planning import plan
from courses.models import Course, Image
from quizzes.models import Option, Question, Quiz
from tests.factories import ImageFactory, image_file, make_author, make_member, make_quiz

pytestmark = pytest.mark.django_db
HOLDING = [name for name, one in FORMATS.items() if one.holds_images]
WORDS = "판 [1] * 2 < 3 & 'x'"


def illustrate(quiz: Quiz, question: Question) -> list[Image]:
    """Put a picture into the stem and into two options' texts and explanations."""
    course, number = quiz.module.course, question.position
    board = ImageFactory.create(
        course=course, name=f"board-{number}", alt=WORDS, file=image_file((9, number))
    )
    small = ImageFactory.create(
        course=course, name=f"board-{number}2", file=image_file((5, number))
    )
    question.stem += f" ![](image:{board.name})"
    question.save()
    one, two = question.options.all()[:2]
    one.text += f" ![더 나은 말](image:{board.name})"
    one.explanation += f"\n\n![](image:{small.name} '설명글')"
    two.text = f"![](image:{small.name})"
    for option in (one, two):
        option.save()
    return [board, small]


@pytest.fixture
def full() -> Quiz:
    quiz = make_quiz(questions=2)
    for question in quiz.questions.all():
        illustrate(quiz, question)
    ImageFactory.create(course=quiz.module.course, file=image_file((90, 90)))  # shown nowhere
    return quiz


def carry(client: Client, full: Quiz, quiz: Quiz, name: str) -> None:
    """Export the one and import it into the other, as an author does."""
    client.force_login(make_author())
    exported = client.get(reverse("admin:quizzes_quiz_export", args=[full.pk, name]))
    file = SimpleUploadedFile("bank", exported.content)
    upload = reverse("admin:quizzes_quiz_import", args=[quiz.pk])
    looked_at = client.post(upload, {"format": name, "file": file})["Location"]
    assert client.post(looked_at).status_code == 303


def texts(quiz: Quiz) -> list[Any]:
    stems = Question.objects.filter(quiz=quiz).values_list("slug", "stem")
    options = Option.objects.filter(question__quiz=quiz).order_by("question__slug", "slug")
    return [*stems, *options.values_list("slug", "text", "is_correct", "explanation")]


@pytest.mark.parametrize("name", HOLDING)
def test_a_learner_sees_the_pictures_in_another_course(
    client: Client, full: Quiz, name: str
) -> None:
    quiz = make_quiz(questions=0)
    carry(client, full, quiz, name)
    assert texts(quiz) == texts(full)
    course: Course = quiz.module.course
    images = list(course.images.all())
    wanted = full.module.course.images.filter(name__startswith="board-")
    assert [(one.name, one.alt, one.digest) for one in images] == [
        (one.name, one.alt, one.digest) for one in wanted
    ]
    member = make_member(course)
    client.force_login(member)
    page = client.get(quiz.module.get_absolute_url()).content.decode()
    for image in images:
        assert f'src="{image.address}"' in page
        shown = client.get(image.address)
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")


@pytest.mark.parametrize("name", HOLDING)
def test_what_comes_back_to_its_own_quiz_is_known(full: Quiz, name: str) -> None:
    found = FORMATS[name]
    assert found.write is not None
    made = plan(found.read(found.write(bank_questions(full, with_images=True))), full)
    assert (made.planned, made.images, len(made.refusals)) == ([], [], 2)


def test_what_cannot_hold_pictures_names_them(full: Quiz) -> None:
    bank = gift.read(gift.write(bank_questions(full, with_images=False)))
    assert [one.stem.source.partition("? ")[2] for one in bank.questions] == [
        "![](image:board-1)",
        "![](image:board-2)",
    ]


def test_an_export_reads_its_pictures_at_once(full: Quiz, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):
        few = bank_questions(full, with_images=True)
    assert [len(one.images) for one in few] == [2, 2]
    with django_assert_num_queries(2):
        bank_questions(full, with_images=False)
