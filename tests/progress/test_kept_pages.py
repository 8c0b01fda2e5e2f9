"""Pages put together of kept pieces are what their templates make of everything at once."""

import gc
import random
import re
import uuid
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from accounts.models import User
from courses.kept import Shelf
from courses.models import Course
from courses.search import LONGEST
from progress import pieces
from progress.checklists import items_of
from progress.models import ChecklistTick, FormOnPage, LessonNote
from progress.pages.courses import CoursePage, GlossaryPage, SearchPage
from progress.pages.home import HomePage
from progress.pages.module import ModulePage
from progress.pages.quizzes import Review
from progress.pages.self_diagnoses import SelfDiagnosisPage
from progress.pages.todays_review import TodaysReviewPage, where_of
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Attempt, Option, Quiz
from quizzes.todays_review import TodaysReview
from tests.factories import (
    CourseFactory,
    GlossaryTermFactory,
    LessonFactory,
    SelfDiagnosisFactory,
    choose,
    make_author,
    make_member,
    right,
    wrong,
)
from tests.histories import History, make_module, read
from tests.tables import FULL, first

pytestmark = pytest.mark.django_db
OURS = {"accounts", "courses", "progress", "quizzes"}
# Another at each request, or in another second.
ONCE = re.compile(
    r'(csrfmiddlewaretoken" value="|X-CSRFToken": "|data-left=")[^"]*'
    r"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
)
STEPS = 25 if FULL else 12


def in_lines(html: str) -> list[str]:
    html = re.sub(r"\s+", " ", ONCE.sub("", html)).strip()
    return re.sub(r"> ?<", ">\n<", html).splitlines()


def pages_of(course: Course, user: User) -> list[tuple[str, str, Any]]:
    """Addresses with their template and page."""
    base = course.get_absolute_url()
    pages: list[tuple[str, str, Any]] = [
        ("/", "progress/home.html", HomePage.of(user)),
        (base, "progress/course.html", CoursePage.of(user, course.slug)),
        (f"{base}search/?q=본", "progress/search.html", SearchPage.of(user, course.slug, "본")),
        (f"{base}glossary/", "progress/glossary.html", GlossaryPage.of(user, course.slug)),
    ]
    for module in course.modules.filter(is_published=True):
        page = ModulePage.of(user, course.slug, module.slug)
        pages.append((module.get_absolute_url(), "progress/module.html", page))
        if hasattr(module, "self_diagnosis"):
            levels = module.self_diagnosis
            diagnosis = SelfDiagnosisPage.of(user, course.slug, levels.slug)
            pages.append((levels.get_absolute_url(), "progress/self_diagnosis.html", diagnosis))
    review = TodaysReview.of(user)
    pages.append(("/review/", "progress/todays_review.html", TodaysReviewPage.of(review)))
    for reviewed in review.reviewed:
        pk = reviewed.question.pk
        with_question = TodaysReviewPage.of(TodaysReview.of(user, pk), pk)
        pages.append((f"/review/{pk}/", "progress/todays_review.html", with_question))
    for attempt in Attempt.objects.filter(learner=user, answers__isnull=False).distinct():
        sheet = AnswerSheet.of_review(attempt.quiz_id, user, attempt.number)
        assert sheet is not None
        address = f"/quizzes/{attempt.quiz_id}/attempts/{attempt.number}/"
        pages.append((address, "progress/review.html", Review.of(sheet)))
    return pages


def everything_on(page: Any) -> dict[str, Any]:
    """What a template shows, where it is rendered as one."""
    if isinstance(page, HomePage):
        return {**vars(page), "has_courses": page.has_courses, "due": page.due}
    if isinstance(page, CoursePage):
        return {**vars(page), "course": page.standing.course}
    if isinstance(page, SearchPage):
        return {**vars(page), "longest": LONGEST}
    if isinstance(page, TodaysReviewPage):
        where = where_of(page.item) if page.item else {}
        return {**vars(page), **page.place, "in_review": True, **where}
    if isinstance(page, GlossaryPage):
        return vars(page)
    if isinstance(page, SelfDiagnosisPage):
        return page.of_reader
    if isinstance(page, Review):
        quiz = page.sheet.quiz
        return {**vars(page), "quiz": quiz, "module": quiz.module}
    content = page.copy.content
    return {
        "module": content.module,
        "minutes_text": content.minutes_text,
        "terms": content.terms,
        "reading": page.reading,
        "quiz": page.sheet and page.sheet.quiz,
        "sheet": page.sheet,
        "sections": page.sections_read,
        "pager": page.pager,
    }


def assert_pages_are_whole(client: Client, course: Course, user: User) -> None:
    client.force_login(user)
    with translation.override(user.language):
        pages = pages_of(course, user)
    for address, template, page in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        with translation.override(user.language):
            whole = render_to_string(template, everything_on(page), response.wsgi_request)
        assert in_lines(response.content.decode()) == in_lines(whole), address


