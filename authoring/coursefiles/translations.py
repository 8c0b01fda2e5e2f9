"""Holds two language versions of a course against each other, from their files."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from authoring.coursefiles.checking import read_tree
from authoring.coursefiles.parts import first_files
from authoring.coursefiles.records import Record, records
from authoring.coursefiles.schema import Reader
from authoring.coursefiles.yaml_lines import UnreadableFile
from courses.models import Lesson, Module
from quizzes.models import Option, Question
from texts import Fault

COMPARED = (Module, Lesson, Question, Option)
Rows = dict[tuple[Any, ...], tuple[str, Record]]


def differences(folder: Path, other: Path) -> list[Fault]:
    """Where the first departs from the other: slugs, positions and right options."""
    return sorted(_differences(_rows(folder), _rows(other)))


def _rows(folder: Path) -> Rows:
    """Rows by model and natural key, without the course that tells the versions apart."""
    rows: Rows = {}
    for file in first_files(folder):
        try:
            their_rows = records(read_tree(file), Reader())
        except UnreadableFile:
            continue  # The check itself tells of it.
        for row in their_rows:
            if row.model in COMPARED:
                rows[row.model, *row.key[1:]] = (str(file), row)
    return rows


def _differences(rows: Rows, other_rows: Rows) -> Iterator[Fault]:
    for key, (file, row) in rows.items():
        if key not in other_rows:
            yield row.fault(file, "", _("The other version lacks this."))
            continue
        there = other_rows[key][1]
        for name in ("position", "is_correct"):
            if row.fields.get(name) != there.fields.get(name):
                reason = _("The other version has %(value)s here.")
                value = {"value": there.fields.get(name)}
                yield row.fault(file, name, reason % value)
    for key, (file, row) in other_rows.items():
        if key not in rows:
            yield row.fault(file, "", _("This version lacks it."))
