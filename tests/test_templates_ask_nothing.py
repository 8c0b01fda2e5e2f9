"""A page is put together in its view: no template and no tag asks the database anything."""

import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import connections
from django.template import Template, engines
from django.test import Client
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Course, Lesson, Module
from progress.models import LessonRead
from quizzes.models import Attempt, BankUpload, Question, Quiz
from tests.factories import (
    GlossaryTermFactory,
    ImageFactory,
    ModuleFactory,
    QuestionFactory,
    UserFactory,
    make_author,
    right,
    wrong,
)
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group
from tests.tables import FULL, every
from tests.test_caching import learners_pages
from tests.test_permissions import CONTENT, POSTED, admin_pages, of_cohort

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
Asked = list[tuple[str, str]]
# Django's own pages of the admin make their lists and forms while they are rendered.
OF_DJANGO = {"changelist", "add", "change", "delete"}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What was asked while a template was rendered: its name and the SQL.

    Told, not refused: `{% if %}` takes an error for "no". Context processors ran before.
    """
    asked: Asked = []
    render = Template._render  # type: ignore[attr-defined]

    def listened_to(template: Template, context: Any) -> Any:
        def note(execute: Callable[..., Any], sql: str, *how: Any) -> Any:
            asked.append((str(template.name), sql))
            return execute(sql, *how)

        with ExitStack() as listening:
            for connection in connections.all():
                listening.enter_context(connection.execute_wrapper(note))
            return render(template, context)

    monkeypatch.setattr(Template, "_render", listened_to)
    return asked


@pytest.fixture
def cohort() -> Cohort:
    course = make_course(modules=1, questions=1)
    GlossaryTermFactory.create(course=course)
    ImageFactory.create(course=course)
    Quiz.objects.update(asks_confidence=True)
    return make_study_group(course, members=3)


@pytest.fixture
def people(cohort: Cohort) -> dict[str, User | None]:
    """Members from one who is done to one who has not begun, and whoever leads or writes."""
    done, under_way, fresh = (one.learner for one in cohort.enrolments.order_by("pk"))
    return {
        "anonymous": None,
        "done": done,
        "under way": under_way,
        "fresh": fresh,
        "facilitator": make_facilitator(cohort),
        "author": make_author(),
        "superuser": UserFactory.create(is_staff=True, is_superuser=True),
    }


def sign_in(client: Client, person: User | None) -> None:
    client.logout()
    if person is not None:
        client.force_login(person)


def heard(asked: Asked) -> list[str]:
    """Each template with what it asked for, once."""
    return sorted({f"{name}: {sql[:90]} … {sql[-60:]}" for name, sql in asked})


def test_the_listener_hears_a_template_that_asks(asked: Asked) -> None:
    people = {"people": User.objects.all()}
    with_template(people)
    assert [name for name, _sql in asked] == ["None"]


def with_template(context: dict[str, Any]) -> str:
    return engines["django"].from_string("{{ people|length }}").render(context)


def test_pages_of_learners(
    client: Client, cohort: Cohort, people: dict[str, User | None], asked: Asked
) -> None:
    everybody = list(people.values())
    for at, address in enumerate(learners_pages(cohort).values()):
        for person in everybody if FULL else [everybody[at % len(everybody)]]:
            for headers in ({}, HTMX) if FULL else [({}, HTMX)[at % 2]]:
                sign_in(client, person)
                client.get(address, headers=headers)
                sign_in(client, person)
                client.post(address, headers=headers)
    assert "\n".join(heard(asked)) == ""


def test_pages_of_a_learner_in_every_state(client: Client, asked: Asked) -> None:
    course = make_course(modules=3, questions=2)
    cohort = make_study_group(course, members=3)
    modules = list(course.modules.order_by("position"))
    levels = modules[-1].self_diagnosis.get_absolute_url()
    addresses = [course.get_absolute_url(), levels, "/", "/progress/", "/account/", "/review/"]
    addresses += [f"/progress/{course.slug}/record/", *(m.get_absolute_url() for m in modules)]
    addresses += [f"{course.get_absolute_url()}search/?q={word}" for word in ("본문", "없는말")]

    def look_around() -> None:
        for address in addresses:
            assert client.get(address).status_code == 200, address

    for enrolment in every(3, list(cohort.enrolments.all())):
        member = enrolment.learner
        client.force_login(member)
        look_around()
        for module in modules:
            for lesson in module.lessons.all():
                LessonRead.objects.mark(member, lesson)
            for question in module.quiz.questions.all():
                answer_all(client, question)
        Lesson.objects.update(body="다른 글입니다.", body_html="<p>다른 글입니다.</p>")
        client.post(f"{levels}draft/", {"rating-1": "not-yet", "submission": uuid.uuid4()})
        look_around()
        client.post(levels, {f"rating-{n}": "not-yet" for n in range(1, 7)}, follow=True)
        Attempt.objects.practise(modules[0].quiz, member)
        look_around()
        for number in (1, 2):
            client.get(f"/quizzes/{modules[0].quiz.pk}/attempts/{number}/")
    cohort.enrolments.update(left_at=timezone.now())
    assert client.get(f"/progress/{course.slug}/").status_code == 200
    assert client.get(f"/quizzes/{modules[0].quiz.pk}/attempts/1/").status_code == 200
    assert "\n".join(heard(asked)) == ""


def answer_all(client: Client, question: Question) -> None:
    """Through the page: nothing, another's option, wrong, right, and too late; by both ways."""
    address = f"/quizzes/questions/{question.pk}/answer/"
    options = ["", "0", wrong(question).pk, right(question).pk, wrong(question, 1).pk]
    for option in options:
        for headers in (HTMX, {}):
            client.post(address, {"option": option}, headers=headers, follow=True)


