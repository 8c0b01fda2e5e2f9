"""A course as its learners' pages know it: its outline, sections by title, and questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.course_content import CourseContent, read_course
from courses.kept import Shelf
from courses.models import Lesson, Level
from quizzes.models import Question, Quiz
from quizzes.siblings import Siblings


@dataclass(frozen=True)
class KeptCourse:
    """`lessons`, `questions` (those that are or were asked), `live` (the keys of those that are)
    `siblings` and `quizzes` are by module, in order; `levels` are the names by self-diagnosis and
    rank."""

    content: CourseContent
    lessons: Mapping[int, Sequence[Lesson]]
    questions: Mapping[int, Mapping[int, Question]]
    live: Mapping[int, Sequence[int]]
    siblings: Mapping[int, Siblings]
    levels: Mapping[tuple[int, int], str]
    quizzes: Mapping[int, int]


def _read(slug: str) -> KeptCourse | None:
    content = read_course(slug)
    if content is None:
        return None
    course = content.course
    lessons: dict[int, list[Lesson]] = {}
    for lesson in (
        Lesson.objects.filter(module__course=course)
        .with_length()
        .defer(*Lesson.long_columns())
        .order_by("module", "position")
    ):
        lessons.setdefault(lesson.module_id, []).append(lesson)
    questions: dict[int, dict[int, Question]] = {}
    for question in (
        Question.objects.filter(quiz__module__course=course, is_draft=False)
        .select_related("quiz")
        .only("quiz__module_id", "position", "stem_html", "retired_at", "is_draft", "sibling_of")
        .order_by("position", "pk")
    ):
        questions.setdefault(question.quiz.module_id, {})[question.pk] = question
    live = {
        module: [pk for pk, question in of_module.items() if question.is_live]
        for module, of_module in questions.items()
    }
    siblings = {module: Siblings.among(each.values()) for module, each in questions.items()}
    levels = Level.objects.filter(self_diagnosis__after__course=course)
    names = {
        (page, rank): name
        for page, rank, name in levels.values_list("self_diagnosis", "rank", "name")
    }
    quizzes = dict(Quiz.objects.filter(module__course=course).values_list("module", "pk"))
    return KeptCourse(content, lessons, questions, live, siblings, names, quizzes)


KEPT_COURSES: Shelf[KeptCourse] = Shelf(_read)
