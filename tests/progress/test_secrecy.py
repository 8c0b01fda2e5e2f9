"""Before a choice, nothing in a response tells which option is right, or why."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from courses.models import Course
from quizzes.models import Option, Question, Quiz
from tests.factories import choose, make_member, right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(client: Client, local_ai: Course) -> Quiz:
    """The real AI-semiconductor quiz, with a member signed in."""
    quiz = Quiz.objects.get_by_natural_key("local-ai", "ai-semiconductors")
    client.force_login(make_member(quiz.module.course))
    return quiz


def texts_of(option: Option) -> list[str]:
    """An explanation as written, as rendered, and sentence by sentence."""
    plain = strip_tags(option.explanation_html)
    sentences = [part.strip() for part in plain.split(". ") if len(part.strip()) > 12]
    return [option.explanation.strip(), option.explanation_html.strip(), *sentences]


def assert_silent(html: str, hidden: list[Option]) -> None:
    for word in ("is_correct", "is-correct", "data-correct", "isCorrect"):
        assert word not in html
    for option in hidden:
        for text in texts_of(option):
            assert text not in html
        assert f'data-explanation="{option.pk}"' not in html


def options_alike(html: str, question: Question) -> bool:
    """Whether the untouched options differ in nothing but their number, sign and words."""
    marks = set()
    for option in question.options.all():
        at = html.index(f'value="{option.pk}"')
        card = html[html.rindex("<input", 0, at) : html.index("</label>", at)]
        for own in (str(option.pk), option.text_html.strip(), *"①②③④"):
            card = card.replace(own, "")
        marks.add(" ".join(card.split()))
    return len(marks) == 1


def test_an_untouched_page_tells_nothing(client: Client, quiz: Quiz) -> None:
    html = client.get(quiz.module.get_absolute_url()).content.decode()

    assert_silent(html, list(Option.objects.all()))
    for question in quiz.questions.live():
        assert options_alike(html, question)


def test_a_review_tells_nothing_but_of_what_was_chosen_in_it(client: Client, quiz: Quiz) -> None:
    """Though all was answered before."""
    learner = User.objects.get(pk=client.session["_auth_user_id"])
    for question in quiz.questions.live():
        choose(learner, wrong(question))
        choose(learner, right(question))
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: tomorrow)
        html = client.get("/review/").content.decode()
        asked = quiz.questions.get(pk=int(html.split('data-question="')[1].split('"')[0]))
        assert_silent(html, list(Option.objects.all()))
        assert options_alike(html, asked)

        option = wrong(asked)
        address = f"/review/{asked.pk}/"
        html = client.post(address, {"option": option.pk}, follow=True).content.decode()
        assert option.explanation_html.strip() in html
        assert_silent(html, list(Option.objects.exclude(pk=option.pk)))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_choice_opens_its_own_explanation_and_no_other(
    client: Client, quiz: Quiz, headers: dict[str, str]
) -> None:
    question = quiz.questions.all()[0]
    option = wrong(question)
    address = reverse("quizzes:answer", args=[question.pk])

    response = client.post(address, {"option": option.pk}, headers=headers, follow=not headers)

    html = response.content.decode()
    assert option.explanation_html.strip() in html
    assert_silent(html, list(Option.objects.exclude(pk=option.pk)))


def test_a_refused_choice_tells_nothing(client: Client, quiz: Quiz) -> None:
    question = quiz.questions.all()[0]
    address = reverse("quizzes:answer", args=[question.pk])

    html = client.post(address, {"option": ""}).content.decode()

    assert_silent(html, list(Option.objects.all()))


def test_headers_do_not_tell_right_from_wrong(client: Client, quiz: Quiz) -> None:
    first, second = quiz.questions.all()[:2]
    answers = [
        client.post(reverse("quizzes:answer", args=[question.pk]), {"option": option.pk})
        for question, option in ((first, wrong(first)), (second, right(second)))
    ]

    assert len({response.status_code for response in answers}) == 1
    assert len({frozenset(response.headers) for response in answers}) == 1
