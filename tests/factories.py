"""The cast and the content that tests arrange with."""

import io
from collections.abc import Iterable
from typing import Any

import factory
from django.contrib.auth.models import Group
from PIL import Image as Pillow

from accounts.models import User
from courses.models import (
    Cohort,
    Course,
    GlossaryTerm,
    Image,
    Lesson,
    Level,
    Module,
    SelfDiagnosis,
)
from courses.models.base import ContentModel
from intake.images import encode
from progress.module_progress import CourseStanding
from progress.my_courses import standing_in
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Answer, Option, Question, Quiz

PASSWORD = "a-long-password-1"  # noqa: S105


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    # As many digits each: what is ordered by name is so whichever tests came before.
    username = factory.Sequence(lambda n: f"person{n:05}")
    name = factory.Sequence(lambda n: f"사람 {n:05}")
    password = factory.django.Password(PASSWORD)


class CourseFactory(factory.django.DjangoModelFactory[Course]):
    class Meta:
        model = Course

    slug = factory.Sequence(lambda n: f"course-{n:05}")
    title = "로컬 AI"
    summary = "함께 배웁니다."
    is_published = True


class GlossaryTermFactory(factory.django.DjangoModelFactory[GlossaryTerm]):
    class Meta:
        model = GlossaryTerm

    course = factory.SubFactory(CourseFactory)
    term = factory.Sequence(lambda n: f"용어{n:05}")
    definition = "뜻풀이입니다."


def image_file(size: tuple[int, int] = (8, 6), form: str = "PNG", **how: Any) -> bytes:
    """A picture file; `how` goes to Pillow's `save`."""
    out = io.BytesIO()
    Pillow.new(how.pop("mode", "RGB"), size, how.pop("color", "teal")).save(out, form, **how)
    return out.getvalue()


class ImageFactory(factory.django.DjangoModelFactory[Image]):
    class Meta:
        model = Image
        exclude = ["file", "encoded"]

    course = factory.SubFactory(CourseFactory)
    name = factory.Sequence(lambda n: f"picture-{n:05}")
    alt = "청록색 네모"
    file = factory.LazyFunction(image_file)
    encoded = factory.LazyAttribute(lambda image: encode(image.file))
    content = factory.SelfAttribute("encoded.content")
    width = factory.SelfAttribute("encoded.width")
    height = factory.SelfAttribute("encoded.height")


class ModuleFactory(factory.django.DjangoModelFactory[Module]):
    class Meta:
        model = Module

    course = factory.SubFactory(CourseFactory)
    slug = factory.Sequence(lambda n: f"module-{n:05}")
    position = factory.LazyAttribute(lambda module: module.course.modules.count() + 1)
    label = factory.LazyAttribute(lambda module: f"모듈 {module.position}")
    title = "반도체"
    lead = "들어가는 말입니다."
    is_published = True


def _create_at_once(rows: Iterable[ContentModel]) -> None:
    """In one statement, as thousands of tests want them."""
    made = list(rows)
    for row in made:
        row.render()
    type(made[0])._default_manager.bulk_create(made)


class LessonFactory(factory.django.DjangoModelFactory[Lesson]):
    class Meta:
        model = Lesson

    module = factory.SubFactory(ModuleFactory)
    slug = factory.Sequence(lambda n: f"lesson-{n:05}")
    position = factory.LazyAttribute(lambda lesson: lesson.module.lessons.count() + 1)
    title = "왜 그런가"
    body = "본문입니다."


class SelfDiagnosisFactory(factory.django.DjangoModelFactory[SelfDiagnosis]):
    class Meta:
        model = SelfDiagnosis
        skip_postgeneration_save = True

    after = factory.SubFactory(ModuleFactory)
    course = factory.SelfAttribute("after.course")
    slug = factory.Sequence(lambda n: f"levels-{n:05}")
    title = "자가진단 · 6레벨 질문"

    @factory.post_generation
    def six_levels(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        names = ("기억", "이해", "적용", "분석", "평가", "창조")
        _create_at_once(
            Level(
                self_diagnosis=self, rank=rank, name=name, can_do="할 수 있다", question="할까요?"
            )
            for rank, name in enumerate(names, 1)
        )


class QuizFactory(factory.django.DjangoModelFactory[Quiz]):
    class Meta:
        model = Quiz

    module = factory.SubFactory(ModuleFactory)
    title = "이해했는지 확인해 봅시다"


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    """A question whose option `b` is right, of four."""

    class Meta:
        model = Question
        skip_postgeneration_save = True

    quiz = factory.SubFactory(QuizFactory)
    slug = factory.Sequence(lambda n: f"question-{n:05}")
    position = factory.LazyAttribute(lambda question: question.quiz.questions.count() + 1)
    stem = factory.Sequence(lambda n: f"물음 {n:05}은 무엇입니까?")

    @factory.post_generation
    def four_options(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        _create_at_once(
            Option(
                question=self,
                slug=slug,
                position=position,
                text=f"{self.slug} 보기 {slug}",
                is_correct=slug == "b",
                explanation=f"{self.slug} 풀이 {slug}",
            )
            for position, slug in enumerate("abcd", 1)
        )


class CohortFactory(factory.django.DjangoModelFactory[Cohort]):
    class Meta:
        model = Cohort

    course = factory.SubFactory(CourseFactory)
    name = "1기"
    slug = factory.Sequence(lambda n: f"cohort-{n:05}")


def make_member(course: Course, **fields: Any) -> User:
    """A learner enrolled in a cohort of the course."""
    member = UserFactory.create(**fields)
    CohortFactory.create(course=course).enrol(member)
    return member


def make_author(**fields: Any) -> User:
    author = UserFactory.create(is_staff=True, **fields)
    author.groups.add(Group.objects.get(name="Authors"))
    return author


def make_quiz(questions: int = 2) -> Quiz:
    """A published quiz with one lesson before it."""
    quiz = QuizFactory.create()
    LessonFactory.create(module=quiz.module)
    for position in range(1, questions + 1):
        QuestionFactory.create(quiz=quiz, position=position)
    return quiz


def right(question: Question) -> Option:
    return question.options.get(is_correct=True)


def wrong(question: Question, number: int = 0) -> Option:
    return question.options.filter(is_correct=False)[number]


def sheet_of(quiz: Quiz, learner: User) -> AnswerSheet:
    sheet = AnswerSheet.of_quiz(quiz.pk, learner)
    assert sheet is not None
    return sheet


def choose(learner: User, option: Option, confidence: str = "") -> Answer:
    """Answer as the page does, in the attempt that is under way."""
    sheet = sheet_of(option.question.quiz, learner)
    given = sheet.choose(option.question_id, str(option.pk), confidence)
    return Answer.objects.get(pk=given.pk)


def answer_wrong(question: Question, learner: User) -> Answer:
    """A wrong first answer of record."""
    return choose(learner, wrong(question))


def standing(course: Course, learner: User) -> CourseStanding:
    """How far a member is, as their pages have it."""
    kept = standing_in(course.slug, learner)
    assert kept is not None
    return kept.content
