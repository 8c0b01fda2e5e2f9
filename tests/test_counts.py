"""No page says "5 of 4", and a score of record stays what it is, whatever authors and learners do.

Questions are added, replaced, retired and asked again while learners answer and practise.
"""

import html
import json
import random
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Cohort, Course
from progress.counted import Counted
from progress.module_progress import ModuleStanding
from quizzes.answer_sheet import AnswerSheet
from quizzes.models import Attempt
from reports.overview import Overview, Selection
from tests.factories import (
    CohortFactory,
    CourseFactory,
    SelfDiagnosisFactory,
    UserFactory,
    standing,
)
from tests.histories import History, make_module
from tests.reports.conftest import make_facilitator
from tests.tables import first

pytestmark = pytest.mark.django_db

PART_OF_WHOLE = re.compile(r"(\d+) ?/ ?(\d+)|(\d+) of (\d+)")
WHOLE_AND_PART = re.compile(
    r"(\d+)\w{1,2} (?:중|가운데) [^\d.·]{0,20}(\d+)|Of (\d+) [^\d.·]{0,60}?(\d+)"
)
NOT_READ = re.compile(r"<(script|style|svg|head)\b.*?</\1>|<[^>]+>", re.DOTALL)
REPORTS = ["", "quiz/", "self-diagnosis/", "compare/", "files/completions/", "meeting/"]


def pairs_in(page: str) -> list[tuple[int, int, str]]:
    """Every "a of b" that a person reads there, with the words around it."""
    text = " ".join(html.unescape(NOT_READ.sub(" ", page)).split())
    pairs = []
    for match in PART_OF_WHOLE.finditer(text):
        part, whole = [number for number in match.groups() if number]
        pairs.append((int(part), int(whole), match[0]))
    for match in WHOLE_AND_PART.finditer(text):
        whole, part = [number for number in match.groups() if number]
        pairs.append((int(part), int(whole), match[0]))
    return pairs


def pairs_in_tables(report: str) -> list[tuple[int, int, str]]:
    """In a file: what was right at first, and of how many."""
    pairs = []
    for name, rows in json.loads(report)["tables"].items():
        for row in rows:
            for key, whole in row.items():
                if not key.endswith("answered"):
                    continue
                before = key.removesuffix("answered")
                part = row.get(f"{before}right_first", row.get(f"{before}score"))
                if part is not None:
                    pairs.append((part, whole, f"{name} {key}"))
    return pairs


@pytest.fixture
def course() -> Iterator[Course]:
    """It may come to have modules with nothing in them."""
    course = CourseFactory.create()
    SelfDiagnosisFactory.create(after=make_module(course, lessons=1, questions=3))
    yield course
    course.modules.update(is_published=False)


@pytest.fixture
def cohort(course: Course) -> Cohort:
    return CohortFactory.create(course=course, slug="counted")


def pages_of(course: Course, learner: User) -> list[str]:
    """All that a learner can open."""
    modules = [module.get_absolute_url() for module in course.modules.all()]
    mine = Attempt.objects.filter(learner=learner, answers__isnull=False).distinct()
    reviews = [reverse("quizzes:review", args=[one.quiz_id, one.number]) for one in mine]
    record = reverse("progress:record", args=[course.slug])
    return ["/", "/progress/", "/review/", course.get_absolute_url(), record, *modules, *reviews]


def reports_of(cohort: Cohort, learner: User) -> list[str]:
    base = f"/admin/reports/{cohort.slug}/"
    quizzes = [f"quiz/{module.slug}/" for module in cohort.course.modules.exclude(quiz=None)]
    meetings = [f"meeting/?module={address[5:-1]}" for address in quizzes]
    return [base + each for each in [*REPORTS, *quizzes, *meetings, f"people/{learner.pk}/"]]


def assert_no_part_is_more_than_its_whole(client: Client, addresses: list[str]) -> int:
    """How many pairs there are."""
    count = 0
    for address in addresses:
        for language in ("ko", "en"):
            User.objects.update(language=language)
            response = client.get(address)
            assert response.status_code == 200, address
            pairs = pairs_in(response.content.decode())
            assert [pair for pair in pairs if pair[0] > pair[1]] == [], address
            count += len(pairs)
    return count


def live_through(history: History, steps: int) -> None:
    """Whatever is done, scores of record stay; with questions alone, modules stay complete too."""
    history.make_modules()
    for _ in range(steps):
        deed = history.rng.choice(history.deeds)
        before = _modules(history)
        deed()
        after = _modules(history)
        for pk, module in before.items():
            if module.is_finished:
                assert (after[pk].score, after[pk].total) == (module.score, module.total), deed
        if deed in history.of_questions:
            for pk, module in before.items():
                if module.is_complete and module.is_finished:
                    assert after[pk].is_complete, deed


def _modules(history: History) -> dict[int, ModuleStanding]:
    modules = standing(history.course, history.learner).modules
    return {module.module.pk: module for module in modules}


@pytest.mark.parametrize("seed", first(1, range(100)))
def test_whatever_happened(client: Client, course: Course, cohort: Cohort, seed: int) -> None:
    learners = UserFactory.create_batch(2)
    rng = random.Random(seed)
    for learner in learners:
        cohort.enrol(learner)
        live_through(History(rng, course, learner), 20)

    count = 0
    for learner in learners:
        assert_the_score_is_one(cohort, learner)
        client.force_login(learner)
        count += assert_no_part_is_more_than_its_whole(client, pages_of(course, learner))
    client.force_login(make_facilitator(cohort))
    reports = [*reports_of(cohort, learners[0]), "/admin/"]
    count += assert_no_part_is_more_than_its_whole(client, reports)
    assert count > 50
    for address in reports[:-1]:
        joint = "&" if "?" in address else "?"
        pairs = pairs_in_tables(client.get(f"{address}{joint}format=json").content.decode())
        assert [pair for pair in pairs if pair[0] > pair[1]] == [], address


def assert_the_score_is_one(cohort: Cohort, learner: User) -> None:
    """The same on the learner's pages, on the answer sheet and in the reports."""
    modules = standing(cohort.course, learner).modules
    outline = [module.module for module in modules]
    overview = Overview.of(Counted.of(cohort), outline, Selection(), None)
    (member,) = [member for member in overview.members if member.learner == learner.pk]
    for module, cell in zip(modules, member.cells, strict=True):
        if not module.answered:
            continue
        sheet = AnswerSheet.of_review(module.module.quiz.pk, learner, 1)
        assert sheet is not None
        assert (sheet.score, sheet.total) == (module.right_at_first, module.total)
        assert (cell.score, cell.answered) == (module.right_at_first, module.answered)
        assert cell.is_finished == module.is_finished == sheet.is_finished
        if module.is_finished:
            assert module.answered == module.total


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("<p>첫 시도 5 / 4</p>", (5, 4)),
        ("<td>5/4</td>", (5, 4)),
        ("확인 문제 4개 중 5개 답함", (5, 4)),
        ("4명 가운데 <b>5명이</b> 답했습니다", (5, 4)),
        ("check quiz: 5 of 4 answered", (5, 4)),
        ("5 of 4 members have begun", (5, 4)),
        ("Of 4 questions, your first choice was right in 5.", (5, 4)),
        ("Of 4 members 5 were active", (5, 4)),
        ("문제 4개 가운데 5개를 처음에 바로 맞히셨습니다.", (5, 4)),
    ],
)
def test_such_a_pair_would_be_seen(text: str, pair: tuple[int, int]) -> None:
    assert [found[:2] for found in pairs_in(text)] == [pair]
