"""Rows that a file calls otherwise than they are stored: renamed, and neither removed nor added.

What is left over on both sides is brought together where exactly one row of each fits the other: a
module by its place, title and lead; a section by its title and text; a question by its stem, its
options and the right one, a sibling also by its question; an option by its text; a self-diagnosis
by its place and title.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from authoring.coursefiles.records import Key, Model, Record
from courses.models import Lesson, Level, Module, SelfDiagnosis
from courses.models.base import ContentModel
from quizzes.models import Option, Question, Quiz

Name = tuple[Model, Key]
Rows = Mapping[Name, ContentModel]

ADDRESS = re.compile(r"(?:course:|#)[-\\\w#]+", re.ASCII)

# What a row has its name from, and how long that one's key is.
PARENTS: dict[Model, tuple[Model, int]] = {
    Lesson: (Module, 2),
    Quiz: (Module, 2),
    Question: (Module, 2),
    Option: (Question, 3),
    Level: (SelfDiagnosis, 2),
}


@dataclass
class Renamed:
    """By the names that rows are stored under, those that the files give them."""

    new: dict[Name, Name] = field(default_factory=dict)

    def name(self, stored: Name) -> Name:
        """What the files call the row, after what it is part of as well."""
        if stored in self.new:
            return self.new[stored]
        model, key = stored
        if model not in PARENTS:
            return stored
        parent, length = PARENTS[model]
        _parent, above = self.name((parent, key[:length]))
        return model, (*above, *key[length:])


def renamed(stored: Rows, records: Iterable[Record]) -> Renamed:
    return _Matching(stored, {record.name: record for record in records}).renamed()


class _Matching:
    def __init__(self, stored: Rows, records: Mapping[Name, Record]) -> None:
        self._stored, self._records = stored, records
        self._options: defaultdict[Name, list[Record]] = defaultdict(list)
        for (model, key), record in records.items():
            if model is Option:
                self._options[Question, key[:-1]].append(record)
        self._question_names = {row.pk: name for name, row in stored.items() if name[0] is Question}
        self._names = Renamed()

    def renamed(self) -> Renamed:
        """Each kind after what it is part of: its names follow from that one's."""
        self._match(Module, _module, _stored_module)
        self._match(SelfDiagnosis, self._diagnosis, self._stored_diagnosis)
        self._match(Lesson, _section, _stored_section)
        for _siblings_after_theirs in range(2):
            self._match(Question, self._question, self._stored_question)
            self._match(Question, self._question_text, self._stored_question_text)
        self._match(Option, _option, _option_without_answers)
        return self._names

    def _match(
        self,
        model: Model,
        of_record: Callable[[Record], Hashable],
        of_row: Callable[[Any], Hashable],
    ) -> None:
        """Pair the leftovers of which one on each side, and no other, are described alike."""
        names = {name: self._names.name(name) for name in self._stored if name[0] is model}
        here = {*names.values()}
        left: defaultdict[tuple[Key, Hashable], list[Name]] = defaultdict(list)
        to_come: defaultdict[tuple[Key, Hashable], list[Name]] = defaultdict(list)
        for name, record in self._records.items():
            if name[0] is model and name not in here:
                to_come[name[1][:-1], of_record(record)].append(name)
        parents = {parent for parent, _description in to_come}
        for name, (_model, key) in names.items():
            if key[:-1] in parents and (model, key) not in self._records:
                left[key[:-1], of_row(self._stored[name])].append(name)
        for described, old in left.items():
            new_names = to_come.get(described, [])
            if len(old) == len(new_names) == 1:
                self._names.new[old[0]] = new_names[0]

    def _diagnosis(self, record: Record) -> Hashable:
        return record.links["after"], record.fields["title"]

    def _stored_diagnosis(self, row: SelfDiagnosis) -> Hashable:
        _model, after = self._names.name((Module, row.after.natural_key()))
        return after, row.title

    def _question(self, record: Record) -> Hashable:
        options = ((option.key[-1], *_option(option)) for option in self._options[record.name])
        return _asks(record), record.linked("sibling_of"), frozenset(options)

    def _question_text(self, record: Record) -> Hashable:
        options = (_option(option) for option in self._options[record.name])
        return _asks(record), record.linked("sibling_of"), frozenset(options)

    def _stored_question(self, row: Question) -> Hashable:
        """A retired one is like no other: the file asks it anew."""
        if row.is_retired:
            return None
        options = ((option.slug, *_stored_option(option)) for option in row.options.all())
        return _stored_asks(row), self._first(row), frozenset(options)

    def _stored_question_text(self, row: Question) -> Hashable:
        """Not by the names of its options, which stay once it is answered."""
        if row.is_retired or row.has_answers:
            return None
        return (
            _stored_asks(row),
            self._first(row),
            frozenset(map(_stored_option, row.options.all())),
        )

    def _first(self, row: Question) -> Name | None:
        """What the files call the question that this one is a sibling of."""
        if row.sibling_of_id is None:
            return None
        return self._names.name(self._question_names[row.sibling_of_id])


def _words(text: str) -> str:
    """A text without the addresses of its links: those change with what they lead to."""
    return ADDRESS.sub("", text).strip()


def _module(record: Record) -> Hashable:
    return record.fields["position"], record.fields["title"], _words(record.fields["lead"])


def _stored_module(row: Module) -> Hashable:
    return row.position, row.title, _words(row.lead)


def _section(record: Record) -> Hashable:
    return record.fields["title"], _words(record.fields["body"])


def _stored_section(row: Lesson) -> Hashable:
    return row.title, _words(row.body)


def _asks(record: Record) -> Hashable:
    return _words(record.fields["stem"]), record.fields["is_draft"]


def _stored_asks(row: Question) -> Hashable:
    return _words(row.stem), row.is_draft


def _option(record: Record) -> tuple[str, bool]:
    return _words(record.fields["text"]), record.fields["is_correct"]


def _stored_option(row: Option) -> tuple[str, bool]:
    return _words(row.text), row.is_correct


def _option_without_answers(row: Option) -> Hashable:
    """Of an answered question options keep their names: they are part of its key."""
    return None if row.question.has_answers else _stored_option(row)
