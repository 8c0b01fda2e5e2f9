"""Drafts go out with a mark and come back as drafts; what no format can hold is named."""

import pytest
from django.test import Client
from django.urls import reverse

from banks.exporting import bank_questions, exported
from banks.formats.registry import FORMATS
from banks.importing.planning import plan
from quizzes.models import Option, Question, Quiz
from tests.factories import make_author, make_quiz

pytestmark = pytest.mark.django_db
WRITABLE = [name for name, bank_format in FORMATS.items() if bank_format.write is not None]


@pytest.fixture
def quiz() -> Quiz:
    """A question that is asked, a draft with and one without explanations, and an empty one."""
    quiz = make_quiz(questions=1)
    for slug, explanation in (("whole", "풀이"), ("bare", ""), ("empty", "")):
        draft = Question.objects.create(
            quiz=quiz, slug=slug, position=9, stem=f"{slug} 물음", is_draft=True
        )
        for position in (1, 2) if slug != "empty" else ():
            Option.objects.create(
                question=draft,
                slug=f"o{position}",
                position=position,
                text=f"보기 {position}",
                explanation=explanation,
                is_correct=position == 1,
            )
    return quiz


@pytest.mark.parametrize("name", WRITABLE)
def test_drafts_come_back_as_drafts(quiz: Quiz, name: str) -> None:
    write = FORMATS[name].write
    assert write is not None
    bank = FORMATS[name].read(write(bank_questions(quiz, with_images=False)))
    planned = plan(bank, make_quiz(questions=0)).planned
    assert [made.question.is_draft for made in planned] == [False, True, True]
    assert [made.question.tags for made in planned] == [[], [], []]
    assert "초안이던" in planned[1].draft_because


def test_what_goes_out_and_what_does_not_is_told_beside_the_formats(
    client: Client, quiz: Quiz
) -> None:
    client.force_login(make_author())
    html = client.get(reverse("admin:quizzes_quiz_change", args=[quiz.pk])).content.decode()
    assert "문제 3개를 내보냅니다. 그 가운데 초안 2개" in html
    assert "빠진 초안: empty" in " ".join(html.split())
    assert [question.slug for question in exported(quiz).left_out] == ["empty"]


@pytest.mark.parametrize("name", WRITABLE)
def test_an_empty_file_never_goes_out(client: Client, name: str) -> None:
    client.force_login(make_author())
    quiz = make_quiz(questions=0)
    address = reverse("admin:quizzes_quiz_export", args=[quiz.pk, name])
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[0][1] == 303
    assert "내보낼 수 있는 문제가 없습니다" in answer.content.decode()