def test_pages_about_a_cohort(
    client: Client, cohort: Cohort, people: dict[str, User | None], asked: Asked
) -> None:
    for name in every(2, ("facilitator", "superuser")):
        maker = people[name]
        assert maker is not None
        make_facilitator_of_another(cohort, maker)
        client.force_login(maker)
        for page, address in of_cohort(cohort, maker).items():
            if page.split(":")[1] in POSTED:
                client.post(address, follow=True)
                continue
            for wanted in (address, f"{address}?q=말&page=9&state=active&order=behind&step=effect"):
                assert client.get(wanted).status_code == 200, wanted
            client.post(address, {"cohort": "next", "username": "x"})
    assert "\n".join(heard(asked)) == ""


def test_the_first_page_of_the_admin(
    client: Client, people: dict[str, User | None], asked: Asked
) -> None:
    sign_in(client, people["facilitator"])
    assert "lms-home" in client.get("/admin/").content.decode()
    Module.objects.update(review_after="2026-01-01")
    Lesson.objects.update(body="[하나](course:gone)")
    QuestionFactory.create(quiz=Quiz.objects.get(), is_draft=True)
    ModuleFactory.create(course=Course.objects.get(), is_published=False)
    sign_in(client, people["author"])
    html = client.get("/admin/").content.decode()
    for part in ("lms-authors", "data-broken", "data-due", "data-quiz", "data-drafts"):
        assert part in html
    assert heard(asked) == []


def make_facilitator_of_another(cohort: Cohort, facilitator: User) -> None:
    """One to move members to, that begins later."""
    other, _is_new = Cohort.objects.get_or_create(
        course=cohort.course,
        slug="next",
        defaults={"name": "3기", "join_code": "next", "starts_on": "2999-01-01"},
    )
    other.facilitators.add(facilitator)


def test_pages_of_authors_that_are_dures_own(
    client: Client, cohort: Cohort, people: dict[str, User | None], asked: Asked
) -> None:
    quiz = Quiz.objects.get()
    for name in every(2, ("author", "superuser")):
        author = people[name]
        assert author is not None
        client.force_login(author)
        addresses = [
            address
            for page, address, who in admin_pages(cohort)
            if who is CONTENT and page not in OF_DJANGO and not address.endswith("/files/")
        ]
        bank = BankUpload.objects.create(
            quiz=quiz, made_by=author, format="gift", content="물음{=가#맞음 ~나}".encode()
        )
        addresses += [
            f"/admin/quizzes/quiz/{quiz.pk}/import/{bank.pk}/",
            "/admin/courses/course/writing/",
        ]
        for address in addresses:
            assert client.get(address).status_code == 200, address
            if not address.endswith(f"/{bank.pk}/"):
                client.post(address)
    assert "\n".join(heard(asked)) == ""
