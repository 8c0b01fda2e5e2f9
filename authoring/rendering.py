"""Renders all texts of a course anew.

Needed whenever something that others refer to has changed: a term, a slug, a file.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from authoring.content import CONTENT, RowFault
from courses.models import Course
from courses.models.base import ContentModel
from texts import Fault

# What is wrong with the texts of rows whose HTML is as it should be, by model and number.
Rendered = Mapping[tuple[type[Any], Any], list[Fault]]


def render_course(course: Course) -> Iterator[RowFault]:
    """Render all content of a course anew and yield what is wrong with it."""
    for row, _changed, faults in renderings(course):
        yield from (RowFault.of(row, fault) for fault in faults)


def renderings(
    course: Course, rendered: Rendered | None = None
) -> Iterator[tuple[ContentModel, list[str], list[Fault]]]:
    """Render all content of a course anew: each row, the texts now shown otherwise, its faults.

    What is `rendered` already is only checked.
    """
    pages = course.pages()
    for model in CONTENT:
        for row in model.of_course(course):
            changed: list[str] = []
            faults = (rendered or {}).get((model, row.pk))
            if faults is None:
                before = row.html()
                faults = row.render(pages)
                changed = store_html(row, before)
            yield row, changed, [*faults, *row.check_content()]


def store_html(row: ContentModel, before: Mapping[str, str]) -> list[str]:
    """Store the row's HTML where it differs from what is stored; the fields where it does."""
    html = row.html()
    changed = [
        field for field in row.markdown_fields() if html[f"{field}_html"] != before[f"{field}_html"]
    ]
    if changed:
        type(row)._default_manager.filter(pk=row.pk).update(**html)
    return changed
