"""Fills the small database of af24963 that tests upgrade; see `bench/old_dump.py`.

Given to the `manage.py shell` of that version: only models and functions that it has stand here.
"""

import uuid
from io import BytesIO

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from PIL import Image as Pillow

from accounts.models import User
from courses.models import Cohort, Course, Image, Lesson, Module, SelfDiagnosis
from progress.models import Diagnosis, DiagnosisDraft, LessonRead, LessonVisit, Rating, SeenAnswers
from quizzes.models import Attempt, Question, Quiz

# As older versions took them at one door or another, two of them one name today.
MEMBERS = ["Kim.Garam", "ＨＡＮ", "한글이름", "double", "Double"]


def person(username: str) -> User:
    """Someone whose username is stored as it is given; nobody needs their password."""
    return User.objects.create(username=username, name=f"사람 {username}", password="!")  # noqa: S106 - none


def write() -> Module:
    """A module with sections, a self-diagnosis, a picture and a term."""
    course = Course.objects.create(slug="old", title="옛 과정", is_published=True)
    course.glossary.create(term="토큰", definition="글의 조각입니다.")
    module = course.modules.create(slug="first", position=1, label="모듈 1", title="첫 모듈")
    for at in (1, 2):
        module.lessons.create(slug=f"part-{at}", position=at, title=f"{at}절", body="본문입니다.")
    page = SelfDiagnosis.objects.create(course=course, after=module, slug="levels", title="레벨")
    for rank, name in enumerate(("기억", "이해", "적용", "분석", "평가", "창조"), 1):
        page.levels.create(rank=rank, name=name, can_do="할 수 있다", question="할까요?")
    picture = BytesIO()
    Pillow.new("RGB", (8, 6), "teal").save(picture, "PNG")
    image = Image(course=course, name="picture", alt="청록색 네모")
    image.take(picture.getvalue())
    image.save()
    return module


@transaction.atomic
def ask(module: Module) -> Quiz:
    """Three questions and a draft, of each of which option `b` is right."""
    quiz = Quiz.objects.create(module=module, title="확인", asks_confidence=True)
    for at in range(1, 5):
        question = quiz.questions.create(
            slug=f"question-{at}", position=at, stem=f"물음 {at}", is_draft=at == 4
        )
        for position, slug in enumerate("abc", 1):
            question.options.create(
                slug=slug,
                position=position,
                text=f"보기 {slug}",
                is_correct=slug == "b",
                explanation=f"풀이 {slug}",
            )
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
    DiagnosisDraft.objects.keep(learner, page, {"rating-1": "on-my-own"})


def fill() -> None:
    module = write()
    quiz = ask(module)
    module.is_published = True
    module.save()
    facilitator = person("facilitator")
    facilitator.groups.add(Group.objects.get(name="Facilitators"))
    cohort = Cohort.objects.create(course=module.course, name="봄", slug="spring")
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
