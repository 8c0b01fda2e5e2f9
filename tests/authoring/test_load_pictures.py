"""`loaddata` of the pictures that lie beside a course file."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.models import Image, Lesson
from intake.images import encode
from tests.authoring.conftest import CourseFolder
from tests.factories import image_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("messages_in_english")]

RED, BLUE = (image_file((8, 8), color=color) for color in ("red", "blue"))


@pytest.fixture
def pictured(folder: CourseFolder) -> CourseFolder:
    """The course with a red picture, shown in a lesson and stored."""
    text = (folder.path / "course.yaml").read_text(encoding="utf-8")
    folder.write("course.yaml", f"{text}images:\n  - name: a\n    alt: 네모\n")
    folder.edit("둘째 글.", "![](image:a)")
    put(folder, RED)
    folder.load()
    return folder


def put(folder: CourseFolder, picture: bytes) -> None:
    (folder.path / "images").mkdir(exist_ok=True)
    (folder.path / "images" / "a.png").write_bytes(picture)


def test_a_picture_of_the_same_size_replaces_another(pictured: CourseFolder) -> None:
    red = Image.objects.get()
    put(pictured, BLUE)

    output = pictured.load()

    assert "changed: image tiny/a" in output
    blue = Image.objects.get()
    assert bytes(blue.content) == encode(BLUE).content != bytes(red.content)
    assert (blue.pk, blue.width, blue.height) == (red.pk, red.width, red.height)
    html = Lesson.objects.get(slug="two").body_html
    assert blue.digest in html
    assert red.digest not in html


def test_a_lesson_changed_with_its_picture_is_written_once(pictured: CourseFolder) -> None:
    put(pictured, BLUE)
    pictured.edit("![](image:a)", "파란 그림: ![](image:a)")

    with CaptureQueriesContext(connection) as asked:
        pictured.load()

    writes = [query for query in asked if 'UPDATE "courses_lesson"' in query["sql"]]
    assert len(writes) == 1
    assert Image.objects.get().digest in Lesson.objects.get(slug="two").body_html


def test_the_same_picture_again_changes_nothing(pictured: CourseFolder) -> None:
    output = pictured.load()

    assert "0 added, 0 changed, 0 retired, 0 removed, 20 unchanged" in output
    image = Image.objects.get()
    assert bytes(image.content) == encode(RED).content
    assert image.digest in Lesson.objects.get(slug="two").body_html
