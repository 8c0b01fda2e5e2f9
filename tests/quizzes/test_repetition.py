"""When a question comes back: a pure rule of days."""

import datetime
from zoneinfo import ZoneInfo

from quizzes.repetition import Card

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime.datetime(2026, 11, 25, 18, tzinfo=SEOUL)
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)


def test_a_missed_question_comes_back_after_1_7_and_30_days() -> None:
    card = Card()
    card.answered(NOW, is_right=False)
    assert card.due_on == TODAY + DAY
    card.answered(NOW + DAY, is_right=True)
    assert card.due_on == TODAY + 8 * DAY
    card.answered(NOW + 8 * DAY, is_right=True)
    assert card.due_on == TODAY + 38 * DAY
    card.answered(NOW + 38 * DAY, is_right=True)
    assert card.due_on is None


def test_right_at_once_comes_back_after_7_days_and_too_early_moves_nothing() -> None:
    card = Card()
    card.answered(NOW, is_right=True)
    card.answered(NOW + DAY, is_right=True)
    assert card.due_on == TODAY + 7 * DAY
    card.answered(NOW + 2 * DAY, is_right=False)
    assert card.due_on == TODAY + 3 * DAY
