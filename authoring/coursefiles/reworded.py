"""What people have answered, and a file has in other words: only as marked, else the load stops."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from authoring.content import question_of
from authoring.coursefiles.elsewhere import Change
from authoring.coursefiles.records import Key, Model, Record
from authoring.coursefiles.report import Origin
from courses.models.base import ContentModel
from quizzes.models import Option, Question
from quizzes.wording import says_the_same

FIELDS: Mapping[Model, str] = {Question: "stem", Option: "text"}
Name = tuple[Model, Key]


@dataclass(frozen=True)
class Rewording:
    """A text of an answered question that a file has in other words."""

    question: Question
    record: Record
    row: ContentModel
    file: str
    is_marked: bool

    @property
    def fault(self) -> str:
        """The place, and both ways out of it."""
        slug = self.record.key[2]
        reason = _(
            "People have answered this question, so what it says to them stays. If you mend the "
            "wording alone and it means the same, write `wording: mended` at the question "
            "`%(slug)s`. If it means something else now, give the question a slug of its own such "
            "as `%(new)s`: this one is retired with its answers, and the other is asked."
        )
        field = FIELDS[self.record.model]
        place = Origin(self.file, self.record).place(self.row, field)
        return f"{place}: {reason % {'slug': slug, 'new': f'{slug}-2'}}"


def rewordings(changes: Iterable[Change], records: Mapping[Name, Record]) -> list[Rewording]:
    """One query, where a text of any question is changed."""
    reworded = list(_reworded(changes))
    if not reworded:
        return []
    stored = {cast("Question", question_of(change.stored)).pk for change, _row in reworded}
    answered = Question.objects.filter(pk__in=stored, answers__isnull=False).in_bulk()
    changed_words = []
    for change, row in reworded:
        question = answered.get(cast("Question", question_of(row)).pk)
        if question is not None:
            key = row.natural_key()
            mark = records[Question, key[:3]].block.values["wording"]
            record = records[type(row), key]
            changed_words.append(
                Rewording(question, record, row, change.file, is_marked=bool(mark))
            )
    return changed_words


def _reworded(changes: Iterable[Change]) -> Iterator[tuple[Change, ContentModel]]:
    for change in changes:
        field = FIELDS.get(type(change.stored))
        if field is None or change.row is None:
            continue
        if not says_the_same(getattr(change.stored, field), getattr(change.row, field)):
            yield change, change.row
