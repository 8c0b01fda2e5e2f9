"""What is stored of a course, as the values of its files."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from authoring.coursefiles.folders import COURSE_FILE, WRITTEN_BY_DURE
from authoring.coursefiles.images import FOLDER
from authoring.coursefiles.parts import part_name
from authoring.coursefiles.schema import COURSE, MODULE, OPTION, QUESTION, Part
from authoring.coursefiles.writing import Values, file_texts
from courses.models import Course, Lesson, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.models.self_diagnosis import name_of_level
from quizzes.models import Question, Quiz

LONG_AGO = (1980, 1, 1, 0, 0, 0)


def course_files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; retired questions stand in none."""
    yield from _named(COURSE_FILE, file_texts(COURSE, _course(course)))
    for module in course.modules.order_by("position"):
        name = f"{module.position:02}-{module.slug}.yaml"
        yield from _named(name, file_texts(MODULE, _module(module)))
    for image in course.images.iterator(chunk_size=20):
        yield f"{FOLDER}/{image.name}.webp", bytes(image.content)


def _named(name: str, texts: Iterator[str]) -> Iterator[tuple[str, bytes]]:
    for number, text in enumerate(texts, 1):
        yield name if number == 1 else part_name(name, number), text.encode()


def zipped(course: Course) -> bytes:
    """The files in a folder of the course's name, as a .zip that `loaddata` takes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.comment = WRITTEN_BY_DURE
        for name, content in course_files(course):
            # Without the time of day, the same course is the same .zip.
            entry = zipfile.ZipInfo(f"{course.slug}/{name}", LONG_AGO)
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _block(row: ContentModel, part: Part, **others: Any) -> Values:
    """The values of a block: the row's fields, and what the others say of its other keys."""
    fields = part.fields().items()
    return {key: getattr(row, field) for field, key in fields if key not in others} | others


def _list(rows: Iterable[ContentModel], part: Part, key: str) -> list[Values]:
    """The blocks of a list that stands at a key of this part."""
    return [_block(row, part.part(key)) for row in rows]


def _course(course: Course) -> Values:
    # Hangul before Latin letters, as Korean glossaries stand.
    terms = sorted(course.glossary.all(), key=lambda term: (term.term[:1].isascii(), term.term))
    return _block(
        course,
        COURSE,
        images=_list(course.images.defer("content"), COURSE, "images"),
        glossary=_list(terms, COURSE, "glossary"),
    )


def _module(module: Module) -> Values:
    diagnosis = SelfDiagnosis.objects.filter(after=module).first()
    quiz = Quiz.objects.filter(module=module).first()
    return _block(
        module,
        MODULE,
        course=module.course.slug,
        lessons=_list(module.lessons.order_by("position"), MODULE, "lessons"),
        quiz=_quiz(quiz, module.course.language) if quiz else None,
        self_diagnosis=_self_diagnosis(diagnosis) if diagnosis else None,
    )


def _quiz(quiz: Quiz, language: str) -> Values:
    stored = quiz.questions.filter(retired_at=None).order_by("position", "pk")
    questions = [
        _question(question, language) for question in stored.select_related("lesson", "sibling_of")
    ]
    return _block(quiz, MODULE.part("quiz"), questions=questions)


def _question(question: Question, language: str) -> Values:
    options = question.options.order_by("position").select_related("lesson")
    return _block(
        question,
        QUESTION,
        sibling_of=_slug(question.sibling_of),
        lesson=_slug(question.lesson),
        level=name_of_level(question.level or 0, language),
        options=[_block(option, OPTION, lesson=_slug(option.lesson)) for option in options],
    )


def _slug(row: Lesson | Question | None) -> str:
    return row.slug if row else ""


def _self_diagnosis(diagnosis: SelfDiagnosis) -> Values:
    part = MODULE.part("self_diagnosis")
    return _block(diagnosis, part, levels=_list(diagnosis.levels.order_by("rank"), part, "levels"))
