"""Random histories of a course and the people in it, for tests of what must hold in any."""

import random
import uuid
from collections.abc import Callable

from django.db.models import Q

from accounts.models import User
from courses.models import Course, Lesson, Module, SelfDiagnosis
from progress.models import Diagnosis, FormOnPage, LessonRead, LessonVisit, Rating
from quizzes.live_questions import asked
from quizzes.models import Attempt, Question
from quizzes.todays_review import TodaysReview
from tests.factories import (
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    choose,
    right,
    sheet_of,
)


def make_module(course: Course, lessons: int, questions: int) -> Module:
    module = ModuleFactory.create(course=course)
    LessonFactory.create_batch(lessons, module=module)
    if questions:
        quiz = QuizFactory.create(module=module)
        QuestionFactory.create_batch(questions, quiz=quiz)
    return module


def read(module: Module, learner: User) -> None:
    for lesson in module.lessons.all():
        LessonRead.objects.get_or_create(learner=learner, lesson=lesson, defaults={"revision": 1})


def finish(module: Module, learner: User) -> None:
    for question in Question.objects.live().filter(quiz=module.quiz):
        choose(learner, right(question))


class History:
    """What authors and one learner do to a course, in a random order."""

    def __init__(self, rng: random.Random, course: Course, learner: User) -> None:
        self.rng, self.course, self.learner = rng, course, learner

    def go(self, steps: int) -> None:
        self.make_modules()
        for _ in range(steps):
            self.rng.choice(self.deeds)()

    def make_modules(self) -> None:
        for _ in range(self.rng.randint(1, 3)):
            make_module(self.course, self.rng.randint(0, 2), self.rng.randint(0, 2))

    @property
    def deeds(self) -> list[Callable[[], None]]:
        return [*self.of_questions, *self.of_lessons, self.diagnose]

    @property
    def of_questions(self) -> list[Callable[[], None]]:
        """What learners and authors do with questions; the more often, the more often named."""
        return [
            *(self.begin, self.answer, self.answer, self.answer, self.finish, self.finish),
            *(self.practise, self.stop, self.review, self.review),
            *(self.add_question, self.add_draft, self.replace),
            *(self.retire, self.retire, self.revive),
            *(self.add_sibling, self.add_sibling, self.pair),
        ]

    @property
    def of_lessons(self) -> list[Callable[[], None]]:
        return [
            *(self.read, self.read, self.visit),
            *(self.add_lesson, self.take_lesson, self.move_lesson),
        ]

    def module(self) -> Module:
        return self.rng.choice(list(self.course.modules.all()))

    def lesson(self) -> Lesson | None:
        lessons = list(Lesson.objects.filter(module__course=self.course))
        return self.rng.choice(lessons) if lessons else None

    def question(self) -> Question | None:
        live = list(Question.objects.live().filter(quiz__module__course=self.course))
        return self.rng.choice(live) if live else None

    def asked(self) -> Question | None:
        """One that is asked, in the quiz or in review alone."""
        questions = list(Question.objects.asked().filter(quiz__module__course=self.course))
        return self.rng.choice(questions) if questions else None

    def read(self) -> None:
        read(self.module(), self.learner)

    def visit(self) -> None:
        if lesson := self.lesson():
            LessonVisit.objects.get_or_create(learner=self.learner, lesson=lesson)

    def begin(self) -> None:
        if question := self.question():
            # As versions of before left them; now an attempt comes with its first answer.
            Attempt.objects.get_or_create(quiz=question.quiz, learner=self.learner, number=1)

    def answer(self) -> None:
        if question := self.question():
            Attempt.objects.practise(question.quiz, self.learner)
            sheet = sheet_of(question.quiz, self.learner)
            item = sheet.item(question.pk)
            if item and item.is_open:
                left = [option.pk for option in item.options if not option.is_chosen]
                sheet.choose(question.pk, str(self.rng.choice([*left, right(question).pk])))

    def practise(self) -> None:
        if question := self.question():
            scope = self.rng.choice(Attempt.Scope.values)
            Attempt.objects.practise(question.quiz, self.learner, scope)

    def stop(self) -> None:
        Attempt.objects.filter(learner=self.learner).stop()

    def review(self) -> None:
        """Answer what is due, which added questions are at once, right or not."""
        review = TodaysReview.of(self.learner)
        if question := review.next_after():
            sheet = review.sheet_of(question)
            assert sheet is not None
            item = sheet.item(question)
            assert item is not None
            left = [option.pk for option in item.options if not option.is_chosen]
            sheet.choose(question, str(self.rng.choice(left)), attempt=item.attempt)

    def finish(self) -> None:
        module = self.module()
        if not hasattr(module, "quiz"):
            return
        mine = Attempt.objects.filter(quiz=module.quiz, learner=self.learner)
        for question in Question.objects.live().filter(quiz=module.quiz):
            if mine.filter(number=1).exclude(finished_at=None).exists():
                return
            choose(self.learner, right(question))

    def diagnose(self) -> None:
        pages = list(SelfDiagnosis.objects.filter(course=self.course))
        if pages:
            page = self.rng.choice(pages)
            ratings = [Rating(level=level, rating="not-yet") for level in page.levels.all()]
            Diagnosis.objects.take(
                self.learner, page, ratings, shared=False, form=FormOnPage(uuid.uuid4())
            )

    def end_of(self, module: Module) -> int:
        return 1 + max((lesson.position for lesson in module.lessons.all()), default=0)

    def add_lesson(self) -> None:
        module = self.module()
        LessonFactory.create(module=module, position=self.end_of(module))

    def take_lesson(self) -> None:
        if lesson := self.lesson():
            lesson.delete()

    def move_lesson(self) -> None:
        if lesson := self.lesson():
            lesson.module = self.module()
            lesson.position = self.end_of(lesson.module)
            lesson.save()

    def add_question(self) -> None:
        module = self.module()
        quiz = getattr(module, "quiz", None) or QuizFactory.create(module=module)
        QuestionFactory.create(quiz=quiz)

    def add_draft(self) -> None:
        module = self.module()
        if hasattr(module, "quiz"):
            QuestionFactory.create(quiz=module.quiz, is_draft=True)

    def add_sibling(self) -> None:
        if question := self.question():
            QuestionFactory.create(quiz=question.quiz, sibling_of=question)

    def pair(self) -> None:
        """Make a question that nobody has answered the sibling of another."""
        live = Question.objects.live().filter(quiz__module__course=self.course)
        unanswered = list(live.filter(answers=None, siblings=None))
        if unanswered:
            question = self.rng.choice(unanswered)
            others = list(live.filter(quiz=question.quiz).exclude(pk=question.pk))
            if others:
                question.sibling_of = self.rng.choice(others)
                question.save()

    def replace(self) -> None:
        if question := self.asked():
            copy = question.copy_to_replace()
            copy.slug = f"copy-{copy.pk}-x"  # No slug that the factory will make.
            copy.is_draft = False
            copy.save()

    def retire(self) -> None:
        if question := self.asked():
            question.retire()

    def revive(self) -> None:
        """Ask a retired question again, as a course file does that lists it anew."""
        retired = Question.objects.filter(quiz__module__course=self.course, is_draft=False)
        may_be_asked = Q(sibling_of=None) | asked("sibling_of__")
        if questions := list(retired.filter(may_be_asked).exclude(retired_at=None)):
            question = self.rng.choice(questions)
            question.retired_at = None
            question.save()
