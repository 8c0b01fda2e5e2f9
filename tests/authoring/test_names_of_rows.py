"""What names a question or an option in lists, titles and messages is its words, without signs."""

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests.authoring.test_admin import address, form_of
from tests.factories import make_author, make_quiz, right

if TYPE_CHECKING:
    from quizzes.models import Question


@pytest.mark.django_db
def test_no_page_shows_the_signs_of_emphasis(client: Client) -> None:
    client.force_login(make_author())
    question: Question = make_quiz(1).questions.get()
    question.stem = "**가장 먼저** 할 `일`은?"
    question.save()
    option = right(question)
    option.text = "**굵은** 보기"
    option.save()
    page = address(question)
    saved = client.post(page, form_of(client, question) | {"tags": "새 말"}, follow=True)
    pages = {
        "message": saved,
        "list": client.get(reverse("admin:quizzes_question_changelist")),
        "form": client.get(page),
        "delete": client.get(page.replace("/change/", "/delete/")),
        "quiz": client.get(address(question.quiz)),
        "home": client.get(reverse("admin:index")),
    }
    for name, response in pages.items():
        html = BeautifulSoup(response.content, "html.parser")
        for area in html.select("textarea, script, template, .template"):
            area.decompose()
        assert "**" not in html.get_text(), name
    assert "가장 먼저 할 일은?" in saved.content.decode()
