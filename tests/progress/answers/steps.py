"""What these tests send, and what comes back."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from quizzes.models import Option, Question

HTMX = {"HX-Request": "true"}
# What is sent with each answer is not what is shown.
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-live="[^"]*"')
OURS = {"Origin": "http://testserver"}


def address(question: Question) -> str:
    return reverse("quizzes:answer", args=[question.pk])


def post(client: Client, question: Question, option: object, **data: object) -> Any:
    return client.post(address(question), {"option": option, **data})


def kept(client: Client, option: Option, headers: dict[str, str], **data: object) -> str:
    """What is shown after a choice that is kept: the fragment, or the page it leads to."""
    response = client.post(address(option.question), {"option": option.pk, **data}, headers=headers)
    if headers:
        assert response.status_code == 200
    else:
        assert response.status_code == 303
        response = client.get(response.headers["Location"])
    html = response.content.decode().split(f'id="question-{option.question_id}"')[1]
    return html.split("</section>")[0]
