"""A module as its page shows it to everybody: kept by each process (courses/kept.py)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from courses.course_content import CourseContent, read_course
from courses.former_addresses import former_slugs
from courses.kept import Shelf
from courses.minutes import answering, in_words
from courses.models import GlossaryTerm, Lesson, Module
from courses.outline import Pager
from quizzes.live_questions import live
from quizzes.models import Quiz


@dataclass(frozen=True)
class KeptModule:
    """A module with its course, its sections in order, the terms that they use, its quiz, and how
    many questions that asks."""

    module: Module
    lessons: Sequence[Lesson]
    terms: Sequence[GlossaryTerm]
    quiz: int | None
    questions: int
    of_course: CourseContent

    @property
    def minutes_text(self) -> str:
        return in_words(self.module.minutes, answering(self.questions))

    def pager(self, *, with_drafts: bool) -> Pager:
        return self.of_course.outline(with_drafts=with_drafts).around(self.module)


def _read(course: str, slug: str) -> KeptModule | None:
    of_course = read_course(course)
    modules = Module.objects.filter(course__slug=course, slug=slug)
    module = modules.select_related("course").prefetch_related("lessons").first()
    if module is None or of_course is None:
        return None
    lessons = list(module.lessons.all())
    before = former_slugs(module, lessons)
    for lesson in lessons:
        lesson.former_slugs = before.get(lesson.pk, ())
    texts = [module.lead_html, *(lesson.body_html for lesson in lessons)]
    terms = list(GlossaryTerm.objects.used_in(*texts))
    asks = Count("questions", filter=live("questions__"))
    quizzes = Quiz.objects.filter(module=module).annotate(asks=asks)
    quiz, questions = quizzes.values_list("pk", "asks").first() or (None, 0)
    return KeptModule(module, lessons, terms, quiz, questions, of_course)


KEPT_MODULES: Shelf[KeptModule] = Shelf(_read)