@pytest.fixture
def course() -> Course:
    course = CourseFactory.create()
    term = GlossaryTermFactory.create(course=course)
    module = make_module(course, lessons=2, questions=3)
    LessonFactory.create(module=module, body=f"{{{term.term}}} 이야기")
    SelfDiagnosisFactory.create(after=module)
    return course


def go_ahead(learner: User, course: Course) -> None:
    """One has read the first module, missed its last question, and practises that one.

    They have written a note at its first section and ticked the last task in it."""
    module = course.modules.earliest("position")
    lesson = module.lessons.earliest("position")
    lesson.body = "- [ ] 값을 물었다\n- [ ] 크기를 재었다"
    lesson.save()
    read(module, learner)
    LessonNote.objects.keep(learner, lesson, "\n<b>메모</b>\n & 글", FormOnPage(uuid.uuid4()))
    *_others, task = items_of(lesson.body_html).items()
    ChecklistTick.objects.change(learner, lesson, dict([task]), [])
    *questions, last = module.quiz.questions.live()
    choose(learner, wrong(last))
    for question in (*questions, last):
        choose(learner, right(question))
    Attempt.objects.practise(module.quiz, learner, "missed")


@pytest.mark.parametrize("seed", first(1, range(40)))
def test_pages_in_any_history_of_two_learners_and_an_author(
    client: Client, course: Course, seed: int
) -> None:
    rng = random.Random(seed)
    learners = [make_member(course, name=name) for name in ("<i>가", "나")]
    histories = [History(rng, course, learner) for learner in learners]
    histories[0].make_modules()
    people = [*learners, make_author()]
    User.objects.update(language=rng.choice(["ko", "en"]))
    go_ahead(learners[0], course)
    for step in range(STEPS):
        rng.choice(rng.choice(histories).deeds)()
        if step % 4 == 0:
            size = rng.choice(User.TextSize.values)
            User.objects.update(theme=rng.choice(["dark", ""]), text_size=size)
            for person in people:
                person.refresh_from_db()
                assert_pages_are_whole(client, course, person)
    course.modules.update(is_published=False)


def strings_in(thing: object, seen: set[int]) -> set[str]:
    """Every string that is kept in it, however deep."""
    if isinstance(thing, str):
        return {thing}
    if isinstance(thing, bytes):
        return {thing.decode()}
    if id(thing) in seen:
        return set()
    seen.add(id(thing))
    inner: list[Any] = []
    if isinstance(thing, dict):
        inner = [*thing.keys(), *thing.values()]
    elif isinstance(thing, list | tuple | set | frozenset):
        inner = list(thing)
    elif type(thing).__module__.partition(".")[0] in OURS:
        inner = [value for name, value in vars(thing).items() if not name.startswith("_lock")]
    return set().union(*(strings_in(each, seen) for each in inner))


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_kept_tells_no_key_and_no_explanation(
    client: Client, local_ai: Course, language: str
) -> None:
    """Not even when it was rendered for somebody who has chosen everything."""
    course = local_ai
    people = [make_member(course), make_author()]
    User.objects.update(language=language)
    quiz = Quiz.objects.get_by_natural_key("local-ai", "ai-semiconductors")
    for question in quiz.questions.live():
        for option in (wrong(question), right(question)):
            choose(people[0], option)
    Attempt.objects.practise(quiz, people[0])
    added = quiz.questions.live().latest("position").copy_to_replace()
    added.is_draft = False
    added.save()
    pages = [quiz.module.get_absolute_url(), f"/quizzes/{quiz.pk}/attempts/1/", "/review/"]
    for person in people:
        person.refresh_from_db()
        client.force_login(person)
        for address in pages:
            client.get(address)
    client.force_login(people[0])
    for option in (wrong(added), right(added)):
        client.post(f"/review/{added.pk}/", {"option": option.pk})
        assert option.explanation_html in client.get(f"/review/{added.pk}/").content.decode()

    kept = strings_in([pieces.KEPT, *shelves()], set())

    assert any(option.text_html in text for option in Option.objects.all() for text in kept)
    for option in Option.objects.filter(question__quiz=quiz):
        assert not [text for text in kept if option.explanation_html.strip() in text]
    for text in kept:
        assert "is_correct" not in text
        if "lms-option-right" in text or "lms-option-wrong" in text:
            assert not [option for option in options_of(quiz) if option.text_html in text]
            assert not re.search(r'value="\d+"', text)


def shelves() -> list[Shelf[Any]]:
    return [thing for thing in gc.get_objects() if type(thing) is Shelf]


def options_of(quiz: Quiz) -> list[Option]:
    return list(Option.objects.filter(question__quiz=quiz))
