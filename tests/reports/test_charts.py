"""Where the rows of the reports' pictures stand."""

import pytest

from reports.charts import Bar, Bars, Stacked

BARS = [Bar("A", "3 / 4", 0.75, 0.3, 0.95), Bar("B", "4 / 4", 1.0, 0.51, 1.0), Bar("C", "1", None)]


@pytest.mark.parametrize("thickness", [20, 24])
def test_bars_stand_one_under_the_other_inside_the_picture(thickness: int) -> None:
    bars = Bars.of(BARS, thickness=thickness)
    edges = [edge for bar in bars.rows for edge in (bar.top, bar.top + bar.thickness)]
    assert edges == sorted({*edges})
    assert edges[0] > 0
    assert edges[-1] < bars.height


def test_parts_of_a_bar_stand_side_by_side_and_the_longest_row_fills_the_scale() -> None:
    stacked = Stacked.of([("a", "A"), ("b", "B")], [("one", [1, 3]), ("two", [2, 0])])
    first, second = stacked.rows
    assert first.segments[0].x + first.segments[0].width == first.segments[1].x
    assert second.segments[0].width == 2 * first.segments[0].width
    assert [segment.count for segment in second.segments] == [2]
    assert first.top + first.thickness < second.top


def test_an_interval_is_drawn_around_its_bar_and_only_where_there_is_one() -> None:
    some, _all, few = Bars.of(BARS).rows
    assert some.whiskers == "M329.2 18H604.8M329.2 12v12M604.8 12v12"
    assert some.x_note == 612.8
    assert few.whiskers == ""
    assert few.width == 0
