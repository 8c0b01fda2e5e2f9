"""The outline of a course: put in order in one save, by whoever saw what is stored."""

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from authoring.outline.ordering import MOST_ROWS
from courses.models import Course, Lesson, Module
from courses.versions import versions_of
from tests.factories import (
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    UserFactory,
    make_author,
)
from tests.reports.conftest import make_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return make_course(modules=3, questions=2)


@pytest.fixture
def author(client: Client) -> User:
    author = make_author(name="한하나")
    client.force_login(author)
    return author


def outline(course: Course) -> str:
    return f"/admin/courses/course/{course.pk}/outline/"


def form_of(client: Client, course: Course) -> dict[str, Any]:
    """What the page sends when nothing is changed on it."""
    page = client.get(outline(course)).context
    data: dict[str, Any] = {"shown": [page["shown"], *(row.shown for row in page["modules"])]}
    for row in page["modules"]:
        data[row.field] = row.typed
        data |= {section.field: section.typed for section in row.sections}
    return data


def modules(course: Course) -> list[int]:
    return list(course.modules.order_by("position").values_list("pk", flat=True))


def sections(module: int) -> list[int]:
    lessons = Lesson.objects.filter(module=module).order_by("position")
    return list(lessons.values_list("pk", flat=True))


def everything() -> list[Any]:
    rows: list[Any] = list(Module.objects.order_by("pk").values_list("pk", "position", "label"))
    return [*rows, *Lesson.objects.order_by("pk").values_list("pk", "module", "position")]


def test_everything_of_the_course_is_on_the_page(
    client: Client, author: User, course: Course
) -> None:
    Module.objects.filter(pk=modules(course)[1]).update(is_published=False)
    quiz = course.modules.get(position=1).quiz
    for _number in range(2):
        QuestionFactory.create(quiz=quiz, is_draft=True)
    quiz.questions.filter(is_draft=False).update(retired_at=timezone.now())
    LessonFactory.create(title="다른 과정의 절")

    page = client.get(outline(course))

    html = page.content.decode()
    rows = page.context["modules"]
    assert [row.module.pk for row in rows] == modules(course)
    assert [[section.lesson.pk for section in row.sections] for row in rows] == [
        sections(pk) for pk in modules(course)
    ]
    assert [(row.module.live_questions, row.module.drafts) for row in rows] == [
        (0, 2),
        (2, 0),
        (2, 0),
    ]
    assert [row.self_diagnosis is not None for row in rows] == [False, False, True]
    assert html.count('data-state="draft"') == 1
    assert "다른 과정의 절" not in html
    for row in rows:
        assert f"/admin/quizzes/quiz/{row.quiz.pk}/change/" in html


def test_it_is_linked_from_the_course_the_list_and_what_is_below(
    client: Client, author: User, course: Course
) -> None:
    module = course.modules.latest("pk")
    for address in (
        "/admin/courses/course/",
        f"/admin/courses/course/{course.pk}/change/",
        f"/admin/courses/module/{module.pk}/change/",
        f"/admin/quizzes/quiz/{module.quiz.pk}/change/",
        f"/admin/courses/lesson/{sections(module.pk)[0]}/change/",
    ):
        assert f'href="{outline(course)}"' in client.get(address).content.decode(), address


