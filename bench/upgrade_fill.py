"""Fills a database of an older Dure; given to the `manage.py shell` of that version's own code.

What members, facilitators and authors leave behind, so that `bench/upgrade.py` can tell whether an
upgrade keeps it. Only models and functions that af24963 has stand here.
"""

import os
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from axes.models import AccessAttempt
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Pillow

from accounts.models import User
from courses.models import (
    Cohort,
    Course,
    Enrolment,
    GlossaryTerm,
    Image,
    RosterImport,
    SelfDiagnosis,
)
from progress.erasure import erase
from progress.models import DiagnosisDraft, SeenAnswers
from quizzes.models import Attempt, BankUpload, Question, Quiz
from tests.study_group import make_study_group

PASSWORD = "dure-demo-2026"  # noqa: S105 - of the demo, and known to everyone
# As older versions took them at one door or another: the shell, the admin, a roster.
SPELLINGS = ["Kim.Garam", "ＨＡＮ", "Straße", "한글이름", "park@Example.org"]
ROSTER = "이름,아이디,이메일\n강나래,Nara.Kang,nara@example.org\n윤마루,maru,\n최다솜,,\n"


def person(username: str, name: str) -> User:
    """Someone whose username is stored as it is given, as older versions did at some doors."""
    user = User(username=username, name=name)
    user.set_password(PASSWORD)
    user.save()
    return user


def roster(cohort: Cohort, facilitator: User) -> None:
    """One imported by the command, and one left checked in the admin."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "roster.csv"
        file.write_text(ROSTER, encoding="utf-8")
        call_command("importroster", cohort.slug, str(file))
    RosterImport.objects.create(
        cohort=cohort, made_by=facilitator, lines=[{"name": "임초롱"}], left_aside=["부서"], total=1
    )


def answer(learner: User, quiz: Quiz, *, wrong_first: bool) -> Attempt:
    attempt = Attempt.objects.begin(quiz, learner)  # type: ignore[attr-defined]
    for question in Question.objects.live().filter(quiz=quiz):
        options = sorted(question.options.all(), key=lambda option: option.is_correct)
        for option in options[0 if wrong_first else -1 :]:
            attempt.choose(option, "half" if quiz.asks_confidence else "")
    return Attempt.objects.get(pk=attempt.pk)


def practise(learner: User, quiz: Quiz) -> None:
    """A whole practice of what was missed, and one of everything left in its midst."""
    for scope in ("missed", "all"):
        attempt = Attempt.objects.practise(quiz, learner, scope)
        if attempt is None:
            raise SystemExit(f"{learner} has nothing to practise ({scope}).")
        numbers = list(attempt.asked_questions.values_list("question_id", flat=True))
        questions = Question.objects.live().filter(quiz=quiz)
        for question in questions.filter(pk__in=numbers) if numbers else questions[:2]:
            right = question.options.get(is_correct=True)
            attempt.choose(right)  # type: ignore[attr-defined]


def learn(members: list[User], course: Course) -> None:
    quizzes = list(Quiz.objects.filter(module__course=course).order_by("module__position"))
    for at, member in enumerate(members):
        for quiz in quizzes[: 1 + at % 3]:
            finished = answer(member, quiz, wrong_first=at % 2 == 0)
            if finished.finished_at and at % 2 == 0:
                practise(member, quiz)
        for page in SelfDiagnosis.objects.filter(course=course)[: 1 + at % 2]:
            contents = {"rating-1": "on-my-own", "evidence-1": f"아직 쓰는 중 {at}", "shared": "on"}
            # As the old version takes it.
            DiagnosisDraft.objects.keep(member, page, contents)  # type: ignore[call-arg]
        SeenAnswers.objects.note(member, [member.pk], "/progress/")


def author(writer: User, course: Course) -> None:
    """A question that is still a draft, one that is retired, a changed term, a picture, a bank."""
    quiz = Quiz.objects.filter(module__course=course).latest("module__position")
    draft = Question.objects.create(
        quiz=quiz, slug="draft-of-upgrade", position=90, stem="아직 쓰는 문제", is_draft=True
    )
    draft.options.create(slug="a", position=1, text="보기", is_correct=True, explanation="까닭")
    answered = Question.objects.filter(answers__isnull=False).order_by("pk").first()
    if answered is not None:
        answered.retired_at = timezone.now()
        answered.save(update_fields=["retired_at"])
    term = GlossaryTerm.objects.filter(course=course).earliest("pk")
    term.definition += " 덧붙임."
    term.save()
    file = BytesIO()
    Pillow.new("RGB", (40, 30), "green").save(file, "PNG")
    image = Image(course=course, name="of-upgrade", alt="초록")
    image.take(file.getvalue())
    image.save()
    BankUpload.objects.create(quiz=quiz, made_by=writer, format="gift", content=b"a{=b ~c}")


def doors() -> None:
    """A lock in force, a session, a line of the admin's log, someone who left, who was erased."""
    locked = person("Locked.Out", "잠긴 이")
    AccessAttempt.objects.create(
        username="Locked.Out", ip_address="127.0.0.1", failures_since_start=10, path_info="/login/"
    )
    author = User.objects.get(username="author")
    LogEntry.objects.create(
        user=author,
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(locked.pk),
        object_repr=str(locked),
        action_flag=CHANGE,
    )
    session = SessionStore()
    session["_auth_user_id"] = str(User.objects.get(username="Kim.Garam").pk)
    session.save()
    Enrolment.objects.filter(learner__username="maru").update(left_at=timezone.now())
    erase(User.objects.get(username="spring-003"))


def fill() -> None:
    course = Course.objects.get(slug="local-ai")
    cohort = make_study_group(course)
    facilitator = User.objects.get(username="facilitator")
    cohort.facilitators.add(facilitator)
    members = [person(username, f"사람 {at}") for at, username in enumerate(SPELLINGS)]
    for member in members:
        cohort.enrol(member)
    roster(cohort, facilitator)
    learn([*members, User.objects.get(username="member1")], course)
    author(User.objects.get(username="author"), course)
    doors()
    members[0].groups.add(Group.objects.get(name="Facilitators"))
    if os.environ.get("DOUBLES"):
        for name in ("Double", "double", "Ｄｏｕｂｌｅ"):
            cohort.enrol(person(name, "겹친 사람"))


fill()
