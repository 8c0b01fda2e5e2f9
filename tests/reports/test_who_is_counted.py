"""Reports count the right people since the right moment, as plain Python does."""

import datetime

import pytest

from analysis.facility import facilities
from analysis.items import Item, items, recounted, reliability
from courses.days import start_of_day_ago
from courses.models import Cohort, Module
from progress.counted import Counted
from reports.course_items import CourseItems
from reports.heatmap import HeatMap
from reports.home import WEEK, Home
from reports.left_out import LeftOutOfCohort
from reports.levels import Levels
from reports.overview import STALLED_AFTER, Overview, Selection
from tests.reports.by_hand import ByHand
from tests.reports.conftest import make_facilitator
from tests.reports.random_cohorts import RandomCohorts
from tests.tables import first

pytestmark = pytest.mark.django_db


def outline(cohort: Cohort) -> list[Module]:
    return list(cohort.course.modules.order_by("position"))


def overview_of(cohort: Cohort) -> Overview:
    return Overview.of(Counted.people_of(cohort), outline(cohort), Selection(), None)


@pytest.mark.parametrize("seed", first(1, range(100)))
def test_reports_say_what_the_rows_say(seed: int) -> None:
    for cohort in RandomCohorts(seed).cohorts:
        by_hand = ByHand.of(cohort)
        assert_the_overview_is_so(cohort, by_hand)
        assert_figures_of_questions_are_so(cohort, by_hand)
        assert_the_heat_maps_are_so(cohort, by_hand)
        assert_levels_are_so(cohort, by_hand)


def assert_the_overview_is_so(cohort: Cohort, by_hand: ByHand) -> None:
    overview, modules = overview_of(cohort), outline(cohort)
    stalled_before = start_of_day_ago(STALLED_AFTER)
    assert {member.learner for member in overview.members} == {*by_hand.people}
    for member in overview.members:
        assert member.active_at == by_hand.active_at(member.learner, modules)
        assert member.state == by_hand.state(member.learner, modules, stalled_before)
    assert overview.states == dict(by_hand.states(modules, stalled_before))
    for at, module in enumerate(modules):
        states = [state for state, _done, _active in by_hand.cells(module).values()]
        assert [member.cells[at].state for member in overview.members] == [
            by_hand.cells(module)[member.learner][0] for member in overview.members
        ]
        told = overview.module_states[module.pk]
        assert {state: people for state, people in told.items() if people} == {
            state: states.count(state) for state in set(states)
        }
    assert dict(overview.days) == dict(by_hand.days(modules))
    assert_the_line_begins_with_the_cohort(cohort, overview, by_hand)
    left_out = LeftOutOfCohort.of(cohort).people
    assert {one.person.pk: one.reason for one in left_out} == by_hand.reasons
    assert {*by_hand.reasons}.isdisjoint(by_hand.people)


def assert_the_line_begins_with_the_cohort(
    cohort: Cohort, overview: Overview, by_hand: ByHand
) -> None:
    if overview.line is None:
        assert not overview.days
        return
    joined = [since for pk, (since, _until) in by_hand.spans.items() if pk in by_hand.people]
    begins_on = cohort.starts_on or min(joined).astimezone().date()
    assert (begins_on - overview.line.first).days == 1
    cells = [state for module in outline(cohort) for state, *_ in by_hand.cells(module).values()]
    assert overview.line.most == len([state for state in cells if state != "earlier"])


def assert_figures_of_questions_are_so(cohort: Cohort, by_hand: ByHand) -> None:
    counted, modules = Counted.of(cohort), outline(cohort)
    expected = by_hand.items()
    shares = {
        row["question_id"]: (row["answered"], row["right_first"], row["earlier"])
        for row in facilities(counted, [module.pk for module in modules])
    }
    assert shares == {pk: figures[:3] for pk, figures in expected.items()}
    course_items = CourseItems.of(counted, modules)
    for _number, question, share in course_items.rows:
        answered, right, earlier, _tries = expected.get(question.pk, (0, 0, 0, {}))
        assert (share.total, share.count) == (answered, right)
        assert course_items.earlier.get(question.pk, 0) == earlier
    for module in modules:
        for item in items(counted, [module]):
            answered, right, earlier, tries = expected.get(item.question.pk, (0, 0, 0, {}))
            assert (item.answered, item.facility.count, item.earlier) == (answered, right, earlier)
            assert item.tries == tries
            sheets = by_hand.sheets(module.quiz.pk).values()
            whole = [sheet for sheet in sheets if item.question.pk in sheet and len(sheet) > 1]
            assert item.whole == len(whole)
    assert_kr20_is_of_whole_courses(counted, modules, by_hand)


