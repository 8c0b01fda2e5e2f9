"""All that was of the account that is closed is of the one that stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts.models import MemberNote, Notice, NoticeRecipient
from courses.models import Cohort, CompletionRecord
from progress.models import (
    NOTE_LENGTH,
    ChecklistTick,
    Diagnosis,
    DiagnosisDraft,
    LessonNote,
    LessonRead,
    LessonVisit,
)
from quizzes.models import Answer, Attempt
from reports.merging import merge
from tests.factories import CohortFactory, choose, right, wrong
from tests.reports.conftest import make_facilitator
from tests.reports.merging.conftest import lesson_of, question_of

pytestmark = pytest.mark.django_db


def test_answers_stay_with_their_attempts(closed: User, stays: User, cohort: Cohort) -> None:
    first = choose(closed, wrong(question_of(cohort)))
    choose(stays, right(question_of(cohort)))
    choose(closed, right(question_of(cohort, 2)))
    answers = list(Answer.objects.order_by("pk").values_list())
    merge(closed, stays)
    assert list(Answer.objects.order_by("pk").values_list()) == answers
    assert {attempt.learner for attempt in Attempt.objects.all()} == {stays}
    of_record = Attempt.objects.get(quiz=question_of(cohort).quiz, number=1)
    assert of_record.pk == first.attempt_id


def test_a_cohort_of_both_is_one_membership_since_the_earlier_day(
    closed: User, stays: User, cohort: Cohort
) -> None:
    other = CohortFactory.create(course=cohort.course)
    other.enrol(closed)
    mine, theirs = stays.enrolments.get(), closed.enrolments.get(cohort=cohort)
    day = timezone.now() - timedelta(days=9)
    type(theirs).objects.filter(pk=theirs.pk).update(joined_at=day, staff_number="77")
    type(mine).objects.filter(pk=mine.pk).update(left_at=timezone.now())
    merge(closed, stays)
    assert not closed.enrolments.exists()
    joined = stays.enrolments.get(cohort=cohort)
    assert (joined.joined_at, joined.left_at, joined.staff_number) == (day, None, "77")
    assert stays.enrolments.filter(cohort=other).exists()


def test_no_words_are_lost(closed: User, stays: User, cohort: Cohort) -> None:
    texts = [("하나", "둘"), ("가" * NOTE_LENGTH, "나"), ("", "셋")]
    for place, (mine, other) in enumerate(texts):
        lesson = lesson_of(cohort, place)
        for person, text in ((stays, mine), (closed, other)):
            if text:
                LessonNote.at(lesson, learner=person, text=text).save()
    merge(closed, stays)
    notes = {(note.lesson_id, note.text) for note in LessonNote.objects.filter(learner=stays)}
    assert notes == {
        (lesson_of(cohort, 0).pk, "하나\n\n둘"),
        (lesson_of(cohort, 1).pk, "가" * NOTE_LENGTH),
        (None, "나"),
        (lesson_of(cohort, 2).pk, "셋"),
    }


def test_what_was_read_ticked_and_rated_is_of_the_one_that_stays(
    closed: User, stays: User, cohort: Cohort
) -> None:
    lesson, now = lesson_of(cohort), timezone.now()
    early, late = now - timedelta(days=2), now - timedelta(days=1)
    for person, read, visited in ((stays, late, early), (closed, early, late)):
        LessonRead.objects.create(learner=person, lesson=lesson, read_at=read)
        LessonVisit.objects.create(learner=person, lesson=lesson, visited_at=visited)
        ChecklistTick.objects.create(learner=person, lesson=lesson, key="k", text="장비")
    LessonRead.objects.create(learner=closed, lesson=lesson_of(cohort, 1))
    page = cohort.course.self_diagnoses.get()
    Diagnosis.objects.create(learner=closed, self_diagnosis=page)
    for person, saved, words in ((stays, early, "먼저"), (closed, late, "나중")):
        DiagnosisDraft.objects.create(
            learner=person, self_diagnosis=page, contents={"evidence-1": words}, saved_at=saved
        )
    merge(closed, stays)
    assert stays.lessons_read.get(lesson=lesson).read_at == early
    assert stays.visits.get().visited_at == late
    assert (stays.lessons_read.count(), stays.ticks.count()) == (2, 1)
    assert stays.diagnosis_drafts.get().contents == {"evidence-1": "나중"}
    assert Diagnosis.objects.get().learner == stays
    for kept in (closed.lessons_read, closed.visits, closed.ticks, closed.diagnosis_drafts):
        assert not kept.exists()


def test_notes_notices_and_the_number_of_completion_come_along(
    closed: User, stays: User, cohort: Cohort
) -> None:
    leads = make_facilitator(cohort)
    MemberNote.objects.create(
        cohort=cohort, learner=closed, author=leads, text="전화함", submission=uuid4()
    )
    both = Notice.objects.send(cohort, leads, "모두에게", [closed.pk, stays.pk])
    one = Notice.objects.send(cohort, leads, "한 사람에게", [closed.pk])
    NoticeRecipient.objects.filter(notice=one).note_as_read()
    CompletionRecord.objects.create(course=cohort.course, learner=closed, number="A")
    merge(closed, stays)
    assert MemberNote.objects.get().learner == stays
    assert {recipient.notice for recipient in stays.notices.all()} == {both, one}
    assert stays.notices.get(notice=one).read_at is not None
    assert not closed.notices.exists()
    assert CompletionRecord.objects.get().learner == stays


def test_two_numbers_of_one_course_stay_two(closed: User, stays: User, cohort: Cohort) -> None:
    for person, number in ((closed, "A"), (stays, "B")):
        CompletionRecord.objects.create(course=cohort.course, learner=person, number=number)
    merge(closed, stays)
    assert CompletionRecord.objects.get(number="A").learner == closed


def test_who_left_with_both_accounts_has_left_on_the_later_day(
    closed: User, stays: User, cohort: Cohort
) -> None:
    early = timezone.now() - timedelta(days=3)
    late = timezone.now() - timedelta(days=1)
    closed.enrolments.update(left_at=late)
    stays.enrolments.update(left_at=early)
    merge(closed, stays)
    assert stays.enrolments.get().left_at == late


def test_a_later_draft_of_the_one_that_stays_is_kept(
    closed: User, stays: User, cohort: Cohort
) -> None:
    page, now = cohort.course.self_diagnoses.get(), timezone.now()
    for person, words, saved in ((stays, "나중", now), (closed, "먼저", now - timedelta(days=1))):
        DiagnosisDraft.objects.create(
            learner=person, self_diagnosis=page, contents={"evidence-1": words}, saved_at=saved
        )
    merge(closed, stays)
    assert stays.diagnosis_drafts.get().contents == {"evidence-1": "나중"}
