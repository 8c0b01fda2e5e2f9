"""Cohorts of one course with people who repeat, move, leave, lead and write, and what they all did
at random moments: for tests of who is counted, and since when."""

import datetime
import random
from collections.abc import Callable

from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Course, Enrolment, Lesson
from progress.models import Diagnosis, LessonRead, LessonVisit, Rating
from quizzes.models import Attempt, Option, Question
from tests.factories import (
    CohortFactory,
    CourseFactory,
    QuestionFactory,
    SelfDiagnosisFactory,
    UserFactory,
)
from tests.histories import make_module

DAYS = 50


class RandomCohorts:
    """The whole of it is made at once; `course`, `cohorts` and `learners` are what came of it."""

    def __init__(self, seed: int, learners: int = 8, deeds: int = 160) -> None:
        self.rng = random.Random(seed)
        self.now = timezone.now()
        self.course: Course = CourseFactory.create()
        for lessons, questions in ((1, 3), (2, 2), (0, 1), (1, 0)):
            module = make_module(self.course, lessons, questions)
        for question in Question.objects.filter(quiz__module__course=self.course):
            if self.rng.random() < 0.5:
                QuestionFactory.create(quiz=question.quiz, sibling_of=question)
        SelfDiagnosisFactory.create(after=module)
        self.cohorts = [self._cohort() for _ in range(3)]
        self.learners = UserFactory.create_batch(learners)
        for learner in self.learners:
            self._enrol(learner)
        # Some do much, some hardly anything.
        zeal = [self.rng.choice([1, 1, 1, 0.05]) for _ in self.learners]
        for at in sorted(self._moment() for _ in range(deeds)):
            (learner,) = self.rng.choices(self.learners, zeal)
            self.rng.choice(self._deeds)(learner, at)
        self._give_roles()

    def _moment(self) -> datetime.datetime:
        return self.now - datetime.timedelta(days=self.rng.uniform(0, DAYS))

    def _cohort(self) -> Cohort:
        """Some have no start, some have ended, and some have not begun."""
        today = timezone.localdate()
        starts_on = today - datetime.timedelta(days=self.rng.randint(-3, DAYS))
        ends_on = starts_on + datetime.timedelta(days=self.rng.randint(5, DAYS))
        return CohortFactory.create(
            course=self.course,
            starts_on=self.rng.choice([None, starts_on]),
            ends_on=self.rng.choice([None, None, ends_on]),
        )

    def _enrol(self, learner: User) -> None:
        """In one cohort or more; who leaves one may have moved to another."""
        for cohort in self.rng.sample(self.cohorts, self.rng.choice([1, 1, 2, 3])):
            joined_at = self._moment()
            left_at = joined_at + datetime.timedelta(days=self.rng.uniform(1, 20))
            has_left = self.rng.random() < 0.2 and left_at < self.now
            Enrolment.objects.create(
                cohort=cohort,
                learner=learner,
                joined_at=joined_at,
                left_at=left_at if has_left else None,
            )

    def _give_roles(self) -> None:
        """At last: what somebody did as a member stays, whatever they are now."""
        author, facilitator, erased = self.learners[:3]
        if self.rng.random() < 0.5:
            User.objects.filter(pk=author.pk).update(is_staff=True)
            author.groups.add(Group.objects.get(name="Authors"))
        if self.rng.random() < 0.5:
            self.rng.choice(self.cohorts).facilitators.add(facilitator)
        if self.rng.random() < 0.5:
            erased.anonymise()

    @property
    def _deeds(self) -> list[Callable[[User, datetime.datetime], None]]:
        often = [*[self.answer] * 24, *[self.read] * 8]
        return [*often, *[self.visit, self.diagnose, self.replace, self.review] * 2, self.do_all]

    def do_all(self, learner: User, at: datetime.datetime) -> None:
        """Read and answer all that is left."""
        for lesson in self._lessons():
            defaults = {"read_at": at, "revision": 1}
            LessonRead.objects.get_or_create(learner=learner, lesson=lesson, defaults=defaults)
        for question in Question.objects.live().filter(quiz__module__course=self.course):
            attempt = self._attempt(learner, question, at)
            if not attempt.answers.filter(question=question, is_correct=True).exists():
                self._choose(attempt, question, question.options.get(is_correct=True), at)

    def answer(self, learner: User, at: datetime.datetime) -> None:
        live = list(Question.objects.live().filter(quiz__module__course=self.course))
        question = self.rng.choice(live)
        attempt = self._attempt(learner, question, at)
        given = list(attempt.answers.filter(question=question).order_by("ordinal"))
        if any(answer.is_correct for answer in given):
            return
        chosen = {answer.option_id for answer in given}
        left = [option for option in question.options.all() if option.pk not in chosen]
        right = [option for option in left if option.is_correct]
        self._choose(attempt, question, self.rng.choice([*left, *right * 3]), at)

    def review(self, learner: User, at: datetime.datetime) -> None:
        """Answer a sibling, at last right, where nothing else is under way."""
        siblings = Question.objects.asked().exclude(sibling_of=None)
        of_course = list(siblings.filter(quiz__module__course=self.course))
        if not of_course:
            return
        sibling = self.rng.choice(of_course)
        attempts = Attempt.objects.filter(quiz=sibling.quiz, learner=learner)
        number = attempts.count() + 1
        if number == 1 or attempts.filter(finished_at=None).exists():
            return
        attempt = attempts.create(
            quiz=sibling.quiz, learner=learner, number=number, scope="due", started_at=at
        )
        attempt.asked_questions.create(question=sibling)
        wrong = sibling.options.filter(is_correct=False)[: self.rng.randint(0, 2)]
        for option in (*wrong, sibling.options.get(is_correct=True)):
            self._choose(attempt, sibling, option, at)

    def _choose(
        self, attempt: Attempt, question: Question, option: Option, at: datetime.datetime
    ) -> None:
        ordinal = attempt.answers.filter(question=question).count() + 1
        is_correct = option.is_correct
        attempt.answers.create(
            question=question,
            option=option,
            ordinal=ordinal,
            is_correct=is_correct,
            answered_at=at,
        )

    def _attempt(self, learner: User, question: Question, at: datetime.datetime) -> Attempt:
        """The one under way, else the next: of record first, then practices."""
        attempts = Attempt.objects.filter(quiz=question.quiz, learner=learner)
        under_way = attempts.filter(finished_at=None).first()
        return under_way or Attempt.objects.create(
            quiz=question.quiz, learner=learner, number=attempts.count() + 1, started_at=at
        )

    def read(self, learner: User, at: datetime.datetime) -> None:
        lesson = self.rng.choice([*self._lessons()])
        defaults = {"read_at": at, "revision": 1}
        LessonRead.objects.get_or_create(learner=learner, lesson=lesson, defaults=defaults)
        self.visit(learner, at)

    def visit(self, learner: User, at: datetime.datetime) -> None:
        lesson = self.rng.choice([*self._lessons()])
        defaults = {"visited_at": at}
        LessonVisit.objects.update_or_create(learner=learner, lesson=lesson, defaults=defaults)

    def _lessons(self) -> list[Lesson]:
        return [lesson for module in self.course.modules.all() for lesson in module.lessons.all()]

    def diagnose(self, learner: User, at: datetime.datetime) -> None:
        page = self.course.self_diagnoses.get()
        diagnosis = Diagnosis.objects.create(learner=learner, self_diagnosis=page, taken_at=at)
        reached = self.rng.randint(0, 6)
        for level in page.levels.all():
            is_reached = level.rank <= reached
            Rating.objects.create(
                diagnosis=diagnosis,
                level=level,
                rating="on-my-own" if is_reached else "not-yet",
                evidence="글" if is_reached else "",
            )

    def replace(self, _learner: User, at: datetime.datetime) -> None:
        """Retire a question and ask another in its place."""
        question = self.rng.choice(
            list(Question.objects.live().filter(quiz__module__course=self.course))
        )
        QuestionFactory.create(quiz=question.quiz, position=question.position)
        Question.objects.filter(pk=question.pk).update(retired_at=at)
