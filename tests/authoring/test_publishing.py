"""How authors publish a module, finish a draft, and replace an answered question, in the admin."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from authoring.coursefiles.checking import check_folder
from authoring.publishing import faults_of
from courses.models import Lesson, Module
from quizzes.models import Question, Quiz
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    GlossaryTermFactory,
    QuestionFactory,
    UserFactory,
    answer_wrong,
    make_author,
    make_quiz,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    make_quiz(questions=1)
    Module.objects.update(is_published=False)
    return Quiz.objects.get()


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def publish_page(module: Module) -> str:
    return reverse("admin:courses_module_publish", args=[module.pk])


def is_published(module: Module) -> bool:
    module.refresh_from_db()
    return module.is_published


def test_a_complete_module_is_published_and_taken_back(
    client: Client, author: User, quiz: Quiz
) -> None:
    page = publish_page(quiz.module)
    assert "빠진 것이 없습니다." in client.get(page).content.decode()
    client.post(page, {"publish": ""})
    assert is_published(quiz.module)
    client.post(page, {"withdraw": ""})
    assert not is_published(quiz.module)


def test_what_is_missing_is_listed_with_its_place_and_nothing_is_published(
    client: Client, author: User, quiz: Quiz
) -> None:
    question = quiz.questions.get()
    Lesson.objects.update(body="{없는말}과 [링크](course:nowhere)")
    Question.objects.update(stem="{모르는말}이란?")
    page = publish_page(quiz.module)
    refused = client.post(page, {"publish": ""})
    assert refused.status_code == 409
    assert not is_published(quiz.module)
    html = refused.content.decode()
    assert address(quiz.module.lessons.get()) in html
    assert address(question) in html
    assert "없는말" in html
    assert "모르는말" in html
    assert "nowhere" in html


@pytest.mark.parametrize("missing", ["lesson", "question"])
def test_an_empty_module_is_not_published(
    client: Client, author: User, quiz: Quiz, missing: str
) -> None:
    if missing == "lesson":
        quiz.module.lessons.all().delete()
    else:
        quiz.questions.all().delete()
    assert client.post(publish_page(quiz.module), {"publish": ""}).status_code == 409
    assert not is_published(quiz.module)


def test_what_may_wait_does_not_stop_it(client: Client, author: User, quiz: Quiz) -> None:
    QuestionFactory.create(quiz=quiz, is_draft=True).options.update(explanation="")
    assert [fault.is_warning for fault in faults_of(quiz.module)] == [True]
    assert client.post(publish_page(quiz.module), {"publish": ""}).status_code == 302
    assert is_published(quiz.module)


def test_the_form_of_a_module_publishes_nothing(client: Client, author: User, quiz: Quiz) -> None:
    form = {**form_of(client, quiz.module), "is_published": "on", "title": "새 제목"}
    assert client.post(address(quiz.module), form).status_code == 302
    assert not is_published(quiz.module)
    assert quiz.module.title == "새 제목"


def test_only_authors_publish(client: Client, quiz: Quiz) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    assert client.post(publish_page(quiz.module), {"publish": ""}).status_code == 403
    assert not is_published(quiz.module)


def test_a_draft_may_be_saved_unfinished_and_is_published_when_complete(
    client: Client, author: User, quiz: Quiz
) -> None:
    draft = QuestionFactory.create(quiz=quiz, is_draft=True)
    draft.options.update(explanation="")
    form = form_of(client, draft)
    form["stem"] = "고친 물음"
    assert client.post(address(draft), form).status_code == 302
    draft.refresh_from_db()
    assert (draft.stem, draft.is_draft) == ("고친 물음", True)

    form = form_of(client, draft)
    del form["is_draft"]
    refused = client.post(address(draft), form)
    assert refused.status_code == 200
    assert "모든 보기에 풀이가 있어야 합니다." in refused.content.decode()
    for name in [name for name in form if name.endswith("-text")]:
        form[name.replace("-text", "-explanation")] = "풀이"
    assert client.post(address(draft), form).status_code == 302
    assert draft in Question.objects.live()


def test_an_answered_question_is_replaced_by_a_copy(
    client: Client, author: User, quiz: Quiz
) -> None:
    Module.objects.update(is_published=True)
    question = Question.objects.get()
    answer_wrong(question, UserFactory.create())
    page = client.get(address(question)).content.decode()
    replace = reverse("admin:quizzes_question_replace", args=[question.pk])
    assert replace in page
    opened = client.post(replace)
    copy = Question.objects.get(is_draft=True)
    assert opened["Location"] == address(copy)
    assert question in Question.objects.live()
    assert copy.slug == f"{question.slug.rpartition('-')[0]}-2" or copy.slug.endswith("-2")
    assert list(copy.options.values_list("slug", "text", "is_correct")) == list(
        question.options.values_list("slug", "text", "is_correct")
    )
    assert question.answers.count() == 1


def test_only_authors_replace_a_question(client: Client, quiz: Quiz) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    question = quiz.questions.get()
    replace = reverse("admin:quizzes_question_replace", args=[question.pk])
    assert client.post(replace).status_code == 403
    assert question in Question.objects.live()


def previewed(client: Client, text: str, kind: str, of: object) -> str:
    page = client.post(reverse("admin:courses_preview"), {"text": text, "kind": kind, "of": of})
    assert page.status_code == 200
    return page.content.decode()


def test_a_text_is_previewed_as_learners_will_see_it(
    client: Client, author: User, quiz: Quiz
) -> None:
    course = quiz.module.course
    GlossaryTermFactory.create(course=course, term="토큰")
    html = previewed(client, "**굵은** {토큰}\n\n- 하나", "block", course.pk)
    assert "<strong>굵은</strong>" in html
    assert "lms-term" in html
    assert "<li>하나</li>" in html
    assert "lms-preview-fault" not in html
    assert "lms-preview-fault" in previewed(client, "{없는말}", "line", course.pk)
    assert "<script>" not in previewed(client, "<script>alert(1)</script>", "block", "x")
    assert "50,001자입니다" in previewed(client, "a" * 50_001, "item", course.pk)


def test_only_authors_preview(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    assert client.post(reverse("admin:courses_preview"), {"text": "글"}).status_code == 403


def test_a_course_is_taken_away_as_the_files_that_load(
    client: Client, author: User, quiz: Quiz, tmp_path: Path
) -> None:
    course = quiz.module.course
    address = reverse("admin:courses_course_files", args=[course.pk])
    page = client.get(reverse("admin:courses_course_change", args=[course.pk]))
    assert address in page.content.decode()
    got = client.get(address)
    zipfile.ZipFile(io.BytesIO(got.content)).extractall(tmp_path)
    assert check_folder(tmp_path / course.slug) == []
    call_command("loaddata", str(tmp_path / course.slug), verbosity=0)
    client.force_login(UserFactory.create(is_staff=True))
    assert client.get(address).status_code == 403


def test_what_the_database_refuses_gives_the_text_back(
    client: Client, author: User, quiz: Quiz
) -> None:
    lesson = Lesson.objects.get()
    data = form_of(client, lesson) | {"title": "안 되는 제목", "body": "고쳐 쓴 본문입니다."}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE courses_lesson ADD CONSTRAINT a_rule CHECK (title <> '안 되는 제목')"
        )

    response = client.post(address(lesson), data, headers={"Origin": "http://testserver"})

    assert response.status_code == 409
    html = response.content.decode()
    assert "저장하지 않았습니다" in html
    assert "고쳐 쓴 본문입니다." in html
    assert "a_rule" in html
    assert "Failing row" not in html
    lesson.refresh_from_db()
    assert lesson.title != "안 되는 제목"
