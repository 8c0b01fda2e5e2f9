"""From a course file to records: the rows that it asks for, by natural key."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import gettext as _

from authoring.coursefiles import schema
from authoring.coursefiles.schema import Block, Reader
from authoring.coursefiles.yaml_lines import Mapping, Node
from courses.models import Course, GlossaryTerm, Image, Lesson, Level, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.models.self_diagnosis import reason_against_levels
from quizzes.key import reasons_against_key
from quizzes.models import Option, Question, Quiz
from texts import Fault

Key = tuple[Any, ...]
Model = type[ContentModel]


@dataclass(frozen=True)
class Record:
    """One row to load: its model, natural key and fields, and the block it was written in.

    `links` has the natural keys of the rows that it refers to, None where it may refer to none.
    """

    model: Model
    key: Key
    fields: dict[str, Any]
    links: dict[str, Key | None]
    block: Block

    @property
    def name(self) -> tuple[Model, Key]:
        """What tells the row from all others."""
        return self.model, self.key

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def linked(self, field: str) -> tuple[Model, Key] | None:
        """The `name` of the row that this one refers to."""
        key = self.links[field]
        model = self.model._meta.get_field(field).related_model
        return None if key is None else (cast("Model", model), key)

    def line_of(self, field: str, line: int = 0) -> int:
        """The line of the file where a field, or a line of its text, stands."""
        key = self._key_of(field)
        if key in self.block.scalars:
            return self.block.scalars[key].line_of(line)
        return self.block.lines.get(key, self.block.line)

    def path_of(self, field: str) -> str:
        key = self._key_of(field)
        if key not in self.block.lines:
            return self.block.path
        return f"{self.block.path}.{key}" if self.block.path else key

    def fault(self, file: str, field: str, message: str, line: int = 0) -> Fault:
        """A fault of a field, or of a line of its text."""
        at, path = self.line_of(field, line), self.path_of(field)
        return Fault(file=self.block.file or file, line=at, place=path, message=message)

    def _key_of(self, field: str) -> str:
        return self.block.part.fields().get(field, field)


def records(tree: Node, reader: Reader) -> list[Record]:
    """The rows of a course or module file; faults go to the reader.

    Where there are faults, the rows hold what could be read: enough to look for more.
    """
    is_module = isinstance(tree, Mapping) and "module" in tree.values
    block = reader.read(tree, schema.MODULE if is_module else schema.COURSE)
    if not block.values:
        return []
    if not is_module:
        return list(_course(block))
    rows = list(_module(block))
    _check_references(block, reader)
    return rows


def _record(
    model: Model, block: Block, key: Key, links: dict[str, Key | None] | None = None, **others: Any
) -> Record:
    """The row that a block makes; `others` are fields that the block has no key for."""
    links = links or {}
    keys = block.part.fields().items()
    fields = {field: block.values[key] for field, key in keys if field not in links}
    return Record(model, key, fields | others, links, block)


def _course(block: Block) -> Iterator[Record]:
    course = (block.values["course"],)
    yield _record(Course, block, course)
    for image in block.parts["images"]:
        yield _record(Image, image, (*course, image.values["name"]), {"course": course})
    for term in block.parts["glossary"]:
        yield _record(GlossaryTerm, term, (*course, term.values["term"]), {"course": course})


def _module(block: Block) -> Iterator[Record]:
    course = (block.values["course"],)
    module = (*course, block.values["module"])
    yield _record(Module, block, module, {"course": course})
    for position, lesson in enumerate(block.parts["lessons"], 1):
        key: Key = (*module, lesson.values["slug"])
        yield _record(Lesson, lesson, key, {"module": module}, position=position)
    for quiz in block.parts["quiz"]:
        yield _record(Quiz, quiz, module, {"module": module})
        questions = enumerate(quiz.parts["questions"], 1)
        # Each sibling after what it is one of, wherever it stands.
        for position, question in sorted(questions, key=lambda each: _is_sibling(each[1])):
            yield from _question(question, position, module)
    for diagnosis in block.parts["self_diagnosis"]:
        key = (*course, diagnosis.values["slug"])
        yield _record(SelfDiagnosis, diagnosis, key, {"course": course, "after": module})
        for rank, level in enumerate(diagnosis.parts["levels"], 1):
            yield _record(Level, level, (*key, rank), {"self_diagnosis": key}, rank=rank)


def _question(block: Block, position: int, module: Key) -> Iterator[Record]:
    key = (*module, block.values["slug"])
    first = (*module, block.values["sibling_of"]) if _is_sibling(block) else None
    links: dict[str, Key | None] = {
        "quiz": module,
        "lesson": _lesson(block, module),
        "sibling_of": first,
    }
    tags = list(block.values["tags"])
    yield _record(Question, block, key, links, position=position, tags=tags, retired_at=None)
    for number, option in enumerate(block.parts["options"], 1):
        links = {"question": key, "lesson": _lesson(option, module)}
        yield _record(Option, option, (*key, option.values["slug"]), links, position=number)


def _is_sibling(question: Block) -> bool:
    return bool(question.values["sibling_of"])


def _lesson(block: Block, module: Key) -> Key | None:
    return (*module, block.values["lesson"]) if block.values["lesson"] else None


def _check_references(module: Block, reader: Reader) -> None:
    """What one file shows by itself: what is missing, sections named, right options, levels."""
    lessons = {lesson.values["slug"] for lesson in module.parts["lessons"]}
    if module.values["is_published"]:
        _check_not_empty(module, "lessons", reader)
    for quiz in module.parts["quiz"]:
        if module.values["is_published"]:
            _check_not_empty(quiz, "questions", reader)
        for question in quiz.parts["questions"]:
            options = question.parts["options"]
            for block in (question, *options):
                slug = block.values["lesson"]
                if slug and slug not in lessons:
                    reason = _("This module has no lesson `%(slug)s`.") % {"slug": slug}
                    path = f"{block.path}.lesson"
                    reader.fault(block.lines["lesson"], path, reason, block.file)
            _check_sibling(question, quiz.parts["questions"], reader)
            if not question.values["draft"]:
                _check_options(question, options, reader)
    for diagnosis in module.parts["self_diagnosis"]:
        reason = reason_against_levels(range(1, len(diagnosis.parts["levels"]) + 1))
        path = f"{diagnosis.path}.levels"
        if reason and not _is_at_fault(path, reader):
            reader.fault(diagnosis.lines["levels"], path, reason)


def _check_not_empty(block: Block, key: str, reader: Reader) -> None:
    path = f"{block.path}.{key}" if block.path else key
    if not block.parts[key] and not _is_at_fault(path, reader):
        reader.fault(block.lines[key], path, str(schema.MISSING), block.file)


def _check_sibling(question: Block, questions: list[Block], reader: Reader) -> None:
    slug = question.values["sibling_of"]
    first = next((block for block in questions if block.values["slug"] == slug), None)
    reason = ""
    if not slug:
        return
    if first is None:
        reason = _("This quiz has no question `%(slug)s`.")
    elif first is question:
        reason = _("A question is no sibling of itself.")
    elif _is_sibling(first):
        reason = _("`%(slug)s` is a sibling itself: name the question that it is a sibling of.")
    elif first.values["draft"] and not question.values["draft"]:
        reason = _("`%(slug)s` is a draft, which is not asked: so is its sibling.")
    if reason:
        line, path = question.lines["sibling_of"], f"{question.path}.sibling_of"
        reader.fault(line, path, reason % {"slug": slug}, question.file)


def _check_options(question: Block, options: list[Block], reader: Reader) -> None:
    path, line = f"{question.path}.options", question.lines["options"]
    _check_not_empty(question, "options", reader)
    for option in options:
        if not option.values["explanation"].strip():
            where = option.lines["explanation"]
            path_of = f"{option.path}.explanation"
            reader.fault(where, path_of, str(schema.MISSING), option.file)
    if _is_at_fault(path, reader):
        return
    right = [option for option in options if option.values["correct"]]
    for reason in reasons_against_key([option.values["correct"] for option in options]):
        at = right[1].lines["correct"] if len(right) > 1 else line
        reader.fault(at, path, reason, question.file)


def _is_at_fault(path: str, reader: Reader) -> bool:
    """Whether something under this path could not be read, so that counting it says nothing."""
    return any(fault.place.startswith(path) for fault in reader.faults)
