"""The outline of a course is put in order in one save."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course, Lesson, Module
from courses.versions import versions_of
from tests.authoring.outline.sending import form_of, modules, outline, sections

pytestmark = pytest.mark.django_db


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
