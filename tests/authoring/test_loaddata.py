"""`loaddata` of course files: the file is the truth about its module; answers stay."""

import pytest
from django.apps import apps
from django.core.management import call_command

from authoring.content import CONTENT
from courses.models import Lesson, Module
from quizzes.models import Answer, Attempt, Question, Quiz
from tests.authoring.conftest import CourseFolder
from tests.factories import QuestionFactory, UserFactory, answer_wrong, choose, right, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]


def counts() -> dict[str, int]:
    labels = ("accounts", "courses", "quizzes", "progress")
    return {
        model._meta.label: model._default_manager.count()
        for label in labels
        for model in apps.get_app_config(label).get_models()
    }


def test_a_folder_loads_whole(folder: CourseFolder) -> None:
    output = folder.load()

    assert "19 added, 0 changed" in output
    assert Module.objects.get().next_self_diagnosis() is not None
    assert right(Question.objects.get(slug="q1")).slug == "b"


def test_markdown_is_rendered_on_the_way_in(folder: CourseFolder) -> None:
    folder.load()

    html = Lesson.objects.get(slug="one").body_html
    assert "<strong>조문(제3조)</strong>을" in html
    assert "lms-callout-analogy" in html
    assert 'href="/courses/tiny/first/"' in html
    assert "popovertarget" in html


@pytest.mark.full
def test_all_fixtures_load_three_times_with_answers_between() -> None:
    call_command("loaddata", "local-ai", verbosity=0)
    learner = UserFactory.create()
    quiz = Quiz.objects.get_by_natural_key("local-ai", "ai-semiconductors")
    for question in quiz.questions.live():
        choose(learner, wrong(question))
    before, answers = counts(), list(Answer.objects.order_by("pk").values())

    call_command("loaddata", "local-ai", verbosity=0)
    choose(learner, right(quiz.questions.live()[0]))
    call_command("loaddata", "local-ai", verbosity=0)

    noted = {"accounts.AccessRecord": before["accounts.AccessRecord"] + 2}  # each load
    assert counts() == before | {"quizzes.Answer": 6} | noted
    assert list(Answer.objects.order_by("pk").values())[:5] == answers


@pytest.mark.usefixtures("local_ai")
def test_no_fixture_leaves_stray_stars() -> None:
    rendered = [
        value
        for model in CONTENT
        for row in model._default_manager.values()
        for name, value in row.items()
        if name.endswith("_html")
    ]
    assert len(rendered) > 50
    assert not [html for html in rendered if "**" in str(html)]


def test_a_changed_text_is_told(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("둘째 글.", "고친 글.")

    output = folder.load()

    assert "changed: lesson tiny/first/two" in output
    assert "0 added, 1 changed, 0 retired, 0 removed, 18 unchanged" in output
    assert "고친 글" in Lesson.objects.get(slug="two").body_html


def test_what_is_no_longer_in_the_file_is_removed(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("  - slug: two\n    title: 둘\n    body: |\n      둘째 글.\n", "")

    assert "removed: lesson tiny/first/two" in folder.load()
    assert Lesson.objects.get().slug == "one"


def test_an_answered_question_no_longer_in_the_file_is_retired(folder: CourseFolder) -> None:
    folder.load()
    answer = answer_wrong(Question.objects.get(slug="q2"), UserFactory.create())
    text = (folder.path / "01-first.yaml").read_text()
    start, end = text.index("    - slug: q2"), text.index("self_diagnosis:")
    folder.write("01-first.yaml", text[:start] + text[end:])

    assert "retired: question tiny/first/q2" in folder.load()
    answer.refresh_from_db()
    assert answer.question.is_retired


def test_who_has_answered_all_but_what_the_file_leaves_out_has_its_new_question_to_answer(
    folder: CourseFolder,
) -> None:
    folder.load()
    learner = UserFactory.create()
    choose(learner, right(Question.objects.get(slug="q1")))
    answer_wrong(Question.objects.get(slug="q2"), learner)
    folder.edit("slug: q2", "slug: q3")
    folder.edit("또 무엇입니까?", "누구입니까?")
    folder.edit("하나\n          correct: true", "나\n          correct: true")

    assert "retired: question tiny/first/q2" in folder.load()

    assert not Attempt.objects.get().is_finished
    choose(learner, right(Question.objects.get(slug="q3")))
    assert Attempt.objects.get().is_finished


def test_lessons_may_change_places(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("slug: one", "slug: x")
    folder.edit("slug: two", "slug: one")
    folder.edit("slug: x", "slug: two")
    folder.load()

    assert list(Lesson.objects.values_list("slug", flat=True)) == ["two", "one"]


def test_the_right_option_of_an_unanswered_question_may_change(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("            둘\n          correct: true\n", "            둘\n")
    folder.edit("            하나\n", "            하나\n          correct: true\n")
    folder.load()

    assert right(Question.objects.get(slug="q1")).slug == "a"


def test_the_key_of_an_answered_question_may_not(folder: CourseFolder) -> None:
    folder.load()
    answer_wrong(Question.objects.get(slug="q1"), UserFactory.create())
    folder.edit("            둘\n          correct: true\n", "            둘\n")
    folder.edit("            하나\n", "            하나\n          correct: true\n")

    refusal = folder.refusal()

    assert "01-first.yaml:" in refusal
    assert "quiz.questions[q1].options[a]" in refusal
    assert "retire it and add a new one" in refusal
    assert right(Question.objects.get(slug="q1")).slug == "b"


def test_an_unchanged_folder_is_left_out_when_asked(folder: CourseFolder) -> None:
    folder.load()
    Lesson.objects.filter(slug="two").update(title="관리 화면에서 고친 제목")

    folder.load(if_changed=True)
    assert Lesson.objects.get(slug="two").title == "관리 화면에서 고친 제목"

    folder.load()
    assert Lesson.objects.get(slug="two").title == "둘"


def test_a_draft_that_the_file_lists_has_the_options_of_the_file(folder: CourseFolder) -> None:
    folder.load()
    quiz = Quiz.objects.get()
    draft = QuestionFactory.create(quiz=quiz, slug="q2-again", is_draft=True)
    folder.edit("slug: q2", "slug: q2-again")

    folder.load()

    draft.refresh_from_db()
    assert not draft.is_draft
    assert [option.slug for option in draft.options.all()] == ["a", "b"]


def test_loading_changed_files_counts_a_revision_and_loading_the_same_again_does_not(
    folder: CourseFolder,
) -> None:
    folder.load()
    folder.edit("둘째 글.", "둘째 글을 고쳤습니다.")
    assert "1 changed" in folder.load()
    assert "0 changed" in folder.load()

    one, two = Lesson.objects.order_by("position")
    assert (one.revision, two.revision) == (1, 2)
    assert two.past.get().body_html == "<p>둘째 글.</p>\n"
    assert two.body_html == "<p>둘째 글을 고쳤습니다.</p>\n"
