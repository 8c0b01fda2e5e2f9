"""The order is changed by whoever saw what is stored."""

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course, Lesson, Module
from tests.authoring.outline.sending import everything, form_of, modules, outline, sections
from tests.factories import (
    ModuleFactory,
    make_author,
)

pytestmark = pytest.mark.django_db


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
