"""Where a page leads on is where the outline goes on, from the first module to the last page."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Course, Module, SelfDiagnosis
from courses.outline import Outline
from progress.models import Diagnosis, FormOnPage, LessonRead, Rating
from quizzes.models import Quiz
from tests.factories import choose, make_member, right

pytestmark = pytest.mark.django_db
LINK = re.compile(r"<a\b[^>]*>")
HREF = re.compile(r'href="([^"]*)"')


@pytest.fixture
def course(local_ai: Course) -> Course:
    """The real course: its self-diagnoses come after modules 3, 6 and 7."""
    return local_ai


@pytest.fixture
def member(course: Course, client: Client) -> User:
    member = make_member(course)
    client.force_login(member)
    return member


def links(html: str, mark: str) -> list[str]:
    found = [tag for tag in LINK.findall(html) if mark in tag]
    return [address[1] for tag in found if (address := HREF.search(tag))]


def read(member: User, module: Module) -> None:
    for lesson in module.lessons.all():
        LessonRead.objects.mark(member, lesson)


def answer_all(client: Client, module: Module) -> str:
    """Answer a module's quiz on its page; what comes back with the last answer."""
    html = ""
    for question in module.quiz.questions.live():
        address = reverse("quizzes:answer", args=[question.pk])
        answer = client.post(
            address, {"option": right(question).pk}, headers={"HX-Request": "true"}
        )
        html = answer.content.decode()
    return html


def diagnose(member: User, page: SelfDiagnosis) -> None:
    levels = page.levels.order_by("rank")
    ratings = [Rating(level=level, rating=Rating.Choice.WITH_HELP) for level in levels]
    Diagnosis.objects.take(member, page, ratings, shared=False, form=FormOnPage(uuid.uuid4()))


def test_every_page_of_the_course_leads_on_as_the_outline_does(
    client: Client, course: Course, member: User
) -> None:
    outline = Outline.whole(course).published()
    ways = [*(entry.url for entry in outline.entries[1:]), course.get_absolute_url()]
    assert len(ways) == 10

    for entry, onward in zip(outline.entries, ways, strict=True):
        page = entry.page
        if isinstance(page, Module):
            assert links(client.get(entry.url).content.decode(), "data-onward") == []
            read(member, page)
            assert links(answer_all(client, page), "data-onward") == [onward], entry.title
        else:
            assert links(client.get(entry.url).content.decode(), "data-onward") == []
            diagnose(member, page)

        html = client.get(entry.url).content.decode()
        assert links(html, "data-onward") == [onward], entry.title
        assert links(html, 'rel="next"') == [onward] * (entry is not outline.entries[-1])
        assert links(html, "btn-primary") == [onward]
        # A button after the quiz and the foot of the page: no third time.
        marked = [tag for tag in LINK.findall(html) if re.search("rel=|class=|data-", tag)]
        assert sum(f'href="{onward}"' in tag for tag in marked) <= 2


def test_a_module_links_to_the_next_self_diagnosis_once_and_never_before_the_next_page(
    client: Client, course: Course, member: User
) -> None:
    outline = Outline.whole(course).published()
    for module in outline.modules:
        html = client.get(module.get_absolute_url()).content.decode()
        following = module.next_self_diagnosis()
        assert following is not None
        assert links(html, "data-next-self-diagnosis") == [following.get_absolute_url()]
        assert html.index('rel="next"') <= html.index("data-next-self-diagnosis")


def test_the_first_page_leads_to_the_next_step_of_the_outline(
    client: Client, course: Course, member: User
) -> None:
    outline = Outline.whole(course).published()
    for entry in outline.entries:
        home = client.get("/").content.decode()
        assert links(home, "btn-primary")[0].split("#")[0] == entry.url
        page = entry.page
        if isinstance(page, Module):
            read(member, page)
            quiz = Quiz.objects.get(module=page)
            for question in quiz.questions.live():
                choose(member, right(question))
        else:
            diagnose(member, page)

    home = client.get("/").content.decode()
    assert 'class="lms-resume"' not in home
    assert links(home, "btn-primary") == [reverse("progress:record", args=[course.slug])]


def test_a_course_that_ends_with_a_quiz_leads_back_to_its_contents(
    client: Client, course: Course, member: User
) -> None:
    last = course.modules.latest("position")
    last.self_diagnosis.delete()

    assert links(answer_all(client, last), "data-onward") == [course.get_absolute_url()]
