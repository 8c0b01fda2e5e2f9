"""How long the bars and lines of the reports' pictures are."""

import datetime

from reports.charts import Bar, Bars, Line, Stacked

TODAY = datetime.date(2026, 11, 27)


def test_parts_of_a_bar_stand_side_by_side_and_the_longest_row_fills_the_scale() -> None:
    stacked = Stacked.of([("a", "A"), ("b", "B")], [("one", [1, 3]), ("two", [2, 0])])
    first, second = stacked.rows
    assert [(part.x, part.width) for part in first.segments] == [(0, 25), (25, 75)]
    assert [(part.count, part.x, part.width) for part in second.segments] == [(2, 0, 50)]
    assert first.segments[1].middle == 62.5


def test_a_number_is_written_into_a_part_that_is_wide_enough_for_its_digits() -> None:
    (row,) = Stacked.of([("a", "A"), ("b", "B"), ("c", "C")], [("one", [6, 94, 1_900])]).rows
    assert [part.shown for part in row.segments] == [False, False, True]
    (row,) = Stacked.of([("a", "A"), ("b", "B"), ("c", "C")], [("one", [1, 3, 16])]).rows
    assert [part.shown for part in row.segments] == [True, True, True]


def test_an_interval_is_drawn_around_its_bar_and_only_where_there_is_one() -> None:
    some, few = Bars.of([Bar("A", "3 / 4", 0.75, 0.3, 0.95), Bar("C", "1", None)]).rows
    assert (some.width, some.whiskers) == (75, (30, 95))
    assert (few.width, few.whiskers) == (0, None)


def test_a_long_picture_ends_with_its_scale_too() -> None:
    bars = [Bar("A", "3 / 4", 0.75)]
    assert [Bars.of(bars * rows).is_long for rows in (12, 13)] == [False, True]


def test_a_line_grows_from_the_first_day_to_today() -> None:
    days = [(TODAY - datetime.timedelta(days=3), 1), (TODAY - datetime.timedelta(days=1), 2)]
    line = Line.of(days, 4, TODAY, None)
    assert line is not None
    assert line.path == "0.0,100.0 25.0,100.0 25.0,75.0 75.0,75.0 75.0,25.0 100.0,25.0"
    assert line.grid == [(0, 100), (2, 50), (4, 0)]
    assert line.planned == []
    assert Line.of([], 4, TODAY, None) is None
    earlier = Line.of(days, 4, TODAY, TODAY - datetime.timedelta(days=9))
    assert earlier is not None
    assert earlier.first == TODAY - datetime.timedelta(days=10)


def test_the_plan_is_drawn_beside_what_was_done_up_to_today() -> None:
    week = datetime.timedelta(days=2)
    days = [(TODAY - 2 * week, 1)]
    targets = [TODAY - week, None, TODAY - 2 * week, TODAY + week]
    line = Line.of(days, 8, TODAY, None, targets)
    assert line is not None
    assert line.planned_path == ("0.0,100.0 20.0,100.0 20.0,75.0 60.0,75.0 60.0,50.0 100.0,50.0")
