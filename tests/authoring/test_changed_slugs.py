"""A slug changed in the admin: the links that lead to the old one are changed in the same save."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from authoring.history.page import Page
from courses.models import GlossaryTerm, Lesson, Level, Module
from courses.models.base import ContentModel
from courses.versions import versions_of
from quizzes.models import Option, Question, Quiz
from tests.authoring.test_admin import address, form_of
from tests.authoring.test_two_authors import again, first, second
from tests.factories import (
    GlossaryTermFactory,
    LessonFactory,
    ModuleFactory,
    SelfDiagnosisFactory,
    answer_wrong,
    make_member,
    make_quiz,
    right,
)

__all__ = ["first", "second"]  # fixtures
pytestmark = pytest.mark.django_db

LINK, NEW = "[글](course:old#one)", "[글](course:new#one)"
CODE = "`[글](course:old)`"


@dataclass
class Linked:
    """A module with a section, and the texts of every kind that link to it."""

    module: Module
    places: list[tuple[ContentModel, str]]
    others: Lesson

    def texts(self) -> list[str]:
        for row, _field in self.places:
            row.refresh_from_db()
        return [getattr(row, field) for row, field in self.places]


@pytest.fixture
def linked() -> Linked:
    with transaction.atomic():
        return make_linked()


def make_linked() -> Linked:
    module = ModuleFactory.create(slug="old", lead="말")
    LessonFactory.create(module=module, slug="one", title="하나", position=1, body="[위](#one)")
    quiz: Quiz = make_quiz(1)
    Module.objects.filter(pk=quiz.module.pk).update(course=module.course, slug="other", position=9)
    quiz = Quiz.objects.get()
    question = quiz.questions.get()
    option = right(question)
    diagnosis = SelfDiagnosisFactory.create(after=quiz.module, course=module.course)
    term = GlossaryTermFactory.create(course=module.course, term="말")
    places: list[tuple[ContentModel, str]] = [
        (module.course, "summary"),
        (term, "definition"),
        (quiz.module, "lead"),
        (quiz.module.lessons.get(), "body"),
        (diagnosis, "intro"),
        (diagnosis.levels.get(rank=2), "read_next"),
        (quiz, "intro"),
        (question, "stem"),
        (option, "text"),
        (option, "explanation"),
    ]
    for row, field in places:
        setattr(row, field, f"{LINK} {CODE}")
        row.save()
    elsewhere = ModuleFactory.create(slug="old")
    others = LessonFactory.create(module=elsewhere, slug="one", body=f"{LINK} {CODE}")
    return Linked(module, places, others)


def rename(client: Client, row: Any, **changed: Any) -> Any:
    return client.post(address(row), form_of(client, row) | changed)


def answer(response: Any, **changed: Any) -> dict[str, Any]:
    """What the page of links sends with its boxes as they come."""
    data: dict[str, Any] = {}
    for name, value in response.context["fields"]:
        data.setdefault(name, []).append(value)
    chosen = [listed.place.key for listed in response.context["places"] if listed.is_chosen]
    return data | {"links-shown": response.context["shown"], "links-change": chosen} | changed


def test_links_in_texts_of_every_kind_are_changed_in_the_same_save(
    first: Client, linked: Linked
) -> None:
    answer_wrong(Question.objects.get(), make_member(linked.module.course))
    before = linked.texts()

    response = rename(first, linked.module, slug="new", title="새 제목")

    assert response.status_code == 200
    html = response.content.decode()
    assert "링크 10개가 옛 주소를 가리킵니다" in html
    for row, _field in linked.places:
        assert str(row) in html
    assert address(linked.places[3][0]) in html
    assert html.count(" checked>") == 10
    assert linked.texts() == before
    assert Module.objects.filter(slug="old").count() == 2
    saved = first.post(address(linked.module), answer(response), follow=True)
    assert linked.texts() == [f"{NEW} {CODE}"] * 10
    linked.module.refresh_from_db()
    assert (linked.module.slug, linked.module.title) == ("new", "새 제목")
    assert "링크 10개를 새 주소로 바꿨습니다" in saved.content.decode()
    assert "페이지가 없습니다" not in saved.content.decode()
    assert 'href="/courses/' in linked.places[3][0].body_html  # type: ignore[attr-defined]
    linked.others.refresh_from_db()
    assert linked.others.body == f"{LINK} {CODE}"
    for row, _field in linked.places:
        last = versions_of(type(row)).filter(pgh_obj_id=row.pk).latest("pgh_id")
        assert last.pgh_context.metadata["user"] == int(first.session["_auth_user_id"])


def test_only_those_that_are_marked(first: Client, linked: Linked) -> None:
    response = rename(first, linked.module, slug="new")
    body = linked.places[3][0]
    chosen = [row.place.key for row in response.context["places"] if row.place.row == body]

    page = first.post(
        address(linked.module), answer(response, **{"links-change": chosen}), follow=True
    )

    assert sorted(linked.texts()) == sorted([f"{LINK} {CODE}"] * 9 + [f"{NEW} {CODE}"])
    assert "페이지가 없습니다" in page.content.decode()


@pytest.mark.full
def test_a_section_that_is_renamed_in_its_module_or_on_its_own_page(
    first: Client, linked: Linked
) -> None:
    response = rename(first, linked.module, **{"lessons-0-slug": "first"})
    assert len(response.context["places"]) == 11
    first.post(address(linked.module), answer(response))
    assert linked.texts() == [f"[글](course:old#first) {CODE}"] * 10
    lesson = linked.module.lessons.get()
    assert lesson.body == "[위](#first)"

    response = rename(first, lesson, slug="top", body="[위](#first) [아래](course:old#first)")
    first.post(address(lesson), answer(response))

    lesson.refresh_from_db()
    assert lesson.body == "[위](#top) [아래](course:old#top)"
    assert linked.texts() == [f"[글](course:old#top) {CODE}"] * 10


def test_a_section_that_goes_to_another_module(first: Client, linked: Linked) -> None:
    lesson, other = linked.module.lessons.get(), Module.objects.get(slug="other")
    response = rename(first, lesson, module=other.pk, position=7)
    first.post(address(lesson), answer(response))
    assert linked.texts() == [f"[글](course:other#one) {CODE}"] * 10


def test_module_and_section_at_once(first: Client, linked: Linked) -> None:
    response = rename(first, linked.module, slug="new", **{"lessons-0-slug": "first"})
    first.post(address(linked.module), answer(response))
    assert linked.texts() == [f"[글](course:new#first) {CODE}"] * 10


@pytest.mark.full
def test_what_another_writes_meanwhile_is_shown_before_it_is_changed(
    first: Client, second: Client, linked: Linked
) -> None:
    response = rename(first, linked.module, slug="new")
    lesson = linked.places[3][0]
    rename(second, lesson, body=f"{LINK} 새로 쓴 글 {LINK}")

    response = first.post(address(linked.module), answer(response))

    assert response.status_code == 200
    assert Module.objects.filter(slug="old").count() == 2
    first.post(address(linked.module), answer(response))
    lesson.refresh_from_db()
    assert lesson.body == f"{NEW} 새로 쓴 글 {NEW}"  # type: ignore[attr-defined]


def test_who_is_writing_in_a_text_that_was_changed_sees_both(
    first: Client, second: Client, linked: Linked
) -> None:
    lesson = linked.places[3][0]
    open_form = form_of(second, lesson)
    response = rename(first, linked.module, slug="new")
    first.post(address(linked.module), answer(response))

    conflict = second.post(address(lesson), open_form | {"body": f"{LINK} 둘이 쓴 글"})

    assert conflict.status_code == 409
    lesson.refresh_from_db()
    assert lesson.body == f"{NEW} {CODE}"  # type: ignore[attr-defined]


def test_a_conflict_comes_first_and_what_was_chosen_goes_along(
    first: Client, second: Client, linked: Linked
) -> None:
    form = form_of(first, linked.module)
    rename(second, linked.module, title="둘의 제목")
    conflict = first.post(address(linked.module), form | {"title": "내 제목", "slug": "new"})
    row = f"courses.module.{linked.module.pk}"

    response = first.post(address(linked.module), again(conflict) | {"choose": f"{row}=mine"})

    assert response.context["links"] == 10
    first.post(address(linked.module), answer(response))
    linked.module.refresh_from_db()
    assert (linked.module.slug, linked.module.title) == ("new", "내 제목")
    assert linked.texts() == [f"{NEW} {CODE}"] * 10


def test_the_way_back_to_the_form_has_what_was_typed(first: Client, linked: Linked) -> None:
    number = str(uuid.uuid4())
    response = rename(first, linked.module, slug="new", title="새 제목", typing=number)
    assert response.context["form"] == number

    page = first.post(address(linked.module), answer(response, _resume=number))

    assert 'value="새 제목"' in page.content.decode()
    linked.module.refresh_from_db()
    assert linked.module.slug == "old"


@pytest.mark.parametrize("changed", [{"title": "새 제목"}, {"slug": ""}, {"slug": "a b"}])
def test_nothing_is_asked_where_no_address_changes(
    first: Client, linked: Linked, changed: dict[str, str]
) -> None:
    response = rename(first, linked.module, **changed)
    assert "places" not in (response.context or {})
    assert linked.texts() == [f"{LINK} {CODE}"] * 10


def test_nothing_is_asked_where_nothing_links_to_it(first: Client) -> None:
    module = ModuleFactory.create(slug="old", lead=f"{CODE} course:old")
    assert rename(first, module, slug="new").status_code == 302
    module.refresh_from_db()
    assert module.slug == "new"


@pytest.mark.full
@pytest.mark.django_db(transaction=True)  # what one transaction changes is one version
def test_a_section_that_goes_back_to_its_old_slug_asks_as_well(
    first: Client, linked: Linked
) -> None:
    renamed = rename(first, linked.module, **{"lessons-0-slug": "first"})
    first.post(address(linked.module), answer(renamed))
    version = Page(linked.module).versions()[-1]
    path = reverse("admin:courses_module_version", args=[linked.module.pk, version.number])
    shown = first.get(path).context["shown"]

    response = first.post(path, {"shown": shown})

    assert response.context["links"] == 10
    assert linked.texts() == [f"[글](course:old#first) {CODE}"] * 10
    saved = first.post(path, answer(response), follow=True)
    assert linked.module.lessons.get().slug == "one"
    assert linked.texts() == [f"{LINK} {CODE}"] * 10
    assert "페이지가 없습니다" not in saved.content.decode()


def test_asking_takes_no_more_queries_for_more_links(
    first: Client, linked: Linked, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        LessonFactory.create(
            module=linked.places[2][0], slug=f"s{number}", position=20 + number, body=LINK
        )
    assert (GlossaryTerm.objects.count(), Level.objects.count(), Option.objects.count()) >= (1, 1)
    form = form_of(first, linked.module) | {"slug": "new"}
    with django_assert_max_num_queries(80):
        first.post(address(linked.module), form)