def assert_kr20_is_of_whole_courses(
    counted: Counted, modules: list[Module], by_hand: ByHand
) -> None:
    quizzes = [module.quiz.pk for module in modules if hasattr(module, "quiz")]
    asked = by_hand.begun(quizzes) if by_hand.cohort.has_ended else quizzes
    sheets = [by_hand.sheets(quiz) for quiz in asked] or [{}]
    whole = {
        pk: {k: v for s in sheets for k, v in s[pk].items()}
        for pk in set(sheets[0]).intersection(*sheets[1:])
    }
    have = {pk for sheet in whole.values() for pk in sheet}
    of_it = {pk for pk in have if sum(pk in s for s in whole.values()) >= 0.9 * len(whole)}
    scores = [sum(s[pk] for pk in of_it) for s in whole.values() if of_it <= {*s}]
    told = reliability(counted, quizzes)
    assert {*told.questions} == of_it
    assert told.learners == (len(scores) if of_it else 0)
    if told.learners:
        mean = sum(scores) / len(scores)
        variance = sum((score - mean) ** 2 for score in scores) / len(scores)
        assert told.score_variance == pytest.approx(variance)


def assert_the_heat_maps_are_so(cohort: Cohort, by_hand: ByHand) -> None:
    tries, counted = by_hand.tries, Counted.of(cohort)
    for module in outline(cohort):
        if not hasattr(module, "quiz"):
            continue
        analysed = items(counted, [module])
        heat_map = HeatMap.of(counted, module.quiz.pk, analysed, limit=None)
        assert {member.learner for member in heat_map.members} == {*by_hand.spans}
        begun = set()
        for member in heat_map.members:
            for item, mark in zip(analysed, member.marks, strict=True):
                given = tries.get((member.learner, item.question.pk), [])
                assert mark.tries == len(given)
                earlier = bool(given) and by_hand.is_earlier(member.learner, given[0].answered_at)
                assert mark.is_earlier == earlier
                assert (mark.kind == "first") == (
                    not earlier and len(given) == 1 and given[0].is_correct
                )
            answered = [
                answers
                for (learner, _question), answers in tries.items()
                if learner == member.learner and answers[0].attempt.quiz_id == module.quiz.pk
            ]
            earlier_ones = [
                answers
                for answers in answered
                if by_hand.is_earlier(member.learner, answers[0].answered_at)
            ]
            assert member.earlier == len(earlier_ones)
            assert member.answered == len(answered) - len(earlier_ones)
            begun |= {member.learner} if member.answered else set()
        assert heat_map.begun == len(begun)


def assert_levels_are_so(cohort: Cohort, by_hand: ByHand) -> None:
    page = cohort.course.self_diagnoses.get()
    latest = by_hand.levels()
    levels = Levels.of(Counted.of(cohort), page, limit=None)
    assert {member.learner: member.taken_at for member in levels.members} == {
        pk: diagnosis.taken_at if diagnosis else None for pk, diagnosis in latest.items()
    }
    assert {member.learner: member.reached for member in levels.members} == {
        pk: diagnosis.level_reached if diagnosis else None for pk, diagnosis in latest.items()
    }
    assert levels.taken == len([one for one in latest.values() if one])


@pytest.mark.full
@pytest.mark.parametrize("seed", first(1, range(100, 150)))
def test_home_and_overview_count_the_same_people_as_active(seed: int) -> None:
    world = RandomCohorts(seed)
    leader = make_facilitator(*world.cohorts)
    shown = {now.cohort.pk: now for now in Home.of(leader).cohorts}
    for cohort in world.cohorts:
        if cohort.has_ended:
            continue
        by_hand, overview = ByHand.of(cohort), overview_of(cohort)
        since = start_of_day_ago(WEEK - 1)
        active = [by_hand.active_at(pk, outline(cohort)) for pk in by_hand.people]
        now = shown[cohort.pk]
        assert now.active == sum(at is not None and at >= since for at in active)
        assert now.people == len(by_hand.people) == overview.people
        assert now.states == overview.states


@pytest.mark.full
def test_the_histories_hold_every_case() -> None:
    """Else the test above would look at nothing."""
    reasons, earlier, moved = set(), 0, 0
    for seed in range(6):
        for cohort in RandomCohorts(seed).cohorts:
            by_hand = ByHand.of(cohort)
            reasons |= {*by_hand.reasons.values()}
            earlier += sum(figures[2] for figures in by_hand.items().values())
            moved += any(
                "earlier" in {s for s, *_ in by_hand.cells(m).values()} for m in outline(cohort)
            )
    assert reasons == {"author", "facilitator", "erased", "left"}
    assert earlier > 100
    assert moved


@pytest.mark.full
@pytest.mark.parametrize("seed", first(1, range(40)))
def test_first_answers_before_a_moment_are_those_counted_until_then(seed: int) -> None:
    histories = RandomCohorts(seed)
    moment = histories.now - datetime.timedelta(days=histories.rng.uniform(5, 30))
    known = 0
    for cohort in histories.cohorts:
        counted, modules = Counted.of(cohort), outline(cohort)
        until_then = Counted(
            [
                member._replace(until=min(member.until or moment, moment))
                for member in counted.members
            ]
        )
        then = items(counted, modules, before=moment)
        for item in then:
            known += item.first_answered_before().answered
        assert [first_choices(item.first_answered_before()) for item in then] == [
            first_choices(item) for item in recounted(then, until_then)
        ]
    assert known or seed, "Else this would look at nothing; of others some have no such answer."


def first_choices(item: Item) -> tuple[int, int, list[int]]:
    return item.answered, item.facility.count, [choice.first.count for choice in item.choices]
