"""Authors see in the admin who changed what on a page, and go back to a version of it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertRedirects

from accounts.models import User
from authoring.content import CONTENT
from authoring.history.page import Page
from courses.models import Lesson, Module
from courses.models.base import ContentModel
from quizzes.models import Question, Quiz, Wording
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    PASSWORD,
    GlossaryTermFactory,
    SelfDiagnosisFactory,
    UserFactory,
    answer_wrong,
    make_member,
    make_quiz,
    right,
)

# What one transaction changes is one version: these need real ones.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def quiz() -> Quiz:
    """A quiz in a course that has one of everything, all made at once."""
    with transaction.atomic():
        quiz = make_quiz(questions=1)
        GlossaryTermFactory.create(course=quiz.module.course)
        SelfDiagnosisFactory.create(after=quiz.module)
    return quiz


@pytest.fixture
def author(client: Client) -> User:
    """Somebody with the permissions of authors, whose group is emptied between these tests."""
    author = UserFactory.create(is_staff=True, name="최지음")
    models = [model._meta.model_name for model in CONTENT]
    author.user_permissions.set(Permission.objects.filter(content_type__model__in=models))
    client.force_login(author)
    return author


def history(row: ContentModel) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])


def version_page(row: ContentModel, at: int = -1) -> str:
    """The page of the version at this place of the list, the first one made unless told."""
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_version"
    return reverse(name, args=[row.pk, Page(row).versions()[at].number])


def save(client: Client, row: ContentModel, **changes: str) -> None:
    response = client.post(address(row), form_of(client, row) | changes)
    assert response.status_code == 302, response.context["errors"]


def read(client: Client, page: str) -> str:
    response = client.get(page)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.full
def test_the_button_of_each_page_leads_to_its_versions(
    client: Client, author: User, quiz: Quiz
) -> None:
    lesson, question = Lesson.objects.get(), Question.objects.get()
    course = quiz.module.course
    pages: list[ContentModel] = [course, quiz.module, lesson, quiz, question]
    pages += [course.glossary.get(), course.self_diagnoses.get()]
    for row in pages:
        assert history(row) in read(client, address(row))
        listed = read(client, history(row))
        assert version_page(row) in listed
        assert "추가:" in listed
        assert "지금 페이지가 이 버전과 같습니다" in read(client, version_page(row))


def test_what_was_saved_is_listed_with_who_saved_it(
    client: Client, author: User, quiz: Quiz
) -> None:
    module = quiz.module
    save(client, module, **{"title": "새 제목", "lessons-0-body": "고친 글"})
    newest = read(client, history(module)).split("<li data-version")[1]
    assert "최지음" in newest
    assert "제목" in newest
    assert "지금의 버전" in newest
    assert "절 01 왜 그런가" in newest
    assert "최지음" not in read(client, history(module)).split("<li data-version")[2]


def test_a_version_is_shown_beside_what_is_there_now(
    client: Client, author: User, quiz: Quiz
) -> None:
    lesson = Lesson.objects.get()
    save(client, lesson, body="본문을 <고쳤습니다>.")
    shown = read(client, version_page(lesson))
    assert "<del>" in shown
    assert "<strong>본문입니다.</strong></del>" in shown
    assert "&lt;고쳤습니다&gt;" in shown
    assert "<고쳤습니다>" not in shown
    assert "이 버전으로 되돌리기" in shown


def test_an_author_goes_back_to_a_version(client: Client, author: User, quiz: Quiz) -> None:
    module, lesson = quiz.module, Lesson.objects.get()
    save(client, module, **{"title": "새 제목", "lessons-0-DELETE": "on"})
    assert not Lesson.objects.exists()

    response = client.post(version_page(module), follow=True)

    assert response.redirect_chain == [(address(module), 303)]
    assert "의 버전으로 되돌렸습니다." in response.content.decode()
    module.refresh_from_db()
    assert module.title == "반도체"
    assert Lesson.objects.get().body == lesson.body
    newest = Page(module).versions()[0]
    assert (newest.by, [change.what for change in newest.changes]) == (
        "최지음",
        ["changed", "added"],
    )
    noted = LogEntry.objects.latest("pk")
    assert (noted.user, noted.object_id) == (author, str(module.pk))


def test_what_the_database_refuses_is_told_and_nothing_changed(
    client: Client, author: User, quiz: Quiz
) -> None:
    question = quiz.questions.get()
    with transaction.atomic():
        question.options.update(is_correct=False)
        question.options.filter(slug="c").update(is_correct=True)
    save(client, question, stem="새 물음")
    answer_wrong(question, UserFactory.create())
    page = version_page(question)

    response = client.post(page, {"wording": "mended"}, follow=True)

    assert response.redirect_chain == [(page, 303)]
    assert "이미 답이 있는 문제입니다." in response.content.decode()
    question.refresh_from_db()
    assert question.stem == "새 물음"
    assert right(question).slug == "c"


@pytest.mark.full
def test_going_back_to_other_words_needs_the_tick(client: Client, author: User, quiz: Quiz) -> None:
    question = quiz.questions.get()
    stem = question.stem
    save(client, question, stem="새 물음")
    answer_wrong(question, UserFactory.create())
    page = version_page(question)

    assert 'name="wording"' in read(client, page)
    refused = client.post(page, follow=True)
    assert "이미 답한 사람이 있는 문제입니다." in refused.content.decode()
    question.refresh_from_db()
    assert question.stem == "새 물음"

    assertRedirects(client.post(page, {"wording": "mended"}), address(question), 303)
    question.refresh_from_db()
    assert question.stem == stem
    assert Wording.objects.get().text == "새 물음"


def test_going_back_that_changes_no_words_asks_nothing(
    client: Client, author: User, quiz: Quiz
) -> None:
    question = quiz.questions.get()
    question.options.update(explanation="새 풀이")
    answer_wrong(question, UserFactory.create())
    assert 'name="wording"' not in read(client, version_page(question))


@pytest.mark.full
def test_what_else_is_broken_after_going_back_is_told(
    client: Client, author: User, quiz: Quiz
) -> None:
    term = quiz.module.course.glossary.get()
    save(client, term, term="낱말")
    save(client, quiz.module, lead="{낱말}을 봅니다.")
    told = client.post(version_page(term), follow=True).content.decode()
    assert "낱말" in told.split('class="messagelist"')[1].split("</ul>")[0]


def test_going_back_does_not_publish(client: Client, author: User, quiz: Quiz) -> None:
    module = quiz.module
    client.post(reverse("admin:courses_module_publish", args=[module.pk]), {"withdraw": ""})
    client.post(version_page(module))
    module.refresh_from_db()
    assert not module.is_published
    assert "되돌려도 지금 그대로 둡니다" in read(client, version_page(module))


@pytest.mark.parametrize("number", ["1", "0", "9" * 30])
def test_an_unknown_version_is_not_found(
    client: Client, author: User, quiz: Quiz, number: str
) -> None:
    page = f"{history(quiz.module)}{number}/"
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 404


def test_a_version_of_another_page_is_not_found(client: Client, author: User, quiz: Quiz) -> None:
    quiz.title = "새 제목"
    quiz.save()
    number = Page(quiz).versions()[0].number
    assert client.get(f"{history(quiz.module)}{number}/").status_code == 404


def test_a_page_that_is_gone_has_no_history(client: Client, author: User, quiz: Quiz) -> None:
    lesson = Lesson.objects.get()
    page, version = history(lesson), version_page(lesson)
    Lesson.objects.all().delete()
    assert client.get(page).status_code == 404
    assert client.get(version).status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, author: User, quiz: Quiz, method: str) -> None:
    for page in (history(quiz.module), version_page(quiz.module)):
        assert getattr(client, method)(page).status_code == 405
    assert client.post(history(quiz.module)).status_code == 405


@pytest.mark.parametrize("permission", ["", "view_module"])
def test_only_those_who_may_change_a_page_see_its_history(
    client: Client, quiz: Quiz, permission: str
) -> None:
    module = quiz.module
    page = version_page(module)
    Module.objects.update(title="새 제목")
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename=permission))
    client.force_login(person)
    assert client.get(history(module)).status_code == 403
    assert client.get(page).status_code == 403
    assert client.post(page).status_code == 403
    module.refresh_from_db()
    assert module.title == "새 제목"


def test_a_member_is_sent_to_sign_in(client: Client, quiz: Quiz) -> None:
    client.force_login(make_member(quiz.module.course))
    for page in (history(quiz.module), version_page(quiz.module)):
        assert client.get(page).status_code == 302


def test_pages_ask_as_much_however_many_versions_there_are(
    client: Client, author: User, quiz: Quiz
) -> None:
    module = quiz.module

    def queries() -> list[int]:
        counts = []
        for page in (history(module), version_page(module)):
            with CaptureQueriesContext(connection) as captured:
                read(client, page)
            counts.append(len(captured))
        return counts

    save(client, module, **{"title": "제목", "lessons-0-body": "글"})
    few = queries()
    for number in range(8):
        save(client, module, **{"title": f"제목 {number}", "lessons-0-body": f"글 {number}"})
    assert queries() == few


def test_learners_requests_carry_no_word_of_who_they_are(client: Client, quiz: Quiz) -> None:
    member = make_member(quiz.module.course)
    client.force_login(member)
    question = quiz.questions.get()
    with CaptureQueriesContext(connection) as captured:
        client.post(reverse("quizzes:answer", args=[question.pk]), {"option": right(question).pk})
    assert question.answers.exists()
    assert not [query for query in captured if "pghistory" in query["sql"]]


def test_signing_in_to_the_admin_works_beside_it(client: Client, author: User) -> None:
    client.logout()
    page = client.post(
        "/admin/login/", {"username": author.username, "password": PASSWORD}, follow=True
    )
    assert page.status_code == 200


def test_what_was_changed_since_the_version_was_shown_is_not_written_over(
    client: Client, author: User, quiz: Quiz
) -> None:
    lesson = Lesson.objects.get()
    save(client, lesson, body="둘째 글")
    page = version_page(lesson)
    shown = client.get(page).context["shown"]
    save(client, lesson, body="셋째 글")

    told = client.post(page, {"shown": shown}, follow=True).content.decode()

    assert "그사이에 다른 사람이" in told
    lesson.refresh_from_db()
    assert lesson.body == "셋째 글"
    client.post(page, {"shown": client.get(page).context["shown"]})
    lesson.refresh_from_db()
    assert lesson.body == "본문입니다."
