"""What Postgres itself refuses of a plan, tried by SQL: each rule by its name."""

import datetime

import pytest

from cohorts.models import TargetDate
from courses.models import Cohort, Module
from tests.factories import CohortFactory, CourseFactory, ModuleFactory
from tests.quizzes.test_invariants import refused_by, sql

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 10, 8)


@pytest.fixture
def cohort() -> Cohort:
    cohort: Cohort = CohortFactory.create(
        starts_on=DAY - datetime.timedelta(days=7), ends_on=DAY + datetime.timedelta(days=7)
    )
    return cohort


@pytest.fixture
def module(cohort: Cohort) -> Module:
    return ModuleFactory.create(course=cohort.course)


@pytest.fixture
def target(cohort: Cohort, module: Module) -> TargetDate:
    return TargetDate.objects.create(cohort=cohort, module=module, day=DAY)


def insert(cohort: Cohort, module: Module, days: int = 0) -> None:
    sql(
        "INSERT INTO cohorts_targetdate (cohort_id, module_id, day) "
        f"VALUES (%s, %s, date '{DAY}' + %s::int)",
        *(cohort.pk, module.pk, days),
    )


def test_a_module_of_another_course(cohort: Cohort, target: TargetDate) -> None:
    other = ModuleFactory.create()
    with refused_by("target_date_is_of_the_course"):
        insert(cohort, other)
    with refused_by("target_date_is_of_the_course"):
        sql("UPDATE cohorts_targetdate SET module_id = %s", other.pk)
    with refused_by("target_date_is_of_the_course"):
        sql("UPDATE cohorts_targetdate SET cohort_id = %s", CohortFactory.create().pk)


def test_a_module_that_is_not_out(cohort: Cohort, target: TargetDate) -> None:
    draft = ModuleFactory.create(course=cohort.course, is_published=False)
    with refused_by("target_date_is_of_what_is_out"):
        insert(cohort, draft)
    with refused_by("target_date_is_of_what_is_out"):
        sql("UPDATE cohorts_targetdate SET module_id = %s", draft.pk)


@pytest.mark.parametrize("days", [-8, 8])
def test_a_day_outside_of_the_cohort(cohort: Cohort, module: Module, days: int) -> None:
    with refused_by("target_date_is_within_the_cohort"):
        insert(cohort, module, days)
    insert(cohort, module, days // 8 * 7)
    with refused_by("target_date_is_within_the_cohort"):
        sql("UPDATE cohorts_targetdate SET day = day + %s", days // 8)


def test_a_cohort_without_dates_plans_any_day(cohort: Cohort, module: Module) -> None:
    Cohort.objects.update(starts_on=None, ends_on=None)
    insert(cohort, module, -1000)


def test_two_days_for_one_module(cohort: Cohort, target: TargetDate) -> None:
    with refused_by("target_date_once"):
        insert(cohort, target.module, 1)


def test_a_plan_goes_with_its_course(cohort: Cohort, target: TargetDate) -> None:
    """No date is left that is of a module of another course, whichever of the two moves."""
    kept = TargetDate.objects.create(
        cohort=CohortFactory.create(course=cohort.course), module=target.module, day=DAY
    )
    other = CourseFactory.create()
    sql("UPDATE courses_cohort SET course_id = %s WHERE id = %s", other.pk, cohort.pk)
    assert list(TargetDate.objects.all()) == [kept]
    sql("UPDATE courses_module SET course_id = %s WHERE id = %s", other.pk, target.module_id)
    assert not TargetDate.objects.exists()


def test_a_module_that_is_taken_back_or_removed(cohort: Cohort, target: TargetDate) -> None:
    Module.objects.update(is_published=False)
    assert not TargetDate.objects.in_force().exists()
    assert TargetDate.objects.exists()
    Module.objects.all().delete()
    assert not TargetDate.objects.exists()
