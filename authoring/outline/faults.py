"""What drafts lack to be published, and links that lead nowhere, of many modules at once."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import unquote

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, QuerySet, TextField, Value
from django.utils.translation import get_language

from authoring.content import CONTENT, RowFault, is_listed, module_of, rows_of
from authoring.outline.course_pages import NotingPages
from authoring.publishing import WITH_PARTS, faults_in
from courses.models import Module
from courses.models.base import ContentModel
from quizzes.models import Option, Question

MOST_REMEMBERED = 500  # modules
LINK = r"course:([^\s)>\"\]]+)"
Pages = Mapping[int, NotingPages]


@dataclass(frozen=True)
class FaultLine:
    """Something to mend, in which row, and where that is edited."""

    name: str
    address: str
    sentence: str

    @classmethod
    def of(cls, fault: RowFault) -> "FaultLine":
        name = str(fault.row) if isinstance(fault.row, Module) else fault.name
        return cls(name, fault.address, fault.sentence)


@dataclass(frozen=True)
class BrokenLink:
    """A row whose text leads to a page that is not there, and the sentence that says which."""

    row: ContentModel
    name: str
    address: str
    sentence: str

    @property
    def module(self) -> Module | None:
        return module_of(self.row)


def what_drafts_lack(modules: Iterable[int], pages: Pages) -> dict[int, list[FaultLine]]:
    """What holds each of these modules back; as many queries however many there are.

    `pages` are those of their courses. What was found of the same texts before is remembered.
    """
    drafts = Module.objects.filter(pk__in=[*modules]).prefetch_related(*WITH_PARTS)
    lacks = {}
    for module in drafts:
        of_course = pages[module.course_id].letting_out(module)
        module.course = of_course.course
        lacks[module.pk] = _remembered(module, of_course)
    return lacks


_memory: OrderedDict[str, list[FaultLine]] = OrderedDict()
_lock = Lock()


def _remembered(module: Module, pages: NotingPages) -> list[FaultLine]:
    """Rendering all texts of a module takes long; they seldom differ from the last time."""
    key = _digest(module, pages)
    with _lock:
        lines = _memory.get(key)
    if lines is None:
        lines = [FaultLine.of(fault) for fault in faults_in(module, pages) if not fault.is_warning]
    with _lock:
        _memory[key] = lines
        _memory.move_to_end(key)
        while len(_memory) > MOST_REMEMBERED:
            _memory.popitem(last=False)
    return lines


def _digest(module: Module, pages: NotingPages) -> str:
    rows = [
        [type(row).__name__, *(getattr(row, field.attname) for field in row.written_fields())]
        for row in (module, *rows_of(module))
    ]
    return hashlib.sha256(repr((get_language(), pages.digest, rows)).encode()).hexdigest()


def broken_links(pages: Pages) -> list[BrokenLink]:
    """Of the courses whose pages these are; a text is rendered only where it names such a page."""
    suspects: dict[tuple[type[ContentModel], int], set[int]] = {}
    for label, pk, course, targets in _targets(list(pages)):
        if any(pages[course].url_of(unquote(target)) is None for target in targets):
            suspects.setdefault((MODELS[label], course), set()).add(pk)
    links = []
    for (model, course), pks in suspects.items():
        for row in model.of_course(pages[course].course).filter(pk__in=pks):
            if is_listed(row) or _question_of(row).retired_at is None:
                links += list(_broken_in(row, pages[course]))
    return links


MODELS = {model._meta.label: model for model in CONTENT}


def _broken_in(row: ContentModel, pages: NotingPages) -> Iterator[BrokenLink]:
    pages.missing.clear()
    faults = row.render(pages)
    for fault in faults:
        if any(f"course:{target}" in fault.message for target in pages.missing):
            of_row = RowFault.of(row, fault)
            yield BrokenLink(row, of_row.name_with_module, of_row.address, of_row.sentence)


def _question_of(row: Any) -> Question:
    question: Question = row.question if isinstance(row, Option) else row
    return question


def _targets(courses: list[int]) -> Iterator[tuple[str, int, int, list[str]]]:
    """Every text with the pages that it may link to: one query."""
    texts: list[QuerySet[Any]] = [
        model._default_manager.filter(
            **{f"{model.course_path}__in": courses, f"{field}__contains": "course:"}
        )
        .order_by()
        .values_list(
            Value(model._meta.label),
            "pk",
            F(model.course_path),
            Func(
                F(field),
                Value(LINK),
                Value("g"),
                function="regexp_matches",
                output_field=ArrayField(TextField()),
            ),
        )
        for model in CONTENT
        for field in model.markdown_fields()
    ]
    yield from texts[0].union(*texts[1:], all=True)
