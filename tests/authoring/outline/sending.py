"""Short ways to what the outline's page sends, and to what is stored."""

from typing import Any

from django.test import Client

from courses.models import Course, Lesson, Module


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
