"""Slugs, places and names that authors leave empty are filled in; what they type stays."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Lesson, Level, Module, SelfDiagnosis
from quizzes.models import Question, Quiz
from tests.authoring.test_admin import address, form_of
from tests.factories import CourseFactory, ModuleFactory, make_author, make_quiz

pytestmark = pytest.mark.django_db
BLOOM = ["기억", "이해", "적용", "분석", "평가", "창조"]


@pytest.fixture(autouse=True)
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def rows(prefix: str, *rows: dict[str, str]) -> dict[str, str]:
    counts = {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
    fields = {
        f"{prefix}-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }
    return counts | fields


def add(client: Client, model: str, data: dict[str, Any]) -> Any:
    response = client.post(reverse(f"admin:{model}_add"), data)
    assert response.status_code in {302, 303}, response.context["errors"]
    return response


def question(quiz: Quiz, right: int = 0, **more: str) -> dict[str, str]:
    texts = ("하나", "둘", "셋", "")
    options = [{"text": text, "explanation": f"{text} 풀이" if text else ""} for text in texts]
    chosen = {"options-is_correct": f"options-{right}"}
    return {
        "quiz": str(quiz.pk),
        "stem": "몇입니까?",
        **rows("options", *options),
        **chosen,
        **more,
    }


def test_a_question_takes_its_texts_and_the_right_one_alone(client: Client) -> None:
    quiz = make_quiz(questions=2)
    last = max(quiz.questions.values_list("position", flat=True))
    add(client, "quizzes_question", question(quiz, right=1))
    written = quiz.questions.latest("pk")
    assert (written.slug, written.position) == (f"q{last + 1}", last + 1)
    options = written.options.order_by("position")
    assert [(o.slug, o.position, o.text, o.is_correct) for o in options] == [
        ("a", 1, "하나", False),
        ("b", 2, "둘", True),
        ("c", 3, "셋", False),
    ]


def test_a_slug_that_is_taken_is_passed_over_and_a_typed_one_stays(client: Client) -> None:
    quiz = make_quiz(questions=1)
    quiz.questions.update(slug="q2", position=1)
    add(client, "quizzes_question", question(quiz))
    add(client, "quizzes_question", question(quiz, slug="by-hand", position="9"))
    stored = quiz.questions.order_by("pk").values_list("slug", "position")
    assert list(stored) == [("q2", 1), ("q2-2", 2), ("by-hand", 9)]


def test_the_next_question_is_one_click_away(client: Client) -> None:
    quiz = make_quiz(questions=1)
    response = add(client, "quizzes_question", question(quiz, _addanother="1"))
    assert response["Location"] == f"{reverse('admin:quizzes_question_add')}?quiz={quiz.pk}"
    assert "2" in client.get(response["Location"]).content.decode()
    saved = add(client, "quizzes_question", question(quiz))
    assert saved["Location"] == address(quiz)


@pytest.mark.parametrize("left_out", ["right", "explanation", "stem"])
def test_what_is_missing_is_named_with_its_place(client: Client, left_out: str) -> None:
    quiz = make_quiz(questions=1)
    missing = {
        "right": ({"options-is_correct": ""}, "정답은 하나여야 합니다"),
        "explanation": ({"options-1-explanation": ""}, "option 2|풀이|보기 2"),
        "stem": ({"stem": ""}, "‘문제’|칸이 비어 있습니다"),
    }
    data, words = missing[left_out]
    html = client.post(
        reverse("admin:quizzes_question_add"), question(quiz) | data
    ).content.decode()
    summary = html.partition("lms-admin-faults")[2].partition("</ul>")[0]
    assert summary
    if left_out != "right":
        assert any(word in summary for word in words.split("|")), summary
    assert Question.objects.count() == 1


def test_a_row_more_without_scripts_saves_nothing(client: Client) -> None:
    quiz = make_quiz(questions=1)
    data = question(quiz, _one_more="1")
    response = client.post(reverse("admin:quizzes_question_add"), data)
    assert response.status_code == 200
    (options,) = response.context["inline_admin_formsets"]
    assert len(options.formset.forms) == 5
    assert "하나 풀이" in response.content.decode()
    assert Question.objects.count() == 1


def test_a_module_needs_its_titles_and_texts(client: Client) -> None:
    course = CourseFactory.create(language="ko")
    ModuleFactory.create(course=course, position=4)
    sections = [{"title": "첫째", "body": "글"}, *[{"title": "Two words", "body": "글"}] * 2]
    data = {"course": str(course.pk), "title": "손으로 쓴 모듈", "kind": "core"}
    add(client, "courses_module", data | rows("lessons", *sections))
    module = Module.objects.latest("pk")
    assert (module.slug, module.position, module.label) == ("module-5", 5, "모듈 5")
    lessons = Lesson.objects.filter(module=module).values_list("slug", "position")
    assert list(lessons) == [("section-1", 1), ("two-words", 2), ("two-words-2", 3)]


def test_what_is_emptied_stays_as_it_was(client: Client) -> None:
    module = ModuleFactory.create(slug="kept", position=3, label="모듈 셋")
    data = form_of(client, module) | {"slug": "", "position": "", "label": ""}
    assert client.post(address(module), data).status_code == 302
    module.refresh_from_db()
    assert (module.slug, module.position, module.label) == ("kept", 3, "모듈 셋")


def test_a_title_that_is_an_address_of_another_page_is_numbered(client: Client) -> None:
    course = CourseFactory.create()
    data = {"course": str(course.pk), "title": "Search", "kind": "core"}
    add(client, "courses_module", data | rows("lessons"))
    assert Module.objects.get().slug == "search-2"


def test_a_course_and_a_quiz_begin_with_a_title_alone(client: Client) -> None:
    add(client, "courses_course", {"title": "새 과정", "language": "en"})
    course = Course.objects.get()
    assert course.slug == "course-1"
    module = ModuleFactory.create(course=course)
    form = client.get(f"{reverse('admin:quizzes_quiz_add')}?module={module.pk}")
    assert form.context["adminform"].form.initial["title"] == "Check quiz"


@pytest.mark.parametrize(("language", "names"), [("ko", BLOOM), ("en", None)])
def test_six_levels_begin_with_the_names_of_the_courses_language(
    client: Client, language: str, names: list[str] | None
) -> None:
    module = ModuleFactory.create(course__language=language, slug="sizing")
    address = f"{reverse('admin:courses_selfdiagnosis_add')}?after={module.pk}"
    (levels,) = client.get(address).context["inline_admin_formsets"]
    shown = [form["name"].value() for form in levels.formset.forms]
    assert shown == (names or ["Remember", "Understand", "Apply", "Analyse", "Evaluate", "Create"])
    sent = [{"can_do": "한다", "question": "할까요?"} for _level in range(6)]
    data = {"course": str(module.course_id), "after": str(module.pk), "title": "자가진단"}
    add(client, "courses_selfdiagnosis", data | rows("levels", *sent))
    page = SelfDiagnosis.objects.get()
    stored = Level.objects.filter(self_diagnosis=page).values_list("rank", "name")
    assert page.slug == "sizing-levels"
    assert list(stored) == list(enumerate(shown, 1))
