"""Fills the small database of af24963 that tests upgrade; see `bench/old_dump.py`.

Given to the `manage.py shell` of that version: only models and functions that it has stand here.
"""

import uuid

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import Lesson, Module, SelfDiagnosis
from progress.models import Diagnosis, DiagnosisDraft, LessonRead, LessonVisit, Rating, SeenAnswers
from quizzes.models import Attempt, Question, Quiz
from tests.factories import (
    CohortFactory,
    GlossaryTermFactory,
    ImageFactory,
    LessonFactory,
    QuestionFactory,
    SelfDiagnosisFactory,
    make_quiz,
)

# As older versions took them at one door or another, two of them one name today.
MEMBERS = ["Kim.Garam", "ＨＡＮ", "한글이름", "double", "Double"]


def person(username: str) -> User:
    """Someone whose username is stored as it is given; nobody needs their password."""
    return User.objects.create(username=username, name=f"사람 {username}", password="!")  # noqa: S106


@transaction.atomic
def write() -> Quiz:
    """A module with sections, a quiz and a self-diagnosis; one of its questions is a draft."""
    quiz = make_quiz(questions=3)
    quiz.asks_confidence = True
    quiz.save()
    QuestionFactory.create(quiz=quiz, position=4, is_draft=True)
    LessonFactory.create(module=quiz.module)
    SelfDiagnosisFactory.create(after=quiz.module)
    GlossaryTermFactory.create(course=quiz.module.course)
    ImageFactory.create(course=quiz.module.course)
    return quiz


def answer(learner: User, quiz: Quiz, *, wrong_first: bool) -> None:
    attempt = Attempt.objects.begin(quiz, learner)
    for question in Question.objects.live().filter(quiz=quiz):
        options = sorted(question.options.all(), key=lambda option: option.is_correct)
        for option in options[0 if wrong_first else -1 :]:
            attempt.choose(option, "half")
    practice = Attempt.objects.practise(quiz, learner, "missed" if wrong_first else "all")
    if practice is not None:
        practice.choose(Question.objects.live().filter(quiz=quiz)[0].options.get(is_correct=True))


def read(learner: User, module: Module) -> None:
    for lesson in Lesson.objects.filter(module=module):
        LessonVisit.objects.create(learner=learner, lesson=lesson)
        LessonRead.objects.create(learner=learner, lesson=lesson)


def diagnose(learner: User, page: SelfDiagnosis) -> None:
    ratings = [
        Rating(level=level, rating="on-my-own" if level.rank < 3 else "not-yet", evidence="해 봄")
        for level in page.levels.all()
    ]
    Diagnosis.objects.take(learner, page, ratings, shared=True, submission=uuid.uuid4())
    # As the old version takes it.
    DiagnosisDraft.objects.keep(learner, page, {"rating-1": "on-my-own"})  # type: ignore[call-arg]


def fill() -> None:
    quiz = write()
    module = quiz.module
    facilitator = person("facilitator")
    facilitator.groups.add(Group.objects.get(name="Facilitators"))
    cohort = CohortFactory.create(course=module.course, slug="spring", join_code="old-spring")
    cohort.facilitators.add(facilitator)
    for at, username in enumerate(MEMBERS):
        member = person(username)
        cohort.enrol(member)
        read(member, module)
        answer(member, quiz, wrong_first=at % 2 == 0)
        diagnose(member, module.self_diagnosis)
        SeenAnswers.objects.note(facilitator, [member.pk], "/admin/reports/spring/")
    retired = Question.objects.live().filter(quiz=quiz)[0]
    retired.retired_at = timezone.now()
    retired.save(update_fields=["retired_at"])
    lesson = Lesson.objects.filter(module=module)[0]
    lesson.body += "\n\n덧붙임."
    lesson.save()


fill()
