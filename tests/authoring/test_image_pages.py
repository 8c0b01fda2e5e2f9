"""How authors put pictures into a course, in the admin."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from authoring.admin.markdown_guide import SAMPLES, Anywhere
from courses.models import Course, Image, Lesson
from tests.factories import (
    CourseFactory,
    ImageFactory,
    LessonFactory,
    UserFactory,
    image_file,
    make_author,
)
from texts import render_block

pytestmark = pytest.mark.django_db
INSERT, ADD = "/admin/courses/image/insert/", "/admin/courses/image/add/"


@pytest.fixture
def course(client: Client) -> Course:
    client.force_login(make_author())
    return CourseFactory.create()


def upload(content: bytes | None = None, name: str = "GPU board.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, image_file() if content is None else content)


def change(image: Image) -> str:
    return reverse("admin:courses_image_change", args=[image.pk])


@pytest.mark.parametrize(
    ("file_name", "name"),
    [("GPU board.png", "gpu-board"), ("기판.png", "picture-1"), ("taken.jpg", "taken-1")],
)
def test_an_image_is_named_after_its_file(
    client: Client, course: Course, file_name: str, name: str
) -> None:
    ImageFactory.create(course=course, name="taken")
    file = upload(name=file_name)
    response = client.post(ADD, {"course": course.pk, "name": "", "alt": "기판", "file": file})
    assert response.status_code == 302
    image = Image.objects.latest("pk")
    assert (image.name, image.alt, image.width, image.height) == (name, "기판", 8, 6)
    page = client.get(change(image)).content.decode()
    assert f"![](image:{name})" in page
    assert f'src="{image.address}"' in page


@pytest.mark.parametrize(
    "given",
    [
        {"alt": ""},
        {"alt": " \u200b "},
        {"name": "taken"},
        {"name": "../x"},
        {"file": ""},
        {"file": upload(b"<svg onload=alert(1)>")},
        {"file": upload(b"")},
        {"course": "999999"},
        {"course": ""},
    ],
)
def test_what_an_image_lacks_is_told_and_nothing_is_stored(
    client: Client, course: Course, given: dict[str, Any]
) -> None:
    ImageFactory.create(course=course, name="taken")
    sound = {"course": course.pk, "name": "board", "alt": "기판", "file": upload()}
    response = client.post(ADD, sound | given)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    inserted = client.post(INSERT, sound | given)
    assert inserted.status_code == 400
    assert inserted.json()["fault"]
    assert Image.objects.count() == 1


def test_a_picture_is_put_in_while_writing(client: Client, course: Course) -> None:
    response = client.post(INSERT, {"course": course.pk, "alt": "기판", "file": upload()})
    assert response.json() == {"markdown": "![](image:gpu-board)", "name": "gpu-board"}
    again = client.post(INSERT, {"course": course.pk, "alt": "기판", "file": upload()})
    assert again.json()["name"] == "gpu-board-1"


def test_an_image_that_is_shown_says_where_and_stays(client: Client, course: Course) -> None:
    image = ImageFactory.create(course=course, name="board")
    lesson: Lesson = LessonFactory.create(module__course=course, body="![](image:board)")
    page = client.get(change(image)).content.decode()
    assert reverse("admin:courses_lesson_change", args=[lesson.pk]) in page
    delete = reverse("admin:courses_image_delete", args=[image.pk])
    refused = client.post(delete, {"post": "yes"})
    assert refused.status_code == 200
    assert reverse("admin:courses_lesson_change", args=[lesson.pk]) in refused.content.decode()
    assert Image.objects.exists()

    lesson.body = "글"
    lesson.save()
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not Image.objects.exists()


def test_lists_and_pages_do_not_read_the_pictures_themselves(
    client: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    ImageFactory.create_batch(12, course=course)
    with django_assert_max_num_queries(12) as asked:
        client.get("/admin/courses/image/")
    assert not [one for one in asked.captured_queries if '"content"' in one["sql"]]


def test_only_authors_put_pictures_in(client: Client, course: Course) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    given = {"course": course.pk, "alt": "기판", "file": upload()}
    assert client.post(INSERT, given).status_code == 403
    assert client.get("/admin/courses/course/writing/").status_code == 403
    assert not Image.objects.exists()


def test_the_help_shows_every_piece_without_a_fault(client: Client, course: Course) -> None:
    response = client.get("/admin/courses/course/writing/")
    page = response.content.decode()
    boxes = [f"callout-{box}" for box in ("analogy", "deep-dive", "our-group", "checklist", "calc")]
    for name in (*boxes, "table", "term-button", "footnotes", "tasks"):
        assert f"lms-{name}" in page
    assert [render_block(str(text), Anywhere("ko")).faults for _title, text in SAMPLES] == [
        ()
    ] * len(SAMPLES)
    lesson = reverse("admin:courses_lesson_add")
    assert reverse("admin:courses_writing") in client.get(lesson).content.decode()