def test_the_last_module_goes_first_in_one_save(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    kept = sections(third)

    # As somebody types it without a script: the others keep their numbers.
    response = client.post(outline(course), form_of(client, course) | {f"module-{third}": "1"})

    assert response.status_code == 303
    assert modules(course) == [third, first, second]
    assert list(course.modules.values_list("position", flat=True)) == [1, 2, 3]
    assert sections(third) == kept


def test_a_row_that_goes_down_has_the_place_that_was_typed(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    client.post(outline(course), form_of(client, course) | {f"module-{first}": "2"})
    assert modules(course) == [second, first, third]
    client.post(outline(course), form_of(client, course) | {f"module-{second}": "99"})
    assert modules(course) == [first, third, second]


def test_sections_are_put_in_order_within_their_modules(
    client: Client, author: User, course: Course
) -> None:
    first, second, _third = modules(course)
    before = {pk: sections(pk) for pk in (first, second)}
    data = form_of(client, course)
    data |= {f"section-{before[first][1]}": "1", f"section-{before[first][0]}": "2"}

    assert client.post(outline(course), data).status_code == 303

    assert sections(first) == before[first][::-1]
    assert sections(second) == before[second]


def test_gaps_are_closed_where_something_was_moved(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    Module.objects.filter(pk=third).update(position=9)
    client.post(outline(course), form_of(client, course) | {f"module-{third}": "1"})
    assert list(course.modules.values_list("pk", "position")) == [
        (third, 1),
        (first, 2),
        (second, 3),
    ]


def test_it_is_a_version_of_each_row_that_moved_and_of_no_other(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    before = {model: versions_of(model).count() for model in (Module, Lesson)}

    client.post(outline(course), form_of(client, course) | {f"module-{second}": "3"})

    versions = versions_of(Module).order_by("-pgh_id")
    assert versions_of(Lesson).count() == before[Lesson]
    assert versions.count() == before[Module] + 2
    assert {version.pgh_obj_id for version in versions[:2]} == {second, third}
    assert {version.pgh_context.metadata["user"] for version in versions[:2]} == {author.pk}
    assert "한하나" in client.get(f"/admin/courses/module/{third}/history/").content.decode()
    assert first not in {version.pgh_obj_id for version in versions[:2]}


def test_what_was_not_moved_is_not_written(client: Client, author: User, course: Course) -> None:
    before = versions_of(Module).count()
    response = client.post(outline(course), form_of(client, course), follow=True)
    assert "차례가 그대로입니다." in response.content.decode()
    assert versions_of(Module).count() == before


@pytest.mark.parametrize("meanwhile", ["reordered", "added", "deleted"])
def test_a_list_that_changed_meanwhile_is_not_written(
    client: Client, author: User, course: Course, meanwhile: str
) -> None:
    first, second, third = modules(course)
    data = form_of(client, course) | {f"module-{third}": "1"}
    if meanwhile == "reordered":
        Module.objects.filter(pk=first).update(position=9)
    elif meanwhile == "added":
        ModuleFactory.create(course=course, title="그 사이에 생긴 모듈")
    else:
        Module.objects.get(pk=second).delete()
    before = everything()

    refused = client.post(outline(course), data)

    assert refused.status_code == 409
    assert everything() == before
    html = refused.content.decode()
    assert "다른 사람이 이 목록을 바꾸었습니다" in html
    assert "data-theirs" in html
    chosen = [row.module.pk for row in refused.context["modules"]]
    assert chosen[0] == third
    assert sorted(chosen) == sorted(modules(course))

    # What stands on that page is saved once more, having been seen.
    again = {
        "shown": [refused.context["shown"], *(row.shown for row in refused.context["modules"])]
    }
    for row in refused.context["modules"]:
        again[row.field] = row.typed
        again |= {section.field: section.typed for section in row.sections}
    assert client.post(outline(course), again).status_code == 303
    assert modules(course) == chosen


def test_who_changed_it_is_named(client: Client, author: User, course: Course) -> None:
    first, _second, third = modules(course)
    data = form_of(client, course) | {f"module-{third}": "1"}
    other = Client()
    other.force_login(make_author(name="두둘"))
    other.post(outline(course), form_of(other, course) | {f"module-{first}": "3"})

    assert "두둘" in client.post(outline(course), data).content.decode()


def test_a_list_that_was_not_touched_here_may_change_meanwhile(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    data = form_of(client, course) | {f"module-{third}": "1"}
    one, two = sections(second)
    Lesson.objects.filter(pk=one).update(position=9)

    assert client.post(outline(course), data).status_code == 303

    assert modules(course) == [third, first, second]
    assert sections(second) == [two, one]


def test_a_section_that_went_elsewhere_meanwhile_stays_there(
    client: Client, author: User, course: Course
) -> None:
    first, second, _third = modules(course)
    one, two = sections(first)
    data = form_of(client, course) | {f"section-{one}": "2", f"section-{two}": "1"}
    Lesson.objects.filter(pk=one).update(module=second, position=7)
    before = everything()

    assert client.post(outline(course), data).status_code == 409
    assert everything() == before


def stranger(course: Course, data: dict[str, Any]) -> dict[str, Any]:
    other = LessonFactory.create(module__course=CourseFactory.create())
    shown = [f"{data['shown'][0]}.{other.module_id}", *data["shown"][1:], f"{other.module_id}:"]
    return data | {"shown": shown, f"module-{other.module_id}": "1"}


def strange_section(course: Course, data: dict[str, Any]) -> dict[str, Any]:
    other = LessonFactory.create(module__course=CourseFactory.create())
    shown = [*data["shown"][:-1], f"{data['shown'][-1]}.{other.pk}"]
    return data | {"shown": shown, f"section-{other.pk}": "1"}


def section_of_another_module(course: Course, data: dict[str, Any]) -> dict[str, Any]:
    return data | {"shown": [*data["shown"], data["shown"][1]]}


BAD = {
    "nothing": lambda _course, _data: {},
    "no token": lambda _course, data: data | {"shown": []},
    "token of letters": lambda _course, data: data | {"shown": ["0:a.b"]},
    "token of other digits": lambda _course, data: data | {"shown": ["0:\u0661"]},
    "long number": lambda _course, data: data | {"shown": ["0:" + "9" * 30]},
    "a module of another course": stranger,
    "a section of another course": strange_section,
    "a list twice": section_of_another_module,
    "a list left out": lambda _course, data: data | {"shown": data["shown"][:-1]},
    "a row twice": lambda _course, data: data | {next(iter({*data} - {"shown"})): ["1", "2"]},
    "a row left out": lambda course, data: {
        name: value for name, value in data.items() if name != f"module-{modules(course)[0]}"
    },
    "a row more": lambda _course, data: data | {"module-999999": "1"},
    "10,000 rows": lambda _course, data: (
        data | {f"module-{pk}": "1" for pk in range(10**6, 10**6 + 10**4)}
    ),
    "10,000 in a token": lambda _course, data: (
        data | {"shown": ["0:" + ".".join(map(str, range(1, 10**4)))]}
    ),
    "no number": lambda course, data: data | {f"module-{modules(course)[0]}": "셋"},
    "an empty place": lambda course, data: data | {f"module-{modules(course)[0]}": ""},
    "a place below nought": lambda course, data: data | {f"module-{modules(course)[0]}": "-1"},
    "a huge place": lambda course, data: data | {f"module-{modules(course)[0]}": "9" * 400},
    "a zero byte": lambda course, data: data | {f"module-{modules(course)[0]}": "\0"},
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_order_is_refused_in_a_sentence_and_nothing_stored(
    client: Client, author: User, course: Course, name: str
) -> None:
    data = form_of(client, course) | {f"module-{modules(course)[2]}": "1"}
    sent = BAD[name](course, data)
    before = everything()

    response = client.post(outline(course), sent)

    assert response.status_code == 400
    assert "저장하지 않았습니다." in response.content.decode()
    assert everything() == before


def test_what_was_typed_stays_where_it_is_no_number(
    client: Client, author: User, course: Course
) -> None:
    first, second, _third = modules(course)
    data = form_of(client, course) | {f"module-{first}": "셋", f"module-{second}": "3"}
    html = client.post(outline(course), data).content.decode()
    assert 'value="셋"' in html
    assert "‘셋’ 자리는 없습니다." in html


def test_too_many_rows_are_told_as_a_number(client: Client, author: User, course: Course) -> None:
    shown = ["0:" + ".".join(map(str, range(1, MOST_ROWS + 3)))]
    assert "5,000줄" in client.post(outline(course), {"shown": shown}).content.decode()


def test_only_authors_see_it_and_put_it_in_order(client: Client, course: Course) -> None:
    client.force_login(make_author())
    data = form_of(client, course) | {f"module-{modules(course)[2]}": "1"}
    before = everything()
    for person in (UserFactory.create(is_staff=True), UserFactory.create()):
        client.force_login(person)
        assert client.get(outline(course)).status_code in {302, 403}
        assert client.post(outline(course), data).status_code in {302, 403}
    assert everything() == before


def test_it_is_asked_for_or_sent(client: Client, author: User, course: Course) -> None:
    assert client.put(outline(course)).status_code == 405
    assert client.get("/admin/courses/course/999999/outline/").status_code == 404


def test_a_course_without_modules_says_so(client: Client, author: User) -> None:
    html = client.get(outline(CourseFactory.create())).content.decode()
    assert "이 과정에는 아직 모듈이 없습니다." in html


def test_it_asks_as_much_of_thirty_modules_as_of_three(client: Client, author: User) -> None:
    numbers = []
    for many in (2, 3, 30):  # with the first what is kept is read
        course = make_course(modules=many, questions=1)
        data = form_of(client, course)
        last = modules(course)[-1]
        with CaptureQueriesContext(
            connection,
        ) as shown:
            client.get(outline(course))
        with CaptureQueriesContext(connection) as stored:
            assert client.post(outline(course), data | {f"module-{last}": "1"}).status_code == 303
        numbers.append((len(shown), len(stored)))
    assert numbers[1] == numbers[2]
    assert max(numbers[1]) < 30


def test_labels_that_tell_the_place_follow_it_where_it_is_wanted(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    Module.objects.filter(pk=second).update(label="부록")
    data = form_of(client, course) | {f"module-{third}": "1"}
    assert client.get(outline(course)).content.decode().count('name="labels" checked') == 1

    client.post(outline(course), data | {"labels": "on"})
    labels = dict(course.modules.values_list("pk", "label"))
    assert labels == {third: "모듈 1", first: "모듈 2", second: "부록"}

    client.post(outline(course), form_of(client, course) | {f"module-{third}": "3"})
    assert dict(course.modules.values_list("pk", "label")) == labels


def after(client: Client, module: int) -> str:
    """The address of the link that adds a module after this one."""
    html = client.get(outline(Module.objects.get(pk=module).course)).content.decode()
    matches = re.findall(r'href="(/admin/courses/module/add/[^"]+after=(\d+)[^"]*)"', html)
    return next(unescape(address) for address, pk in matches if pk == str(module))


def filled_in(client: Client, address: str) -> dict[str, Any]:
    page = client.get(address).context
    form = page["adminform"].form
    data = {field.html_name: field.value() or "" for field in form if field.name != "is_published"}
    management = page["inline_admin_formsets"][0].formset.management_form
    return data | {field.html_name: field.value() for field in management} | {"title": "새 모듈"}


def test_a_module_is_added_after_another_and_the_others_make_room(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    address = after(client, first)
    html = client.get(address).content.decode()
    assert "‘모듈 1 · 반도체’ 다음에 들어갑니다." in html
    data = filled_in(client, address)
    assert (data["course"], str(data["position"])) == (str(course.pk), "2")

    response = client.post(address, data)

    assert (response.status_code, response.headers["Location"]) == (302, outline(course))
    rows = list(course.modules.order_by("position").values_list("pk", "position", "label"))
    new = course.modules.get(title="새 모듈").pk
    assert rows == [
        (first, 1, "모듈 1"),
        (new, 2, "모듈 2"),
        (second, 3, "모듈 3"),
        (third, 4, "모듈 4"),
    ]


def test_it_comes_after_that_module_wherever_that_is_by_then(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    address = after(client, first)
    data = filled_in(client, address)
    client.post(outline(course), form_of(client, course) | {f"module-{third}": "1"})

    client.post(address, data)

    new = course.modules.get(title="새 모듈").pk
    assert modules(course) == [third, first, new, second]


def test_another_place_that_was_typed_is_made_room_at(
    client: Client, author: User, course: Course
) -> None:
    first, second, third = modules(course)
    address = after(client, second)
    client.post(address, filled_in(client, address) | {"position": "1"})
    new = course.modules.get(title="새 모듈").pk
    assert modules(course) == [new, first, second, third]


def test_in_another_course_it_comes_last(client: Client, author: User, course: Course) -> None:
    other = make_course(modules=2, questions=1)
    address = after(client, modules(course)[0])
    client.post(address, filled_in(client, address) | {"course": other.pk})
    assert Module.objects.get(title="새 모듈").position == 3
    assert len(modules(course)) == 3


@pytest.mark.parametrize("number", ["", "x", "0", "\u0661", "9" * 30])
def test_after_no_module_it_is_added_as_ever(
    client: Client, author: User, course: Course, number: str
) -> None:
    address = f"/admin/courses/module/add/?course={course.pk}&after={number}"
    client.post(address, filled_in(client, address))
    assert Module.objects.get(title="새 모듈").position == 4
