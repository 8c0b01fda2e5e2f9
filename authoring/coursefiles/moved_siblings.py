"""Answered questions that a file makes siblings of another question than before, or of none."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from authoring.coursefiles.elsewhere import Change
from authoring.coursefiles.records import Key, Model, Record
from authoring.coursefiles.report import Origin
from quizzes.models import Question


def faults_of_siblings(
    changes: Iterable[Change], records: Mapping[tuple[Model, Key], Record]
) -> Iterator[str]:
    """Each with its place and the way out. One query, where any is moved."""
    moved = {change.stored.pk: change for change in changes if _is_moved(change)}
    if not moved:
        return
    for question in Question.objects.filter(pk__in=moved, answers__isnull=False).distinct():
        change = moved[question.pk]
        row = change.row or change.stored
        record = records[type(row), row.natural_key()]
        reason = _(
            "People have answered this question, so what it is a sibling of stays: give it a slug "
            "of its own such as `%(new)s`, and this one is retired with its answers."
        )
        place = Origin(change.file, record).place(row, "sibling_of")
        yield f"{place}: {reason % {'new': f'{record.key[2]}-2'}}"


def _is_moved(change: Change) -> bool:
    stored, row = change.stored, change.row
    if not (isinstance(stored, Question) and isinstance(row, Question)):
        return False
    return stored.sibling_of_id != row.sibling_of_id
