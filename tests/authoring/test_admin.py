"""The admin shows and edits all content and cohorts, and breaks nothing that answers rest on."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from authoring.admin.one_of_rows import OneOfRows, group_of
from courses.models import Cohort, Lesson, Level, SelfDiagnosis
from quizzes.models import Option, Question, Quiz
from tests.factories import (
    CohortFactory,
    GlossaryTermFactory,
    QuestionFactory,
    SelfDiagnosisFactory,
    UserFactory,
    answer_wrong,
    make_author,
    make_quiz,
    right,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    """A quiz in a course that has one of everything."""
    quiz = make_quiz(questions=2)
    GlossaryTermFactory.create(course=quiz.module.course)
    SelfDiagnosisFactory.create(after=quiz.module)
    return quiz


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def form_of(client: Client, row: Any) -> dict[str, Any]:
    """What the row's page sends when nothing is changed on it."""
    context = client.get(address(row)).context
    forms = [context["adminform"].form]
    data: dict[str, Any] = {"seen": context["seen"]}
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for field in form:
            value = field.value()
            if isinstance(field.field.widget, OneOfRows):
                data |= {group_of(field.html_name): form.prefix} if value else {}
            elif value is not None and value is not False:
                data[field.html_name] = str(value)
    return data


@pytest.mark.parametrize(
    "model",
    ["course", "module", "lesson", "glossaryterm", "selfdiagnosis", "quiz", "question"],
)
def test_an_author_opens_and_saves_every_kind_of_content(
    client: Client, author: User, quiz: Quiz, model: str
) -> None:
    kind = next(m for m in admin.site._registry if m._meta.model_name == model)
    row = kind._default_manager.latest("pk")

    assert (
        client.get(reverse(f"admin:{kind._meta.app_label}_{model}_changelist")).status_code == 200
    )
    response = client.post(address(row), form_of(client, row))

    assert response.status_code == 302, response.context["errors"]


def test_what_an_author_writes_is_rendered(client: Client, author: User, quiz: Quiz) -> None:
    lesson = Lesson.objects.get()
    client.post(address(lesson), form_of(client, lesson) | {"body": "**조문(제3조)**을 봅니다."})

    lesson.refresh_from_db()
    assert "<strong>조문(제3조)</strong>을" in lesson.body_html


@pytest.mark.parametrize("body", ["{없는 말}", "[x](course:nowhere)", "::: analogie\nx\n:::"])
def test_a_fault_is_told_beside_its_field_and_nothing_saved(
    client: Client, author: User, quiz: Quiz, body: str
) -> None:
    lesson = Lesson.objects.get()

    response = client.post(address(lesson), form_of(client, lesson) | {"body": body})

    assert response.status_code == 200
    assert "body" in response.context["adminform"].form.errors
    lesson.refresh_from_db()
    assert lesson.body == "본문입니다."


@pytest.mark.parametrize("correct", ["", "options-9"])
def test_a_question_needs_exactly_one_right_option(
    client: Client, author: User, quiz: Quiz, correct: str
) -> None:
    question = quiz.questions.earliest("position")
    data = form_of(client, question) | {"options-is_correct": correct}

    response = client.post(address(question), data)

    assert response.status_code == 200
    assert right(question).slug == "b"


def test_two_questions_of_a_quiz_do_not_share_a_slug(
    client: Client, author: User, quiz: Quiz
) -> None:
    first, last = quiz.questions.all()

    response = client.post(address(last), form_of(client, last) | {"slug": first.slug})

    assert "slug" in response.context["adminform"].form.errors


def test_the_key_of_an_answered_question_is_shown_but_not_changed(
    client: Client, author: User, quiz: Quiz
) -> None:
    question = quiz.questions.earliest("position")
    answer_wrong(question, UserFactory.create())
    data = form_of(client, question)
    assert not [name for name in data if name.endswith(("is_correct", "-slug"))]
    options = list(question.options.values("pk", "slug", "is_correct"))

    forged = {"options-is_correct": "options-0", "options-0-slug": "z", "options-1-DELETE": "on"}
    client.post(address(question), data | forged)

    assert list(question.options.values("pk", "slug", "is_correct")) == options


@pytest.mark.parametrize("model", [Question, Quiz])
def test_what_has_answers_is_not_deleted(
    client: Client, quiz: Quiz, model: type[Question] | type[Quiz]
) -> None:
    question = quiz.questions.earliest("position")
    answer_wrong(question, UserFactory.create())
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    row = question if model is Question else quiz

    client.post(address(row).replace("change", "delete"), {"post": "yes"})

    assert model.objects.filter(pk=row.pk).exists()


def test_a_quiz_stays_with_its_module(client: Client, author: User, quiz: Quiz) -> None:
    other = QuestionFactory.create().quiz.module

    response = client.post(address(quiz), form_of(client, quiz) | {"module": str(other.pk)})

    assert response.status_code == 302
    assert Quiz.objects.get(pk=quiz.pk).module == quiz.module


def test_a_self_diagnosis_keeps_its_six_levels(client: Client, author: User, quiz: Quiz) -> None:
    row = SelfDiagnosis.objects.get()

    client.post(address(row), form_of(client, row) | {"levels-0-DELETE": "on"})

    assert Level.objects.count() == 6


def test_nobody_adds_or_changes_answers_there() -> None:
    registered = {model._meta.model_name for model in admin.site._registry}
    assert registered.isdisjoint({"answer", "attempt", "diagnosis", "rating", "lessonread"})


def test_a_facilitator_sees_their_own_cohorts_only(client: Client) -> None:
    facilitator = UserFactory.create(is_staff=True)
    group = apps.get_model("auth", "Group").objects.get(name="Facilitators")
    facilitator.groups.add(group)
    own, foreign = CohortFactory.create(name="우리 기수"), CohortFactory.create(name="남의 기수")
    own.facilitators.add(facilitator)
    client.force_login(facilitator)

    listed = client.get(reverse("admin:courses_cohort_changelist")).content.decode()
    assert "우리 기수" in listed
    assert "남의 기수" not in listed
    client.post(address(foreign), {"name": "빼앗은 기수"})
    assert Cohort.objects.get(pk=foreign.pk).name == "남의 기수"
    assert client.get(reverse("admin:courses_module_changelist")).status_code == 403


def test_an_author_reaches_no_cohort_and_no_person(
    client: Client, author: User, quiz: Quiz
) -> None:
    for name in ("courses_cohort", "courses_enrolment", "accounts_user"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403
    assert Option.objects.count() == 8
