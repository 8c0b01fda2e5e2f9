"""A question goes back with its options, as far as its answers let it."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from authoring.history.page import Page
from quizzes.models import Option, Question
from quizzes.models.option import OptionVersion
from tests.factories import LessonFactory, UserFactory, answer_wrong, make_quiz

# What one transaction changes is one version: these need real ones.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question() -> Question:
    with transaction.atomic():
        return make_quiz(questions=1).questions.get()


def key(question: Question) -> list[tuple[str, bool]]:
    return list(question.options.order_by("position").values_list("slug", "is_correct"))


def make_right(question: Question, slug: str) -> None:
    """Change the key, in one transaction."""
    with transaction.atomic():
        question.options.update(is_correct=False)
        question.options.filter(slug=slug).update(is_correct=True)


def test_a_question_goes_back_with_its_options(question: Question) -> None:
    page = Page(question)
    first, options = page.versions()[0], key(question)
    texts = list(question.options.values_list("pk", "text", "explanation_html"))
    with transaction.atomic():
        question.stem, question.tags = "새 물음", ["새"]
        question.save()
        question.options.filter(slug="d").delete()
        question.options.filter(slug="b").update(is_correct=False, text="새 보기")
        question.options.filter(slug="a").update(is_correct=True)
        Option.objects.create(
            question=question, slug="e", position=9, text="덧붙인 보기", explanation="풀이"
        )

    assert page.go_back(first) == []

    question.refresh_from_db()
    assert (question.stem[:2], question.tags) == ("물음", [])
    assert key(question) == options
    assert list(question.options.values_list("pk", "text", "explanation_html")) == texts


def test_the_key_of_an_answered_question_stays_and_nothing_else_is_changed(
    question: Question,
) -> None:
    page = Page(question)
    first = page.versions()[0]
    make_right(question, "c")
    question.stem = "새 물음"
    question.save()
    answer_wrong(question, UserFactory.create())
    versions, options = page.versions(), key(question)

    with pytest.raises(IntegrityError, match="retire it and add a new one"):
        page.go_back(first)

    question.refresh_from_db()
    assert question.stem == "새 물음"
    assert key(question) == options
    assert page.versions() == versions


def test_what_an_answered_question_says_goes_back(question: Question) -> None:
    page = Page(question)
    first = page.versions()[0]
    question.options.filter(slug="a").update(explanation="틀린 풀이")
    answer_wrong(question, UserFactory.create())
    page.go_back(first)
    assert question.options.get(slug="a").explanation != "틀린 풀이"
    assert question.answers.count() == 1


def test_a_version_without_explanations_does_not_come_back_to_a_published_question(
    question: Question,
) -> None:
    with transaction.atomic():
        copy = question.copy_to_replace()
        copy.options.update(explanation="")
    unfinished = Page(copy).versions()[0]
    with transaction.atomic():
        copy.options.update(explanation="풀이")
        copy.is_draft = False
        copy.save()

    # At once, not only when a larger transaction ends.
    with transaction.atomic(), pytest.raises(IntegrityError, match="explanation"):
        Page(copy).go_back(unfinished)

    assert not copy.options.filter(explanation="").exists()


def test_a_retired_question_stays_retired_and_a_published_one_published(
    question: Question,
) -> None:
    page = Page(question)
    first = page.versions()[0]
    question.stem = "새 물음"
    question.save()
    question.retire()
    page.go_back(first)
    question.refresh_from_db()
    assert question.stem != "새 물음"
    assert question.is_retired
    assert not question.is_draft


def test_a_lesson_that_is_gone_explains_nothing_any_more(question: Question) -> None:
    lesson = LessonFactory.create(module=question.quiz.module)
    question.lesson = lesson
    question.save()
    page = Page(question)
    explained = page.versions()[0]
    lesson.delete()
    question.refresh_from_db()
    question.stem = "새 물음"
    question.save()
    assert [field.before for change in page.changed_since(explained) for field in change.fields][
        1
    ] == "(지금은 없음)"

    page.go_back(explained)

    question.refresh_from_db()
    assert question.lesson_id is None
    assert question.stem != "새 물음"


def test_an_import_is_a_version_of_its_command(question: Question, tmp_path: Path) -> None:
    bank = tmp_path / "bank.gift"
    bank.write_text("하나{=가#맞음 ~나#틀림}\n", encoding="utf-8")
    module = question.quiz.module
    named = f"{module.course.slug}/{module.slug}"
    call_command("importquestions", str(bank), format="gift", quiz=named)
    imported = Page(Question.objects.latest("pk")).versions()
    assert [version.by for version in imported] == ["importquestions"]


def test_answering_makes_no_version(question: Question) -> None:
    before = OptionVersion.objects.count()
    answer_wrong(question, UserFactory.create())
    assert OptionVersion.objects.count() == before
    assert len(Page(question).versions()) == 1
