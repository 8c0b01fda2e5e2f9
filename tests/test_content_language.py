"""Content of a course is marked with its language, so that a screen reader speaks it rightly."""

import re
import uuid
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Course, SelfDiagnosis
from progress.models import Diagnosis, FormOnPage, LessonRead, Rating
from quizzes.models import Quiz
from tests.factories import (
    CohortFactory,
    CourseFactory,
    GlossaryTermFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    SelfDiagnosisFactory,
    UserFactory,
    choose,
    make_author,
    right,
    wrong,
)
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Not read out, or as a whole, or drawn.
SILENT = {"script", "style", "title", "text"}
# A word in everything that an author of the course wrote, and one in what its learner did.
WORDS = {"ko": "가나다", "en": "Quixotic"}
EVIDENCE = "Zzyzx"


class Languages(HTMLParser):
    """Every text of a page, with the language it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang", self.language) or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1:] and self.open[-1][0] not in SILENT:
            self.texts.append((self.language, " ".join(data.split())))

    @property
    def language(self) -> str:
        return self.open[-1][1] if self.open else ""


def texts(html: str) -> list[tuple[str, str]]:
    parser = Languages()
    parser.feed(html)
    return parser.texts


@pytest.fixture(params=["ko", "en"])
def course(request: pytest.FixtureRequest) -> Course:
    """A course of one language, its name in everything its authors wrote."""
    word = WORDS[request.param]
    course = CourseFactory.create(language=request.param, title=word, summary=word)
    GlossaryTermFactory.create(course=course, term=word, definition=f"{word}.")
    for number in (1, 2):
        module = ModuleFactory.create(
            course=course, label=f"{word} {number}", title=word, lead=word, as_of=word
        )
        LessonFactory.create(module=module, title=word, body=f"{word} {{{word}}}.\n\n# {word}")
        LessonFactory.create(module=module, title=word, body=f"::: analogy\n{word}\n:::\n")
        quiz = QuizFactory.create(module=module, title=word, intro=word)
        for _question in range(2):
            ask(quiz, word)
        page = SelfDiagnosisFactory.create(after=module, title=word, intro=word)
        for level in page.levels.all():
            level.name, level.can_do, level.question, level.read_next = word, word, word, word
            level.save()
    return course


def ask(quiz: Quiz, word: str) -> None:
    question = QuestionFactory.create(quiz=quiz, stem=word)
    question.lesson = quiz.module.lessons.earliest("position")
    question.save()
    for option in question.options.all():
        option.text, option.explanation = word, word
        option.save()


@pytest.fixture
def reader(course: Course, client: Client) -> User:
    """Someone who reads the site in the other language."""
    language = "en" if course.language == "ko" else "ko"
    reader = UserFactory.create(name="Kim", language=language)
    CohortFactory.create(course=course, name="C1", slug="c1").enrol(reader)
    client.force_login(reader)
    return reader


def answer(reader: User, quiz: Quiz, *, finish: bool) -> None:
    first, second = quiz.questions.all()
    choose(reader, wrong(first))
    if finish:
        choose(reader, right(first))
        choose(reader, right(second))


def diagnose(reader: User, page: SelfDiagnosis, rating: str) -> None:
    ratings = [Rating(level=level, rating=rating, evidence=EVIDENCE) for level in page.levels.all()]
    Diagnosis.objects.take(reader, page, ratings, shared=True, form=FormOnPage(uuid.uuid4()))


def learners_pages(client: Client, course: Course, reader: User) -> Iterator[tuple[str, str]]:
    """Every page of a learner in every state it has, by name."""
    first, second = course.modules.all()
    addresses = [
        "/",
        "/progress/",
        course.get_absolute_url(),
        first.get_absolute_url(),
        first.self_diagnosis.get_absolute_url(),
        reverse("courses:glossary", args=[course.slug]),
        reverse("courses:search", args=[course.slug]) + f"?q={WORDS[course.language][:2]}",
        reverse("courses:search", args=[course.slug]) + f"?q={WORDS[course.language][:2]}x",
        reverse("progress:record", args=[course.slug]),
        CohortFactory.create(course=course, name="C2", join_code="c2").get_join_url(),
    ]

    def visit(state: str) -> Iterator[tuple[str, str]]:
        for address in addresses:
            yield f"{address} {state}", client.get(address).content.decode()

    yield from visit("new")
    answer(reader, first.quiz, finish=False)
    LessonRead.objects.mark(reader, first.lessons.earliest("position"))
    client.post(reverse("progress:visit-lesson", args=[first.lessons.latest("position").pk]))
    yield from visit("begun")
    question = first.quiz.questions.earliest("position")
    post = reverse("quizzes:answer", args=[question.pk])
    for headers in ({}, {"HX-Request": "true"}):
        html = client.post(post, {"option": ""}, headers=headers).content.decode()
        yield f"refused {headers}", html if "<html" in html else page_around(html, reader)
    for module in (first, second):
        for lesson in module.lessons.all():
            LessonRead.objects.mark(reader, lesson)
        answer(reader, module.quiz, finish=True)
        diagnose(reader, module.self_diagnosis, "on-my-own")
        diagnose(reader, module.self_diagnosis, "with-help")
    yield from visit("finished")
    review = reverse("quizzes:review", args=[first.quiz.pk, 1])
    client.post(reverse("quizzes:practice", args=[first.quiz.pk]), {"scope": "missed"})
    yield "review", client.get(review).content.decode()
    yield from visit("practising")
    yield from reviewed(client, second.quiz)
    reader.enrolments.update(left_at=timezone.now())
    for address in (reverse("progress:mine"), reverse("progress:left", args=[course.slug]), review):
        yield f"{address} left", client.get(address).content.decode()


def reviewed(client: Client, quiz: Quiz) -> Iterator[tuple[str, str]]:
    """The review of a question that took another's place, from asking it to how it went."""
    question = quiz.questions.latest("position").copy_to_replace()
    question.is_draft = False
    question.save()
    address = reverse("progress:reviewed-question", args=[question.pk])
    for option in (wrong(question), right(question)):
        yield "review, home", client.get("/").content.decode()
        yield "review, asked", client.get("/review/").content.decode()
        client.post(address, {"option": option.pk})
        yield "review, answered", client.get(address).content.decode()
    yield "review, done", client.get("/review/").content.decode()


