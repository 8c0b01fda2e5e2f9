"""The picture of levels over time."""

import pytest
from django.test import Client

from progress.chart import BOTTOM, STEP, LevelsChart
from progress.models import Diagnosis, Rating
from tests.factories import SelfDiagnosisFactory, make_member

pytestmark = pytest.mark.django_db


def diagnoses(*levels: int) -> list[Diagnosis]:
    page = SelfDiagnosisFactory.create()
    learner = make_member(page.course)
    for reached in levels:
        diagnosis = Diagnosis.objects.create(learner=learner, self_diagnosis=page)
        for level in page.levels.all():
            own = level.rank <= reached
            Rating.objects.create(
                diagnosis=diagnosis,
                level=level,
                rating="on-my-own" if own else "not-yet",
                evidence="해 보았다" if own else "",
            )
    return list(Diagnosis.objects.of(learner, page))


def test_there_is_none_before_two_diagnoses() -> None:
    assert LevelsChart.of(diagnoses(3)) is None


def test_higher_levels_stand_higher_and_later_ones_further_right() -> None:
    chart = LevelsChart.of(diagnoses(0, 2, 6))
    assert chart is not None
    assert [point.y for point in chart.points] == [BOTTOM, BOTTOM - 2 * STEP, BOTTOM - 6 * STEP]
    assert [point.x for point in chart.points] == sorted({point.x for point in chart.points})


def test_of_many_only_some_are_dated_and_always_the_latest() -> None:
    chart = LevelsChart.of(diagnoses(*range(7), *range(6)))
    assert chart is not None
    assert sum(point.is_dated for point in chart.points) <= 4
    assert chart.points[-1].is_dated


def test_the_page_shows_it_with_its_words(client: Client) -> None:
    taken = diagnoses(1, 4)
    client.force_login(taken[0].learner)
    html = client.get(taken[0].self_diagnosis.get_absolute_url()).content.decode()
    assert "자가진단 2번 동안의 단계: 1단계에서 4단계로" in html
    assert html.count("<circle") >= 2
