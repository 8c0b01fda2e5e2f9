"""Run beside the served site: a cohort with all that its facilitators write for others."""

import datetime
import json
import sys

from django.utils import timezone

from accounts.models import User
from cohorts.models import MemberNote, Notice, Plan
from cohorts.roster.checking import check
from cohorts.roster.importing import import_lines
from courses.models import Cohort, Course, Lesson, RosterImport
from progress.models import LessonNote
from quizzes.models import Question, Remark

SLUG = "led"
ROSTER = [
    ["이름", "소속", "직급", "이메일"],
    ["김하나", "정보화담당관실", "주무관", "led-hana@example.kr"],
    ["이두리", "총무과", "", ""],
    *([f"새사람 {number}", "세정과", "7급", ""] for number in range(1, 9)),
]
WORDS = "계산이 어려우면 3절의 표를 먼저 보고 오세요.\n모임은 금요일 오후 4시, 3층 회의실입니다."


def make_led_cohort(member: str) -> None:
    """Nobody answers in it, so that no figure of other cohorts changes; prints its numbers."""
    course, admin = Course.objects.get(slug="local-ai"), User.objects.get(username="admin")
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        course=course, slug=SLUG, name="5기", starts_on=today - datetime.timedelta(days=10)
    )
    imported = import_lines(check(ROSTER, cohort, admin).lines, cohort, admin, lambda _done: None)
    roster = RosterImport.objects.create(
        cohort=cohort, made_by=admin, lines=[], total=len(ROSTER) - 1
    )
    roster.finish(imported.people, imported.enrolled, imported.changed)
    learner = User.objects.get(username=member)
    cohort.enrol(learner)
    modules = course.modules.filter(is_published=True).order_by("position")
    days = {
        module.pk: today + datetime.timedelta(days=7 * at - 3) for at, module in enumerate(modules)
    }
    Plan.objects.keep(cohort, admin, days, revision=0)
    notice = Notice.objects.send(cohort, admin, WORDS, [*imported.people, learner.pk])
    MemberNote.objects.create(
        cohort=cohort, learner=learner, author=admin, text="11/12 전화함", contacted_on=today
    )
    question = Question.objects.get(quiz__module__slug="sizing", slug="weigh-before-the-file")
    Remark.objects.send(question, cohort, admin, "보기 ②의 단위가 GB인지 GiB인지 헷갈립니다.")
    lesson = Lesson.objects.filter(module__in=modules).earliest("pk")
    LessonNote.at(lesson, learner=learner, text="서버실에 물어볼 것").save()
    numbers = {
        "member": learner.pk,
        "new": imported.people[0],
        "roster": roster.pk,
        "notice": notice.pk,
        "quiz": question.quiz_id,
    }
    sys.stdout.write(json.dumps(numbers))


def forget_led_cohort() -> None:
    """What others would see of it."""
    Remark.objects.filter(cohort__slug=SLUG).delete()
    Cohort.objects.filter(slug=SLUG).delete()
