"""`rendercourses` tells which texts are shown other than before, and what is wrong in them."""

from io import StringIO

import pytest
from django.core.management import call_command

from courses.models import Lesson
from courses.versions import versions_of
from quizzes.models import Option, Question
from tests.factories import CourseFactory, LessonFactory, ModuleFactory, make_quiz

pytestmark = pytest.mark.django_db
ROW = "| 가 |\n|---|\n| 1 | 2 |"


def rendered(verbosity: int = 1) -> tuple[list[str], list[str]]:
    out, err = StringIO(), StringIO()
    call_command("rendercourses", verbosity=verbosity, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.fixture
def lesson() -> Lesson:
    module = ModuleFactory.create(course=CourseFactory.create(slug="ai"), slug="law")
    return LessonFactory.create(module=module, slug="when", body="2026. 11. 26. 시행되었다.")


def test_nothing_is_told_where_nothing_is_shown_otherwise(lesson: Lesson) -> None:
    assert rendered() == ([], [])
    assert rendered(2) == (["rendered: ai"], [])


def test_a_text_that_is_shown_otherwise_is_named_once(lesson: Lesson) -> None:
    as_before = '<ol start="2026">\n<li>11. 26. 시행되었다.</li>\n</ol>\n'
    Lesson.objects.filter(pk=lesson.pk).update(body_html=as_before)
    assert rendered() == (["shown otherwise than before: lesson ai/law/when body"], [])
    lesson.refresh_from_db()
    assert lesson.body_html == "<p>2026. 11. 26. 시행되었다.</p>\n"
    assert rendered() == ([], [])


def test_each_text_of_each_course_is_named(lesson: Lesson) -> None:
    quiz = make_quiz(questions=1)
    question = quiz.questions.get()
    Question.objects.update(stem_html="전")
    Option.objects.filter(slug__in="ab").update(explanation_html="전")
    told, _faults = rendered()
    key = f"{quiz.module.course.slug}/{quiz.module.slug}/{question.slug}"
    assert told == [
        f"shown otherwise than before: question {key} stem",
        f"shown otherwise than before: option {key}/a explanation",
        f"shown otherwise than before: option {key}/b explanation",
    ]


def test_a_stored_text_that_is_at_fault_is_named_with_its_line(lesson: Lesson) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(body=f"글\n\n{ROW}")
    (changed,), (fault,) = rendered()
    assert changed == "shown otherwise than before: lesson ai/law/when body"
    assert fault.startswith("lesson ai/law/when body, line 5: ")
    assert rendered(0) == ([], [fault])


def test_a_text_that_is_shown_otherwise_is_no_new_version_of_it(lesson: Lesson) -> None:
    Lesson.objects.update(body_html="전")
    versions, revision = versions_of(Lesson).count(), lesson.revision
    rendered()
    lesson.refresh_from_db()
    assert (versions_of(Lesson).count(), lesson.revision) == (versions, revision)
