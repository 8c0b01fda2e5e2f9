"""From a course file to records in the shape of Django's own fixtures, with natural keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from authoring.coursefiles import schema
from authoring.coursefiles.schema import Block, Reader
from authoring.coursefiles.yaml_lines import Mapping, Node

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Record:
    """One row to load: its model, natural key and fields, and the block it was written in."""

    model: str
    key: Key
    fields: dict[str, Any]
    block: Block
    # Where a model's field is written under another key, such as `is_correct` as `correct`.
    written_as: dict[str, str]

    def line_of(self, field: str, offset: int | None = None) -> int:
        line = self.block.lines.get(self.written_as.get(field, field), self.block.line)
        return line + (offset or 0)

    def path_of(self, field: str) -> str:
        key = self.written_as.get(field, field)
        if key not in self.block.lines:
            return self.block.path
        return f"{self.block.path}.{key}" if self.block.path else key


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
    found = list(_module(block))
    _check_references(block, reader)
    return found


def _record(
    model: str, block: Block, key: Key, links: dict[str, Any] | None = None, **written_as: str
) -> Record:
    values = {
        name: value for name, value in block.values.items() if name not in written_as.values()
    }
    values |= {name: block.values[key_] for name, key_ in written_as.items()}
    return Record(model, key, values | (links or {}), block, written_as)


def _course(block: Block) -> Iterator[Record]:
    course = (block.values["course"],)
    yield _record("courses.course", block, course, slug="course")
    for image in block.parts["images"]:
        key = (*course, image.values["name"])
        yield _record("courses.image", image, key, {"course": list(course)})
    for term in block.parts["glossary"]:
        key = (*course, term.values["term"])
        yield _record("courses.glossaryterm", term, key, {"course": list(course)})


def _module(block: Block) -> Iterator[Record]:
    course = (block.values["course"],)
    module = (*course, block.values["module"])
    yield _record("courses.module", block, module, {"course": list(course)}, slug="module")
    for position, lesson in enumerate(block.parts["lessons"], 1):
        links = {"module": list(module), "position": position}
        yield _record("courses.lesson", lesson, (*module, lesson.values["slug"]), links)
    for quiz in block.parts["quiz"]:
        yield _record("quizzes.quiz", quiz, module, {"module": list(module)})
        for position, question in enumerate(quiz.parts["questions"], 1):
            yield from _question(question, position, module)
    for diagnosis in block.parts["self_diagnosis"]:
        key = (*course, diagnosis.values["slug"])
        links = {"course": list(course), "after": list(module)}
        yield _record("courses.selfdiagnosis", diagnosis, key, links)
        for rank, level in enumerate(diagnosis.parts["levels"], 1):
            links = {"self_diagnosis": list(key), "rank": rank}
            yield _record("courses.level", level, (*key, rank), links)


def _question(block: Block, position: int, module: Key) -> Iterator[Record]:
    key = (*module, block.values["slug"])
    links = {
        "quiz": list(module),
        "position": position,
        "lesson": _lesson(block, module),
        "tags": list(block.values["tags"]),
        "retired_at": None,
    }
    yield _record("quizzes.question", block, key, links, is_draft="draft")
    for number, option in enumerate(block.parts["options"], 1):
        links = {"question": list(key), "position": number, "lesson": _lesson(option, module)}
        yield _record(
            "quizzes.option", option, (*key, option.values["slug"]), links, is_correct="correct"
        )


def _lesson(block: Block, module: Key) -> list[Any] | None:
    return [*module, block.values["lesson"]] if block.values["lesson"] else None


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
                named = block.values["lesson"]
                if named and named not in lessons:
                    reason = _("This module has no lesson `%(slug)s`.") % {"slug": named}
                    reader.fault(block.lines["lesson"], f"{block.path}.lesson", reason)
            if not question.values["draft"]:
                _check_options(question, options, reader)
    for diagnosis in module.parts["self_diagnosis"]:
        count = len(diagnosis.parts["levels"])
        path = f"{diagnosis.path}.levels"
        if count != 6 and not _is_at_fault(path, reader):
            reason = _("A self-diagnosis has six levels; this one has %(count)d.")
            reader.fault(diagnosis.lines["levels"], path, reason % {"count": count})


def _check_not_empty(block: Block, key: str, reader: Reader) -> None:
    path = f"{block.path}.{key}" if block.path else key
    if not block.parts[key] and not _is_at_fault(path, reader):
        reader.fault(block.lines[key], path, str(schema.MISSING))


def _check_options(question: Block, options: list[Block], reader: Reader) -> None:
    path, line = f"{question.path}.options", question.lines["options"]
    _check_not_empty(question, "options", reader)
    for option in options:
        if not option.values["explanation"].strip():
            where = option.lines["explanation"]
            reader.fault(where, f"{option.path}.explanation", str(schema.MISSING))
    if _is_at_fault(path, reader):
        return
    if len(options) < 2:
        reader.fault(line, path, _("A question has at least two options."))
    right = [option for option in options if option.values["correct"]]
    if len(right) != 1:
        where = right[1].lines["correct"] if right else line
        reason = _("A question has exactly one right option; this one has %(count)d.")
        reader.fault(where, path, reason % {"count": len(right)})


def _is_at_fault(path: str, reader: Reader) -> bool:
    """Whether something under this path could not be read, so that counting it says nothing."""
    return any(fault.path.startswith(path) for fault in reader.faults)
