"""The result of a self-diagnosis: levels over time, and what to read next."""

from itertools import pairwise

import pytest
from django.test import Client

from progress.levels_chart import LevelsChart
from progress.models import Diagnosis, Rating
from tests.factories import SelfDiagnosisFactory, make_member

pytestmark = pytest.mark.django_db
NEXT = '다음 단계(3단계 · <span lang="ko">적용</span>)로 가려면'


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
    heights = dict(chart.grid)
    assert [point.y for point in chart.points] == [heights[0], heights[2], heights[6]]
    assert sorted(heights.values(), reverse=True) == list(heights.values())
    assert [point.x for point in chart.points] == sorted({point.x for point in chart.points})


@pytest.mark.parametrize("times", [2, 4, 5, 8, 12, 13])
def test_dates_have_room_and_the_latest_has_one(times: int) -> None:
    chart = LevelsChart.of(diagnoses(*(at % 7 for at in range(times))))
    assert chart is not None
    dated = [point.x for point in chart.points if point.is_dated]
    # "2026. 11. 26." is 70 units wide.
    assert all(later - earlier >= 74 for earlier, later in pairwise(dated))
    assert len(dated) >= min(times, 3)
    assert dated[-1] == chart.points[-1].x


def test_the_page_shows_it_with_its_words(client: Client) -> None:
    taken = diagnoses(1, 4)
    client.force_login(taken[0].learner)
    html = client.get(taken[0].self_diagnosis.get_absolute_url()).content.decode()
    assert "자가진단 2번 동안의 단계: 1단계에서 4단계로" in html
    assert html.count("<circle") >= 2


def test_the_result_says_what_to_read_for_the_next_level(client: Client) -> None:
    (taken,) = diagnoses(2)
    page = taken.self_diagnosis
    level = page.levels.get(rank=3)
    level.read_next = f"[다시 읽기](course:{page.after.slug})"
    level.save()
    client.force_login(taken.learner)

    html = client.get(page.get_absolute_url()).content.decode()
    advice = html.split(NEXT)[1].split("</p>")[0]
    assert f'<a href="{page.after.get_absolute_url()}">다시 읽기</a>' in advice


def test_where_no_author_says_it_names_the_modules_it_looks_back_on(client: Client) -> None:
    (taken,) = diagnoses(2)
    client.force_login(taken.learner)

    html = client.get(taken.self_diagnosis.get_absolute_url()).content.decode()
    assert "이 모듈들을 다시 읽어 보세요" in html.split(NEXT)[1]


def test_at_the_sixth_level_nothing_is_left_to_read(client: Client) -> None:
    (taken,) = diagnoses(6)
    client.force_login(taken.learner)

    assert "다음 단계(" not in client.get(taken.self_diagnosis.get_absolute_url()).content.decode()
