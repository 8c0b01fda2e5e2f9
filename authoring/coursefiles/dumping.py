"""What is stored of a course, as the values of its files."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps

from authoring.coursefiles import schema
from authoring.coursefiles.folders import COURSE_FILE
from authoring.coursefiles.images import FOLDER
from authoring.coursefiles.writing import file_text
from courses.models import Course, Module

LONG_AGO = (1980, 1, 1, 0, 0, 0)


def course_files(course: Course) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; retired questions stand in none."""
    yield COURSE_FILE, file_text(schema.COURSE, _course(course)).encode()
    for module in course.modules.order_by("position"):
        name = f"{module.position:02}-{module.slug}.yaml"
        yield name, file_text(schema.MODULE, _module(module)).encode()
    for image in course.images.iterator(chunk_size=20):
        yield f"{FOLDER}/{image.name}.webp", bytes(image.content)


def zipped(course: Course) -> bytes:
    """The files in a folder of the course's name, as a .zip that `loaddata` takes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in course_files(course):
            # Without the time of day, the same course is the same .zip.
            entry = zipfile.ZipInfo(f"{course.slug}/{name}", LONG_AGO)
            package.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _values(row: Any, keys: Iterable[str], **others: Any) -> dict[str, Any]:
    return {key: getattr(row, key) for key in keys} | others


def _course(course: Course) -> dict[str, Any]:
    # Hangul before Latin letters, as Korean glossaries stand.
    terms = sorted(course.glossary.all(), key=lambda one: (one.term[:1].isascii(), one.term))
    return _values(
        course,
        ("title", "summary", "language", "is_published"),
        course=course.slug,
        images=[_values(image, ("name", "alt")) for image in course.images.defer("content")],
        glossary=[_values(term, ("term", "definition")) for term in terms],
    )


def _module(module: Module) -> dict[str, Any]:
    diagnosis = getattr(module, "self_diagnosis", None)
    quiz = apps.get_model("quizzes", "Quiz").objects.filter(module=module).first()
    keys = ("position", "label", "title", "kind", "is_published", "as_of", "review_after", "lead")
    return _values(
        module,
        keys,
        course=module.course.slug,
        module=module.slug,
        lessons=[
            _values(lesson, ("slug", "title", "body"))
            for lesson in module.lessons.order_by("position")
        ],
        quiz=_quiz(quiz) if quiz else None,
        self_diagnosis=_self_diagnosis(diagnosis) if diagnosis else None,
    )


def _quiz(quiz: Any) -> dict[str, Any]:
    questions = quiz.questions.filter(retired_at=None).order_by("position", "pk")
    return _values(
        quiz,
        ("title", "intro", "asks_confidence"),
        questions=[_question(question) for question in questions.select_related("lesson")],
    )


def _question(question: Any) -> dict[str, Any]:
    return _values(
        question,
        ("slug", "tags", "stem"),
        draft=question.is_draft,
        lesson=question.lesson.slug if question.lesson else "",
        options=[
            _values(
                option,
                ("slug", "text", "explanation"),
                correct=option.is_correct,
                lesson=option.lesson.slug if option.lesson else "",
            )
            for option in question.options.order_by("position").select_related("lesson")
        ],
    )


def _self_diagnosis(diagnosis: Any) -> dict[str, Any]:
    return _values(
        diagnosis,
        ("slug", "title", "intro"),
        levels=[
            _values(level, ("name", "can_do", "question", "read_next"))
            for level in diagnosis.levels.order_by("rank")
        ],
    )