def page_around(fragment: str, reader: User) -> str:
    return f'<html lang="{reader.language}"><body>{fragment}</body></html>'


def facilitators_pages(client: Client, course: Course, reader: User) -> Iterator[tuple[str, str]]:
    """Every report on a cohort in which one member has answered."""
    first, second = course.modules.all()
    for module in (first, second):
        answer(reader, module.quiz, finish=module == first)
        LessonRead.objects.mark(reader, module.lessons.earliest("position"))
    diagnose(reader, first.self_diagnosis, "on-my-own")
    cohort = Cohort.objects.get(slug="c1")
    client.force_login(make_facilitator(cohort, language=reader.language, name="Lee"))
    base = reverse("reports:overview", args=[cohort.slug])
    question = first.quiz.questions.earliest("position")
    present = reverse("reports:present", args=[cohort.slug, first.slug, question.slug])
    for address in [
        "/admin/",
        base,
        f"{base}quiz/",
        reverse("reports:quiz", args=[cohort.slug, first.slug]),
        reverse("reports:self-diagnosis", args=[cohort.slug, first.self_diagnosis.slug]),
        f"{base}compare/",
        f"{base}files/completions/",
        f"{base}files/",
        f"{base}meeting/?module={first.slug}",
        *(f"{present}?step={step}" for step in ("question", "right", "explanations")),
        reverse("reports:person", args=[cohort.slug, reader.pk]),
    ]:
        response = client.get(address)
        assert response.status_code == 200
        yield address, response.content.decode()


def wrongly_marked(html: str, course: Course) -> list[tuple[str, str]]:
    """Texts of the course in another language, and the learner's own words in the course's."""
    written = WORDS[course.language]
    return [
        (language, text)
        for language, text in texts(html)
        if (written in text and language != course.language)
        or (course.language == "ko" and re.search("[가-힣]", text) and language == "en")
    ]


def test_all_that_a_course_says_to_a_learner_is_in_its_language(
    client: Client, course: Course, reader: User
) -> None:
    pages = dict(learners_pages(client, course, reader))
    written = [text for html in pages.values() for _language, text in texts(html)]
    assert sum(WORDS[course.language] in text for text in written) > 400

    marked = {name: wrongly_marked(html, course) for name, html in pages.items()}
    assert {name: found for name, found in marked.items() if found} == {}


def test_all_that_a_course_says_in_reports_is_in_its_language(
    client: Client, course: Course, reader: User
) -> None:
    pages = dict(facilitators_pages(client, course, reader))
    written = [text for html in pages.values() for _language, text in texts(html)]
    assert sum(WORDS[course.language] in text for text in written) > 60

    marked = {name: wrongly_marked(html, course) for name, html in pages.items()}
    assert {name: found for name, found in marked.items() if found} == {}


@pytest.mark.parametrize("kind", ["line", "block"])
def test_what_an_author_previews_is_in_the_courses_language(
    client: Client, course: Course, kind: str
) -> None:
    word = WORDS[course.language]
    client.force_login(make_author(language="en" if course.language == "ko" else "ko"))
    response = client.post(
        reverse("admin:courses_preview"),
        {"of": course.pk, "kind": kind, "text": f"{word} {{nothing}}"},
    )
    said = texts(response.content.decode())
    assert [language for language, text in said if word in text] == [course.language]
    assert wrongly_marked(response.content.decode(), course) == []


def test_the_learners_own_words_are_in_no_language_of_the_course(
    client: Client, course: Course, reader: User
) -> None:
    page = course.modules.get(position=1).self_diagnosis
    diagnose(reader, page, "on-my-own")
    html = client.get(page.get_absolute_url()).content.decode()

    own = [language for language, text in texts(html) if EVIDENCE in text]
    assert len(own) == 6
    assert set(own) == {""}
