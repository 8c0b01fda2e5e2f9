"""What is no order is refused, and nothing is stored."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from authoring.outline.ordering import MOST_ROWS
from courses.models import Course
from tests.authoring.outline.sending import everything, form_of, modules, outline
from tests.factories import (
    CourseFactory,
    LessonFactory,
)

pytestmark = pytest.mark.django_db


def stranger(_course: Course, data: dict[str, Any]) -> dict[str, Any]:
    other = LessonFactory.create(module__course=CourseFactory.create())
    shown = [f"{data['shown'][0]}.{other.module_id}", *data["shown"][1:], f"{other.module_id}:"]
    return data | {"shown": shown, f"module-{other.module_id}": "1"}


def strange_section(_course: Course, data: dict[str, Any]) -> dict[str, Any]:
    other = LessonFactory.create(module__course=CourseFactory.create())
    shown = [*data["shown"][:-1], f"{data['shown'][-1]}.{other.pk}"]
    return data | {"shown": shown, f"section-{other.pk}": "1"}


def section_of_another_module(_course: Course, data: dict[str, Any]) -> dict[str, Any]:
    return data | {"shown": [*data["shown"], data["shown"][1]]}


BAD: dict[str, Callable[[Course, dict[str, Any]], dict[str, Any]]] = {
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
    assert "5,000행" in client.post(outline(course), {"shown": shown}).content.decode()
