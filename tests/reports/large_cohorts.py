"""Cohorts that anything may have happened to, with what reports tell of them."""

import datetime
import random
import uuid
from collections.abc import Sequence

from django.utils import timezone

from accounts.models import User
from cohorts.models import TargetDate
from courses.models import Cohort, Course, Module
from progress.models import Diagnosis, LessonRead, LessonVisit, Rating
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.factories import (
    CohortFactory,
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    SelfDiagnosisFactory,
    UserFactory,
    make_author,
)

RATINGS = ["on-my-own", "on-my-own", "on-my-own", "with-help", "not-yet"]


class LargeCohort:
    """A course, up to two earlier cohorts, and the one that is looked at.

    Times are whole minutes: what is counted in seconds may not hang on parts of one.
    """

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.now = timezone.localtime().replace(second=0, microsecond=0)
        self.course = self.make_course()
        self.before = [
            self.make_cohort(days_ago, self.rng.randint(0, 12))
            for days_ago in (400, 220)[: self.rng.randint(0, 2)]
        ]
        self.cohort = self.make_cohort(90, (36, 9, 42, 4)[seed % 4])
        self.repeat()
        self.plan()
        self.happen()

    def make_course(self) -> Course:
        course = CourseFactory.create()
        for _number in range(self.rng.randint(1, 3)):
            module = ModuleFactory.create(course=course)
            lessons = LessonFactory.create_batch(self.rng.randint(1, 3), module=module)
            if self.rng.random() < 0.9:
                asks = self.rng.random() < 0.5
                quiz = QuizFactory.create(module=module, asks_confidence=asks)
                for _question in range(self.rng.randint(1, 5)):
                    self.add_question(quiz, self.rng.choice([None, *lessons]))
            if self.rng.random() < 0.7:
                SelfDiagnosisFactory.create(after=module)
        return course

    def add_question(self, quiz: Quiz, lesson: object = None) -> Question:
        question = QuestionFactory.create(quiz=quiz, lesson=lesson)
        if lesson and self.rng.random() < 0.3:
            question.options.filter(slug="a").update(lesson=lesson)
        return question

    def make_cohort(self, days_ago: int, members: int) -> Cohort:
        """Its first half answers, then authors change the course, then the others answer."""
        start = self.now - datetime.timedelta(days=days_ago)
        ends_on = (start + datetime.timedelta(days=60)).date() if days_ago > 90 else None
        starts_on = start.date() if self.rng.random() < 0.8 else None
        cohort = CohortFactory.create(course=self.course, starts_on=starts_on, ends_on=ends_on)
        people = UserFactory.create_batch(members)
        half = self.rng.randint(0, members)
        for wave, days in ((people[:half], 5), (people[half:], 30)):
            for person in wave:
                self.enrol(cohort, person, start + datetime.timedelta(days=self.rng.randint(0, 3)))
                self.work(person, start + datetime.timedelta(days=days + self.rng.randint(0, 20)))
            self.change_course(start + datetime.timedelta(days=27))
        return cohort

    def enrol(self, cohort: Cohort, person: User, joined_at: datetime.datetime) -> None:
        enrolment = cohort.enrol(person)
        enrolment.joined_at = joined_at
        enrolment.department = self.rng.choice(["", "총무과", "재무과"])
        enrolment.save(update_fields=["joined_at", "department"])

    def change_course(self, at: datetime.datetime) -> None:
        """Retire a question, mostly for another one."""
        for quiz in Quiz.objects.filter(module__course=self.course):
            live = list(Question.objects.live().filter(quiz=quiz))
            if len(live) > 1 and self.rng.random() < 0.4:
                question = self.rng.choice(live)
                question.retired_at = min(at, self.now)
                question.save(update_fields=["retired_at"])
                if self.rng.random() < 0.7:
                    self.add_question(quiz)

    def work(self, person: User, at: datetime.datetime) -> None:
        ability = self.rng.gauss(0, 1)
        for module in self.course.modules.order_by("position"):
            if self.rng.random() < 0.05:
                return
            at = min(at + datetime.timedelta(minutes=self.rng.randint(5, 9000)), self.now)
            self.read(person, module, at)
            if hasattr(module, "quiz") and self.rng.random() < 0.97:
                self.answer(person, module.quiz, at, ability)
            if hasattr(module, "self_diagnosis"):
                for times in range(self.rng.choice([0, 1, 1, 2, 3])):
                    self.diagnose(person, module, at + datetime.timedelta(hours=times))

    def read(self, person: User, module: Module, at: datetime.datetime) -> None:
        for lesson in module.lessons.all():
            if self.rng.random() < 0.9 and not lesson.reads.filter(learner=person).exists():
                LessonRead.objects.create(learner=person, lesson=lesson, read_at=at)
            if self.rng.random() < 0.5:
                LessonVisit.objects.update_or_create(
                    learner=person, lesson=lesson, defaults={"visited_at": at}
                )

    def answer(self, person: User, quiz: Quiz, at: datetime.datetime, ability: float) -> None:
        """In the attempt of record, or in a practice once it is finished."""
        latest = Attempt.objects.filter(quiz=quiz, learner=person).order_by("number").last()
        if latest is not None and not latest.is_over:
            return
        number = latest.number + 1 if latest else 1
        live = list(Question.objects.live().filter(quiz=quiz).prefetch_related("options"))
        attempt = Attempt.objects.create(quiz=quiz, learner=person, number=number, started_at=at)
        answers = []
        for question in live[: self.rng.choice([len(live)] * 9 + [1])]:
            for ordinal, option in enumerate(self.choices(question, ability), 1):
                at += datetime.timedelta(minutes=1)
                answers.append(self.make_answer(attempt, option, ordinal, min(at, self.now)))
        Answer.objects.bulk_create(answers)

    def choices(self, question: Question, ability: float) -> Sequence[Option]:
        options = list(question.options.all())
        right = next(option for option in options if option.is_correct)
        wrong = [option for option in options if not option.is_correct]
        hard = random.Random(question.pk).uniform(-1.5, 1)
        if self.rng.random() < 1 / (1 + 2.7 ** (hard - ability)):
            return [right]
        order = self.rng.sample(wrong, self.rng.randint(1, len(wrong)))
        first = min(order, key=lambda option: option.position)
        order = [first, *(option for option in order if option != first)]
        return order if self.rng.random() < 0.05 else [*order, right]

    def make_answer(
        self, attempt: Attempt, option: Option, ordinal: int, at: datetime.datetime
    ) -> Answer:
        asks = attempt.quiz.asks_confidence and ordinal == 1
        return Answer(
            attempt=attempt,
            question_id=option.question_id,
            option=option,
            ordinal=ordinal,
            is_correct=option.is_correct,
            confidence=self.rng.choice(["sure", "sure", "half", "guess"]) if asks else "",
            answered_at=at,
        )

    def diagnose(self, person: User, module: Module, at: datetime.datetime) -> None:
        diagnosis = Diagnosis.objects.create(
            self_diagnosis=module.self_diagnosis,
            learner=person,
            taken_at=min(at, self.now),
            submission=uuid.UUID(int=self.rng.getrandbits(128)),
        )
        Rating.objects.bulk_create(
            Rating(
                diagnosis=diagnosis, level=level, rating=self.rng.choice(RATINGS), evidence="근거"
            )
            for level in module.self_diagnosis.levels.all()
        )

    def repeat(self) -> None:
        """Some of earlier cohorts are in this one too, and go on with the course."""
        for cohort in self.before:
            for enrolment in list(cohort.enrolments.all())[:3]:
                if self.rng.random() < 0.6:
                    joined_at = self.now - datetime.timedelta(days=self.rng.randint(60, 100))
                    self.enrol(self.cohort, enrolment.learner, joined_at)
                    self.work(enrolment.learner, joined_at + datetime.timedelta(days=2))

    def plan(self) -> None:
        """Of most modules, in most cohorts."""
        for module in self.course.modules.all():
            if self.rng.random() < 0.6:
                day = self.now.date() - datetime.timedelta(days=self.rng.randint(-20, 60))
                TargetDate.objects.create(cohort=self.cohort, module=module, day=day)

    def happen(self) -> None:
        """One leaves, one is erased; an author and a facilitator answer too."""
        enrolments = list(self.cohort.enrolments.order_by("pk"))
        if self.rng.random() < 0.6:
            enrolments[0].left_at = self.now
            enrolments[0].save(update_fields=["left_at"])
        if self.rng.random() < 0.6:
            enrolments[1].learner.anonymise()
        author, leader = make_author(), UserFactory.create()
        self.cohort.facilitators.add(leader)
        for person in (author, leader):
            self.enrol(self.cohort, person, self.now - datetime.timedelta(days=50))
            self.work(person, self.now - datetime.timedelta(days=40))
