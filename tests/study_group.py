"""A study group in the midst of a course, as reports are looked at; made alike every time."""

import datetime
import random
from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from accounts.models import User
from courses.models import Cohort, Course, Lesson, Module, SelfDiagnosis
from progress.models import Diagnosis, LessonRead, LessonVisit, Rating
from quizzes.models import Answer, Attempt, Option, Question

FAMILY = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = [
    "가온 나래 다솜 라온 마루 보람 새롬 아람 자람 초롱",
    "한결 슬기 다온 누리 미르 바다 소담 예솔 은솔 찬솔",
]
EVIDENCE = "지난주 회의에서 우리 과 서버에 맞는 모델 크기를 셈해 보였습니다."


def names(count: int) -> list[str]:
    given = " ".join(GIVEN).split()
    return [FAMILY[at % len(FAMILY)] + given[(at * 7 + 3) % len(given)] for at in range(count)]


def make_study_group(
    course: Course,
    members: int = 24,
    *,
    slug: str = "spring",
    name: str = "2기",
    days_ago: int = 35,
    seed: int = 7,
) -> Cohort:
    """A cohort that began some days ago: the first member is done, the last has not begun."""
    rng = random.Random(seed)
    today = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    began = today - datetime.timedelta(days=days_ago)
    cohort = Cohort.objects.create(
        course=course, slug=slug, name=name, starts_on=began.date(), join_code=f"join-{slug}"
    )
    people = [
        User.objects.create(username=f"{slug}-{at:03}", name=full, password="!")
        for at, full in enumerate(names(members), 1)
    ]
    modules = list(course.modules.filter(is_published=True).order_by("position"))
    for at, person in enumerate(people):
        enrolment = cohort.enrol(person)
        enrolment.joined_at = began
        enrolment.save(update_fields=["joined_at"])
        reach = rng.triangular(0.6, len(modules), len(modules) * 0.7)
        reach = {0: len(modules), members - 1: 0}.get(at, reach)
        pace = days_ago / (reach + 0.5) * (0.45 if at % 6 == 5 else 0.9)
        _Learner(person, rng, ability=rng.gauss(0, 1)).go(modules, reach, began, pace)
    _analyse()
    return cohort


def _analyse() -> None:
    tables = connection.introspection.django_table_names(only_existing=True)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


class _Learner:
    def __init__(self, person: User, rng: random.Random, ability: float) -> None:
        self.person = person
        self.rng = rng
        self.ability = ability

    def go(
        self, modules: Sequence[Module], reach: float, began: datetime.datetime, pace: float
    ) -> None:
        """Work through the modules, `pace` days each; the last is left in its midst."""
        for at, module in enumerate(modules):
            if reach <= at:
                return
            when = began + datetime.timedelta(days=pace * (at + 0.4), hours=self.rng.uniform(0, 9))
            self.read(module, min(1.0, reach - at), when)
            if reach - at > 0.6:
                self.answer(module, 1.0 if reach - at >= 1 else 0.6, when)
                self.diagnose(module, when)

    def read(self, module: Module, share: float, when: datetime.datetime) -> None:
        lessons = list(module.lessons.order_by("position"))
        read = lessons[: max(1, round(len(lessons) * share))]
        minutes = [when + datetime.timedelta(minutes=6 * at) for at in range(len(read))]
        pairs: list[tuple[Lesson, datetime.datetime]] = list(zip(read, minutes, strict=True))
        LessonRead.objects.bulk_create(
            LessonRead(learner=self.person, lesson=lesson, read_at=at) for lesson, at in pairs
        )
        LessonVisit.objects.bulk_create(
            LessonVisit(learner=self.person, lesson=lesson, visited_at=at) for lesson, at in pairs
        )

    def answer(self, module: Module, share: float, when: datetime.datetime) -> None:
        questions = list(
            Question.objects.live()
            .filter(quiz__module=module)
            .select_related("quiz__module")
            .prefetch_related("options")
        )
        asked = questions[: max(1, round(len(questions) * share))]
        attempt = Attempt.objects.create(
            quiz=module.quiz, learner=self.person, started_at=when + datetime.timedelta(hours=1)
        )
        moment = when + datetime.timedelta(hours=1)
        for question in asked:
            for ordinal, option in enumerate(self.choose(question), 1):
                moment += datetime.timedelta(seconds=self.rng.randint(20, 90))
                Answer.objects.create(
                    attempt=attempt,
                    question=question,
                    option=option,
                    ordinal=ordinal,
                    is_correct=option.is_correct,
                    confidence=self.confidence(question) if ordinal == 1 else "",
                    answered_at=moment,
                )

    def choose(self, question: Question) -> list[Option]:
        """Options in the order chosen; the first distractor draws more than the others."""
        options = list(question.options.all())
        right = next(option for option in options if option.is_correct)
        place = f"{question.quiz.module.position}-{question.position}"
        hard = random.Random(place).uniform(-1.3, 1.1)
        if self.rng.random() < 1 / (1 + 2.7 ** (hard - self.ability)):
            return [right]
        wrong = [option for option in options if not option.is_correct]
        first = wrong[0] if self.rng.random() < 0.65 else self.rng.choice(wrong)
        return [first, right]

    def confidence(self, question: Question) -> str:
        return self.rng.choice(["sure", "half", "guess"]) if question.quiz.asks_confidence else ""

    def diagnose(self, module: Module, when: datetime.datetime) -> None:
        page = SelfDiagnosis.objects.filter(after=module).first()
        if page is None:
            return
        reached = max(0, min(6, round(3 + self.ability + self.rng.gauss(0, 1))))
        for lower, days in ((1, 0), (0, 2)) if self.rng.random() < 0.4 else ((0, 0),):
            diagnosis = Diagnosis.objects.create(
                self_diagnosis=page,
                learner=self.person,
                taken_at=when + datetime.timedelta(days=days, hours=2),
                shared=self.rng.random() < 0.5,
            )
            Rating.objects.bulk_create(
                Rating(
                    diagnosis=diagnosis,
                    level=level,
                    rating="on-my-own"
                    if level.rank <= reached - lower
                    else self.rng.choice(["with-help", "not-yet"]),
                    evidence=EVIDENCE if level.rank <= reached - lower else "",
                )
                for level in page.levels.all()
            )


def make_study_groups() -> None:
    """On the served site: two cohorts of the demo course, led by the demo facilitator."""
    course = Course.objects.get(slug="local-ai")
    facilitator = User.objects.get(username="facilitator")
    for members, slug, name, days in ((31, "autumn", "1기", 200), (34, "spring", "2기", 35)):
        group = make_study_group(course, members, slug=slug, name=name, days_ago=days)
        group.facilitators.add(facilitator)
