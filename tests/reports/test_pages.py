"""What each report shows, with how many queries, and what it writes down."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import AccessRecord, User
from courses.models import Cohort, CompletionRecord
from progress.models import Diagnosis, Rating
from quizzes.models import Answer, Question
from tests.answering import make_answered, until_right
from tests.factories import UserFactory, make_author, right
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
BASE = "/admin/reports/spring/"
REPORTS = [
    "",
    "quiz/",
    "quiz/{module}/",
    "self-diagnosis/",
    "compare/",
    "files/completions/",
    "meeting/",
    "people/{pk}/",
]


def addresses(cohort: Cohort) -> list[str]:
    """Every report of the cohort."""
    module = cohort.course.modules.earliest("position")
    learner = Diagnosis.objects.filter(learner__enrolments__cohort=cohort)[0].learner_id
    question = module.quiz.questions.earliest("position")
    base = f"/admin/reports/{cohort.slug}/"
    named = [base + one.format(module=module.slug, pk=learner) for one in REPORTS]
    return [*named, f"{base}meeting/{module.slug}/{question.slug}/?step=explanations"]


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_every_report_opens_for_its_facilitator(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    for address in addresses(cohort):
        assert client.get(address).status_code == 200, address


def test_the_tab_of_a_page_is_marked_on_the_pages_below_it(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    module = cohort.course.modules.earliest("position")
    pages = [client.get(address) for address in (f"{BASE}quiz/", f"{BASE}quiz/{module.slug}/")]
    tab = re.compile(r'<a href="(\S+/quiz/)" aria-current="(\w+)"')
    marked = [tab.findall(page.content.decode()) for page in pages]
    assert marked == [[(f"{BASE}quiz/", "page")], [(f"{BASE}quiz/", "true")]]


def test_every_table_that_a_page_names_is_one_of_its_report(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    named = 0
    for address in addresses(cohort):
        response = client.get(address)
        names = [table.name for table in response.context["report"].tables]
        page = response.templates[0].source
        for name in re.findall(r"tables_by_name\.(\w+)", page):
            assert name in names, address
            named += 1
    assert named


def test_a_report_takes_at_most_thirteen_queries_whatever_its_size(client: Client) -> None:
    counts = []
    for members, modules, questions in ((4, 1, 2), (9, 3, 3)):
        course = make_course(modules, questions)
        cohort = make_study_group(course, members, slug=f"spring-{members}")
        client.force_login(make_facilitator(cohort))
        counts.append([queries(client, address) for address in addresses(cohort)])
    small, large = counts
    assert max(large) <= 13  # one of them asks for demo passwords, as on every page of the admin
    assert small == large


def test_the_quiz_report_marks_every_try(client: Client) -> None:
    cohort, quiz, people = make_answered(
        [[[1], until_right(0)], [until_right(0, 2), [3]], [[], []]], questions=2
    )
    client.force_login(make_facilitator(cohort))

    html = client.get(f"/admin/reports/{cohort.slug}/quiz/{quiz.module.slug}/").content.decode()

    signs = {}
    for person in people:
        row = re.search(rf'<tr data-learner="{person.pk}">.*?</tr>', html, re.DOTALL)
        assert row is not None
        signs[person.pk] = re.findall(r'<span aria-hidden="true">(.*?)</span>', row[0])
    assert list(signs.values()) == [["○", "△2"], ["△3", "✗"], ["–", "–"]]


def test_the_items_carry_their_figures_in_full_precision(client: Client) -> None:
    cohort, quiz, _people = make_answered([[[1]]] * 5 + [[[0, 1]]] * 4, questions=1)
    client.force_login(make_facilitator(cohort))

    html = client.get(f"/admin/reports/{cohort.slug}/quiz/{quiz.module.slug}/").content.decode()

    slug = quiz.questions.get().slug
    row = re.search(rf'<tr data-question="{slug}">.*?</tr>', html, re.DOTALL)
    assert row is not None
    figures = dict(re.findall(r'data-figure="([\w-]+)" data-value="([^"]*)"', row[0]))
    assert float(figures["facility"]) == 5 / 9
    assert figures["discrimination"] == figures["upper-lower"] == ""
    assert float(figures["tries"]) == 13 / 9


def test_unanswered_is_never_counted_as_wrong(client: Client) -> None:
    cohort, quiz, _people = make_answered([[[1], []], [[1], []]], questions=2)
    client.force_login(make_facilitator(cohort))

    page = client.get(f"/admin/reports/{cohort.slug}/quiz/{quiz.module.slug}/")

    unreached = page.context["cards"][1].item
    assert (unreached.answered, unreached.missed) == (0, 0)
    assert "아직 이 문제를 푼 사람이 없습니다." in page.content.decode()
    assert page.context["sections"] == []


def test_the_self_diagnosis_report_counts_the_latest_of_each(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    found = client.get(f"{BASE}self-diagnosis/").context["found"]
    assert found.people == 8
    assert found.taken == len({one.learner for one in found.members if one.reached is not None})
    assert sum(people for people, _share in found.reached.values()) == found.taken
    for level in found.levels:
        answered = [count for (rank, _), count in found.ratings.items() if rank == level.rank]
        assert sum(answered) == found.taken


def test_evidence_is_shown_only_where_it_was_shared(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    Diagnosis.objects.update(shared=False)
    shared = Rating.objects.filter(rating="on-my-own").earliest("pk").diagnosis
    Diagnosis.objects.filter(pk=shared.pk).update(shared=True)
    Rating.objects.filter(diagnosis__shared=False, rating="on-my-own").update(evidence="비밀 근거")
    Rating.objects.filter(diagnosis__shared=True, rating="on-my-own").update(evidence="나눈 근거")
    seen = []
    for pk in cohort.enrolments.values_list("learner", flat=True):
        for extra in ("", "?format=json", "?format=csv&table=events"):
            seen.append(client.get(f"{BASE}people/{pk}/{extra}").content.decode())
    assert "나눈 근거" in "".join(seen)
    assert "비밀 근거" not in "".join(seen)


def test_the_person_report_tells_everything_in_order(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    learner = Answer.objects.latest("pk").attempt.learner
    person = client.get(f"{BASE}people/{learner.pk}/").context["person"]
    at = [event.at for event in person.events]
    assert at == sorted(at)
    assert {event.kind for event in person.events} >= {"joined", "read", "answered"}
    answers = person.tables[0].rows
    assert len(answers) == Answer.objects.filter(attempt__learner=learner).count()


def test_the_number_of_a_record_of_completion_can_be_checked(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    learner = cohort.enrolments.earliest("pk").learner
    address = f"{BASE}people/{learner.pk}/"
    assert "이수 기록" not in client.get(address).content.decode()
    number = CompletionRecord.objects.issue(learner, cohort.course).number
    assert f"이수 기록 번호 {number}" in client.get(address).content.decode()


def test_a_cohort_is_compared_with_earlier_ones_of_its_facilitator(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    def before() -> list[str]:
        found = client.get(f"{BASE}compare/").context["found"]
        return [one.slug for one in found.before]

    old = make_study_group(cohort.course, 6, slug="winter", name="1기", days_ago=200)
    assert before() == []
    old.facilitators.add(facilitator)
    make_study_group(cohort.course, 2, slug="later", name="3기", days_ago=3)
    empty = Cohort.objects.create(course=cohort.course, slug="empty", name="0기", join_code="empty")
    empty.facilitators.add(facilitator)
    assert before() == ["winter"]  # an empty one tells nothing
    rows = client.get(f"{BASE}compare/").context["found"].rows
    assert (
        sum(row.before.total for row in rows)
        == Answer.objects.first_answers()
        .filter(attempt__learner__username__startswith="winter")
        .count()
    )


def test_who_repeats_the_course_counts_once(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    old = make_study_group(cohort.course, 6, slug="winter", name="1기", days_ago=200)
    old.facilitators.add(facilitator)
    both = old.enrolments.order_by("pk")[0].learner
    rows = client.get(f"{BASE}compare/").context["found"].rows
    before, now = (sum(getattr(row, name).total for row in rows) for name in ("before", "now"))
    cohort.enrol(both)
    moved = Answer.objects.first_answers().filter(attempt__learner=both).count()
    rows = client.get(f"{BASE}compare/").context["found"].rows
    assert moved > 0
    assert sum(row.before.total for row in rows) == before
    assert sum(row.now.total for row in rows) == now
    # As if they had answered all of it in this cohort.
    assert old.starts_on is not None
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=old.starts_on + DAY)
    cohort.enrolments.filter(learner=both).update(joined_at=old.enrolments.latest("pk").joined_at)
    rows = client.get(f"{BASE}compare/").context["found"].rows
    assert sum(row.before.total for row in rows) == before - moved
    assert sum(row.now.total for row in rows) == now + moved


def test_the_meeting_shows_no_name_and_the_most_surely_missed_first(client: Client) -> None:
    cohort, quiz, people = make_answered(
        [[[1], [0, 1], [1]]] * 6 + [[[1], [0, 1], [2, 1]]] * 2, questions=3
    )
    client.force_login(make_facilitator(cohort))
    page = client.get(f"/admin/reports/{cohort.slug}/meeting/")
    second, third = quiz.questions.all()[1:]
    assert [topic.item.question for topic in page.context["meeting"].topics] == [second, third]
    assert not [person for person in people if person.name in page.content.decode()]


def test_a_question_is_revealed_step_by_step(client: Client) -> None:
    cohort, quiz, _people = make_answered([[[0, 1]]] * 3, questions=1)
    client.force_login(make_facilitator(cohort))
    question: Question = quiz.questions.get()
    address = f"/admin/reports/{cohort.slug}/meeting/{quiz.module.slug}/{question.slug}/"
    pages = [
        client.get(f"{address}?step={step}").content.decode()
        for step in ("question", "distribution", "right", "explanations")
    ]
    explanation = right(question).explanation
    assert ["3명이 처음 고름" in page for page in pages] == [False, True, True, True]
    assert ["✓ 정답" in page for page in pages] == [False, False, True, True]
    assert [explanation in page for page in pages] == [False, False, False, False]
    assert explanation in client.get(f"{address}?step=explanations&of=b").content.decode()
    assert "lms-plot-right" not in pages[1]


def test_whoever_is_shown_is_written_down(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    learner = cohort.enrolments.order_by("pk")[0].learner
    client.get(f"{BASE}people/{learner.pk}/")
    assert list(
        AccessRecord.objects.filter(whose__len__gt=0, act__in=["viewed", "downloaded"]).values_list(
            "account", "whose", "what"
        )
    ) == [(facilitator.pk, [learner.pk], f"{BASE}people/{learner.pk}/")]
    module = cohort.course.modules.earliest("position").slug
    for address in ("", f"quiz/{module}/", f"quiz/{module}/?format=xlsx", "self-diagnosis/"):
        before = AccessRecord.objects.count()
        client.get(BASE + address)
        assert AccessRecord.objects.count() == before + 1, address
        assert len(AccessRecord.objects.latest("pk").whose) == 8, address
    before = AccessRecord.objects.count()
    client.get(f"{BASE}meeting/")
    client.get(f"{BASE}compare/")
    assert AccessRecord.objects.count() == before


def test_the_first_page_of_the_admin_tells_of_own_cohorts(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    html = client.get("/admin/").content.decode()
    assert "2기" in html
    assert 'data-people="all"><strong>8</strong>' in html
    counts = []
    for slug in ("one", "two", "three"):
        make_study_group(cohort.course, 2, slug=slug, name=slug).facilitators.add(facilitator)
        counts.append(queries(client, "/admin/"))
    assert len(set(counts)) == 1
    client.force_login(make_author())
    assert "2기" not in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "address", ["?format=pdf", "quiz/nowhere/", "people/0/", "self-diagnosis/x/"]
)
def test_what_there_is_not_is_refused(
    client: Client, cohort: Cohort, facilitator: User, address: str
) -> None:
    expected = 400 if address == "?format=pdf" else 404
    assert client.get(BASE + address).status_code == expected
    assert client.post(BASE + address).status_code == 405


def test_a_course_without_modules_and_a_cohort_without_members_have_reports(
    client: Client,
) -> None:
    cohort = make_study_group(make_course(modules=1, questions=1), members=1)
    client.force_login(make_facilitator(cohort))
    cohort.enrolments.all().delete()
    module = cohort.course.modules.get()
    places = ["", "quiz/", f"quiz/{module.slug}/", "self-diagnosis/", "compare/", "meeting/"]
    for place in places:
        assert client.get(BASE + place).status_code == 200, place
    cohort.enrol(UserFactory.create())
    cohort.course.modules.update(is_published=False)
    for place in places:
        expected = 404 if module.slug in place else 200
        assert client.get(BASE + place).status_code == expected, place
