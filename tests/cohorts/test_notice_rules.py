"""What Postgres itself refuses of notices and notes on members, tried by SQL: each by its name."""

import pytest
from django.utils import timezone

from accounts.models import User
from cohorts.models import Notice, NoticeRecipient
from courses.models import Cohort
from tests.factories import CohortFactory, UserFactory
from tests.quizzes.test_invariants import refused_by, sql

pytestmark = pytest.mark.django_db
INSERT_NOTE = (
    "INSERT INTO cohorts_membernote (cohort_id, learner_id, text, contacted_on, written_at, "
    "submission) VALUES (%s, %s, {text}, {day}, now(), gen_random_uuid())"
)
INSERT_NOTICE = (
    "INSERT INTO cohorts_notice (cohort_id, text, sent_at, submission) "
    "VALUES (%s, {text}, now(), gen_random_uuid())"
)


@pytest.fixture
def cohort() -> Cohort:
    cohort: Cohort = CohortFactory.create()
    return cohort


@pytest.fixture
def member(cohort: Cohort) -> User:
    member = UserFactory.create()
    cohort.enrol(member)
    return member


@pytest.fixture
def notice(cohort: Cohort, member: User) -> Notice:
    return Notice.objects.send(cohort, UserFactory.create(), "화요일에 만납니다.", [member.pk])


def test_a_notice_to_nobody(cohort: Cohort) -> None:
    with refused_by("notice_is_to_somebody"):
        sql(INSERT_NOTICE.format(text="'글'"), cohort.pk)
    with refused_by("notice_is_to_somebody"):
        Notice.objects.send(cohort, UserFactory.create(), "글", [])


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("''", "notice_has_words"),
        ("E' \\n\\u200b'", "notice_has_words"),
        ("repeat('가', 2001)", "notice_is_short"),
    ],
)
def test_a_notice_of_nothing_or_of_too_much(cohort: Cohort, text: str, rule: str) -> None:
    with refused_by(rule):
        sql(INSERT_NOTICE.format(text=text), cohort.pk)


def test_a_notice_to_somebody_else(cohort: Cohort, notice: Notice, member: User) -> None:
    stranger = UserFactory.create()
    insert = "INSERT INTO cohorts_noticerecipient (notice_id, learner_id) VALUES (%s, %s)"
    with refused_by("notice_is_for_members"):
        sql(insert, notice.pk, stranger.pk)
    cohort.enrol(stranger)
    cohort.enrolments.filter(learner=stranger).update(left_at=timezone.now())
    with refused_by("notice_is_for_members"):
        sql(insert, notice.pk, stranger.pk)
    with refused_by("notice_once_a_person"):
        sql(insert, notice.pk, member.pk)


@pytest.mark.parametrize(
    "change", ["text = 'x'", "sent_at = sent_at + '1 s'::interval", "cohort_id = cohort_id + 1"]
)
def test_a_notice_that_was_sent_stays(notice: Notice, change: str) -> None:
    with refused_by("notice_is_fixed"):
        sql(f"UPDATE cohorts_notice SET {change}")


def test_a_notice_has_no_other_author(notice: Notice, member: User) -> None:
    with refused_by("notice_is_fixed"):
        sql("UPDATE cohorts_notice SET author_id = %s", member.pk)
    assert notice.author
    notice.author.delete()
    assert Notice.objects.get().author is None


def test_a_notice_that_is_withdrawn_stays_so(notice: Notice) -> None:
    Notice.objects.all().withdraw()
    with refused_by("notice_is_fixed"):
        sql("UPDATE cohorts_notice SET withdrawn_at = NULL")
    with refused_by("notice_is_fixed"):
        sql("UPDATE cohorts_notice SET withdrawn_at = withdrawn_at + '1 s'::interval")
    assert Notice.objects.all().withdraw() == 0


def test_a_notice_is_read_once_by_whom_it_was_sent_to(notice: Notice, member: User) -> None:
    NoticeRecipient.objects.all().note_as_read()
    for change in ("read_at = NULL", "read_at = now() + '1 s'::interval"):
        with refused_by("recipient_is_fixed"):
            sql(f"UPDATE cohorts_noticerecipient SET {change}")
    with refused_by("recipient_is_fixed"):
        sql("UPDATE cohorts_noticerecipient SET learner_id = %s", UserFactory.create().pk)
    assert NoticeRecipient.objects.all().note_as_read() == 0


@pytest.mark.parametrize(
    ("text", "day", "rule"),
    [
        ("''", "NULL", "member_note_says_something"),
        ("E' \\n'", "NULL", "member_note_says_something"),
        ("' '", "now()", "member_note_says_something"),
        ("repeat('가', 1001)", "NULL", "member_note_is_short"),
    ],
)
def test_a_note_of_nothing_or_of_too_much(
    cohort: Cohort, member: User, text: str, day: str, rule: str
) -> None:
    with refused_by(rule):
        sql(INSERT_NOTE.format(text=text, day=day), cohort.pk, member.pk)
    sql(INSERT_NOTE.format(text="''", day="now()"), cohort.pk, member.pk)
