"""Stems and options of blocks are written to course files, and loaded as they were."""

import tempfile
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from authoring.coursefiles.dumping import zipped
from authoring.rendering import render_course
from courses.models import Course
from tests.authoring.coursefiles.test_dumping import read, stored, written
from tests.factories import ImageFactory, QuestionFactory, make_quiz
from tests.tables import examples
from tests.texts.stems import IMAGE, STEMS

pytestmark = pytest.mark.django_db


def course_of(questions: list[list[str]]) -> Course:
    quiz = make_quiz(questions=0)
    course = quiz.module.course
    ImageFactory.create(course=course, name=IMAGE)
    for stem, *others in questions:
        question = QuestionFactory.create(quiz=quiz, stem=stem)
        for option, text in zip(question.options.all(), others, strict=False):
            option.text = option.explanation = text
            option.save()
    list(render_course(course))
    return course


@pytest.mark.full
@examples(10)
@given(st.lists(st.lists(STEMS, min_size=4, max_size=4), min_size=1, max_size=3))
def test_stems_of_blocks_come_back_as_they_were(questions: list[list[str]]) -> None:
    Course.objects.all().delete()
    course = course_of(questions)
    before = stored()
    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory) / course.slug
        files = written(folder, course.slug)
        package = Path(directory) / f"{course.slug}.zip"
        package.write_bytes(zipped(course))
        assert files == read(folder)
        for source in (folder, package):
            call_command("loaddata", str(source), verbosity=0)
            assert stored() == before
        Course.objects.all().delete()
        call_command("loaddata", str(package), verbosity=0)
        assert dict(written(folder, course.slug)) == files
