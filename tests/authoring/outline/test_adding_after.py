"""A module is added after another."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from courses.models import Course, Module
from tests.authoring.outline.sending import form_of, modules, outline
from tests.reports.conftest import make_course

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("kind", ["lesson", "selfdiagnosis"])
def test_what_was_begun_at_the_outline_leads_back_to_it(
    client: Client, author: User, course: Course, kind: str
) -> None:
    html = client.get(outline(course)).content.decode()
    address = unescape(re.findall(rf'href="(/admin/courses/{kind}/add/[^"]+)"', html)[0])
    page = client.get(address).context
    fields = [*page["adminform"].form]
    for formset in page["inline_admin_formsets"]:
        fields += formset.formset.management_form
        fields += [field for form in formset.formset for field in form]
    made_by_dure = {"slug", "position", "id", "self_diagnosis"}
    data = {
        field.html_name: "" if field.name in made_by_dure else field.value() or "글"
        for field in fields
    }
    first_of_all = {name: 0 for name in data if name.endswith("INITIAL_FORMS")}

    response = client.post(address, data | first_of_all)

    assert (response.status_code, response.headers.get("Location")) == (302, outline(course))
