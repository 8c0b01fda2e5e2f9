"""A superuser makes one account of two that one person had."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.merging import doubles
from accounts.models import AccountNotice, ExternalIdentity, User
from accounts.providers.people import Claims, person_of
from accounts.reauthentication.moments import SHOWN_AT
from cohorts.models import MemberNote, Notice, NoticeRecipient
from cohorts.roster.taking_back import CannotTakeBackError, take_back
from courses.models import Cohort, CompletionRecord, Lesson, RosterImport
from progress.models import (
    NOTE_LENGTH,
    ChecklistTick,
    Diagnosis,
    DiagnosisDraft,
    LessonNote,
    LessonRead,
    LessonVisit,
)
from quizzes.models import Answer, Attempt, Merge, Question
from reports.erasure import erase
from reports.may_be_merged import why_not
from reports.merging import NotMergedError, merge
from tests.access import noted
from tests.cohorts.roster.test_import import upload
from tests.factories import PASSWORD, CohortFactory, UserFactory, choose, right, wrong
from tests.reports.conftest import make_course, make_facilitator

pytestmark = pytest.mark.django_db
PAGE = "/admin/accounts/user/merge/"
QUERY = f"{PAGE}?closed=hana2&stays=hana"
OLD = "강을-건너는-코끼리-3"


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(course=make_course(modules=2, questions=2), slug="spring")


@pytest.fixture
def stays(cohort: Cohort) -> User:
    person = UserFactory.create(username="hana", name="김하나")
    cohort.enrol(person)
    return person


@pytest.fixture
def closed(cohort: Cohort) -> User:
    person = UserFactory.create(username="hana2", name="김하나", password=OLD)
    cohort.enrol(person)
    return person


@pytest.fixture
def superuser(client: Client) -> User:
    person = UserFactory.create(name="박두리", is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def question_of(cohort: Cohort, module: int = 1) -> Question:
    return Question.objects.filter(quiz__module__course=cohort.course).order_by("pk")[
        module * 2 - 2
    ]


def lesson_of(cohort: Cohort, place: int = 0) -> Lesson:
    return Lesson.objects.filter(module__course=cohort.course).order_by("pk")[place]


def signs_in(username: str, password: str) -> str:
    """Whose name then stands on the account page."""
    client = Client()
    client.post("/login/", {"username": username, "password": password})
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


def test_the_page_tells_what_will_be_and_the_merge_is_told_and_written_down(
    client: Client, superuser: User, closed: User, stays: User, cohort: Cohort
) -> None:
    question = question_of(cohort)
    choose(closed, wrong(question))
    choose(stays, right(question))
    page = client.get(QUERY).content.decode()
    assert "hana2의 시도(" in page
    assert "아직 다 풀지 않아 이어서 풉니다" in page
    assert not Merge.objects.exists()

    response = client.post(QUERY, {"username": "hana2"})

    assert response.headers["Location"] == f"/admin/accounts/user/{stays.pk}/change/"
    what = f"accounts.user {closed.pk} → {stays.pk}"
    assert noted("merged") == [(superuser.pk, [closed.pk, stays.pk], what)]
    notice = AccountNotice.objects.get(person=stays)
    assert (notice.kind, notice.by) == (AccountNotice.Kind.MERGED, superuser)
    member = Client()
    member.force_login(stays)
    for address in ("/", "/account/"):
        assert "박두리 님이 회원님의 다른 계정을" in member.get(address).content.decode()


def test_both_names_open_the_one_that_stays_with_its_password_alone(
    closed: User, stays: User
) -> None:
    member = Client()
    member.force_login(closed)
    merge(closed, stays)
    assert member.get("/account/").status_code == 302
    assert signs_in("HANA2", PASSWORD) == signs_in("hana", PASSWORD) == "hana"
    assert signs_in("hana2", OLD) == signs_in("hana", OLD) == ""


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


@pytest.mark.parametrize("typed", ["", "hana", "HANA2", "hana2 x"])
def test_another_username_than_that_of_the_closed_one_changes_nothing(
    client: Client, superuser: User, closed: User, stays: User, typed: str
) -> None:
    response = client.post(QUERY, {"username": typed})
    assert response.status_code == 400
    assert "바뀐 것은 없습니다" in response.content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    "names", ["closed=hana2&stays=nobody", "closed=%00&stays=hana", "closed=x&stays=y"]
)
def test_nobody_of_that_name_is_told(
    client: Client, superuser: User, closed: User, stays: User, names: str
) -> None:
    response = client.post(f"{PAGE}?{names}", {"username": "hana2"})
    assert response.status_code == 400
    assert not Merge.objects.exists()


@pytest.mark.parametrize(
    ("who", "change", "sentence"),
    [
        ("closed", {"is_staff": True}, "권한"),
        ("stays", {"is_superuser": True}, "권한"),
        ("stays", {"is_active": False}, "비활성"),
    ],
)
def test_who_has_rights_or_is_closed_is_not_merged(
    client: Client,
    superuser: User,
    closed: User,
    stays: User,
    who: str,
    change: dict[str, Any],
    sentence: str,
) -> None:
    User.objects.filter(username={"closed": "hana2", "stays": "hana"}[who]).update(**change)
    assert sentence in client.get(QUERY).content.decode()
    assert client.post(QUERY, {"username": "hana2"}).status_code == 400
    assert not Merge.objects.exists()


def test_whatever_else_stands_against_it(closed: User, stays: User, cohort: Cohort) -> None:
    assert why_not(closed, stays) == ""
    assert why_not(closed, closed)
    leads = UserFactory.create()
    cohort.facilitators.add(leads)
    in_group = make_facilitator()
    User.objects.filter(pk=in_group.pk).update(is_staff=False)
    in_group.refresh_from_db()
    for other in (leads, in_group):
        assert why_not(other, stays)
        assert why_not(closed, other)
    merge(closed, stays)
    closed.refresh_from_db()
    assert why_not(closed, stays)
    assert why_not(stays, closed)
    with pytest.raises(NotMergedError):
        merge(closed, stays)


def test_it_is_for_superusers_who_showed_who_they_are(
    client: Client, superuser: User, closed: User, stays: User, cohort: Cohort
) -> None:
    session = client.session
    session[SHOWN_AT] = 0
    session.save()
    assert client.get(QUERY).headers["Location"].startswith("/account/confirm/")
    assert client.post(QUERY, {"username": "hana2"}).status_code == 401
    client.force_login(make_facilitator(cohort))
    assert client.get(QUERY).status_code == 403
    assert client.post(QUERY, {"username": "hana2"}).status_code == 403
    assert not Merge.objects.exists()


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


def test_who_it_is_at_a_provider_comes_along_where_nobody_is(closed: User, stays: User) -> None:
    for person, provider in ((closed, "https://a"), (closed, "header"), (stays, "header")):
        ExternalIdentity.objects.create(person=person, provider=provider, subject=person.username)
    merge(closed, stays)
    assert ExternalIdentity.objects.get(provider="https://a").person == stays
    assert ExternalIdentity.objects.get(provider="header", subject="hana2").person == closed


def test_one_merged_before_leads_on(closed: User, stays: User, cohort: Cohort) -> None:
    first = UserFactory.create(username="hana3")
    merge(first, closed)
    merge(closed, stays)
    first.refresh_from_db()
    assert first.merged_into == stays
    assert signs_in("hana3", PASSWORD) == "hana"


def test_spellings_of_one_name_are_listed_and_the_one_that_stays_gets_it(
    client: Client, superuser: User, cohort: Cohort
) -> None:
    rows = []
    for username in ("duri", "Duri"):
        person = UserFactory.create(username=f"{username}-")
        User.objects.filter(pk=person.pk).update(username=username, shares_username=True)
        rows.append(User.objects.get(pk=person.pk))
    small, large = rows
    assert doubles() == [[large, small]]
    assert ">Duri<" in client.get(PAGE).content.decode()
    assert signs_in("DURI", PASSWORD) == ""

    merge(small, large)

    assert doubles() == []
    large.refresh_from_db()
    assert (large.username, large.shares_username) == ("duri", False)
    assert signs_in("DURI", PASSWORD) == signs_in("Duri", PASSWORD) == "duri"


def test_erasing_the_one_that_stays_erases_the_other(closed: User, stays: User) -> None:
    merge(closed, stays)
    stays.refresh_from_db()
    erase(stays)
    closed.refresh_from_db()
    assert closed.is_erased
    assert not User.objects.filter(username__contains="hana").exists()


def test_nothing_of_a_merged_account_is_changed_in_the_admin(
    client: Client, superuser: User, closed: User, stays: User
) -> None:
    merge(closed, stays)
    address = f"/admin/accounts/user/{closed.pk}/change/"
    page = client.get(address).content.decode()
    assert "합쳐진 계정" in page
    assert 'name="username"' not in page
    assert client.post(address, {"is_active": "on"}).status_code == 403


def test_a_roster_that_names_the_closed_one_means_the_one_that_stays(
    client: Client, superuser: User, closed: User, stays: User, cohort: Cohort
) -> None:
    User.objects.filter(pk=closed.pk).update(email="hana2@example.com")
    merge(closed, stays)
    rows = [["이름", "아이디", "이메일"], ["김하나", "hana2", "hana2@example.com"]]
    client.post(upload(client, rows)["Location"])
    record = RosterImport.objects.latest("pk")
    assert (record.people, record.enrolled) == ([], [])
    assert stays.enrolments.count() == 1
    assert not closed.enrolments.exists()


@pytest.mark.parametrize("is_closed", [True, False])
def test_an_import_that_made_a_merged_account_stays(
    client: Client, superuser: User, stays: User, is_closed: bool
) -> None:
    client.post(upload(client, [["이름", "아이디"], ["이두리", "duri"]])["Location"])
    record, made = RosterImport.objects.latest("pk"), User.objects.get(username="duri")
    merge(*((made, stays) if is_closed else (stays, made)))
    with pytest.raises(CannotTakeBackError, match="합쳐져"):
        take_back(record, superuser)
    assert User.objects.filter(pk=made.pk).exists()


def double(username: str) -> User:
    """An account of before usernames had one form."""
    person = UserFactory.create()
    User.objects.filter(pk=person.pk).update(username=username, shares_username=True)
    return User.objects.get(pk=person.pk)


def test_of_three_spellings_the_name_stays_shared_until_two_are_closed() -> None:
    small, large, wide = double("duri"), double("Duri"), double("DURI")
    merge(wide, small)
    small.refresh_from_db()
    assert (small.username, small.shares_username) == ("duri", True)
    merge(large, small)
    small.refresh_from_db()
    assert (small.username, small.shares_username) == ("duri", False)
    assert signs_in("dURI", PASSWORD) == signs_in("DURI", PASSWORD) == "duri"


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


def test_a_provider_that_names_the_closed_one_signs_in_the_one_that_stays(
    closed: User, stays: User
) -> None:
    merge(closed, stays)
    assert person_of(Claims("https://a", "77", "HANA2")) == stays
    assert person_of(Claims("https://a", "77", "another-name")) == stays
