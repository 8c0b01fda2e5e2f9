"""Which backups stay, and the timer that takes them."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands

from config.backup import archive
from config.backup.thinning import kept, superfluous

NOON = datetime(2026, 11, 26, 12)  # noqa: DTZ001 - as backups are named


def days_ago(*days: int) -> list[datetime]:
    return [NOON - timedelta(days=number) for number in days]


def test_of_a_year_of_days_the_newest_of_days_weeks_and_months_stay() -> None:
    stay = kept(days_ago(*range(365)))

    # Seven days, the Sundays of three weeks before this one, the ends of five months.
    assert [f"{moment:%m-%d}" for moment in sorted(stay, reverse=True)] == [
        *("11-26", "11-25", "11-24", "11-23", "11-22", "11-21", "11-20"),
        *("11-15", "11-08", "10-31", "09-30", "08-31", "07-31", "06-30"),
    ]


def test_of_one_day_the_newest_stays() -> None:
    hours = [NOON + timedelta(hours=hour) for hour in range(5)]

    assert kept(hours) == {hours[-1]}


def test_after_a_long_pause_the_old_ones_stay() -> None:
    old = days_ago(400, 401, 402)

    assert kept([NOON, *old]) >= {NOON, *old}


def test_taking_one_away_each_night_leaves_what_taking_many_away_at_once_does() -> None:
    stay: set[datetime] = set()
    for night in reversed(range(365)):
        stay = kept([*stay, *days_ago(night)])

    assert stay == kept(days_ago(*range(365)))


def test_only_daily_ones_are_ever_superfluous(tmp_path: Path) -> None:
    daily = [f"daily-2026-11-{day:02}-031000.dure" for day in range(1, 27)]
    others = [
        "before-restore-2026-01-01-031000.dure",
        "dure-2026-01-01-031000.dure",
        "daily-x.dure",
    ]
    for name in [*daily, *others]:
        (tmp_path / name).touch()

    names = [path.name for path in superfluous(tmp_path)]

    assert names == [name for name in daily[:19] if name not in {daily[7], daily[14]}]


@pytest.mark.django_db(transaction=True)
def test_the_command_adds_one_and_takes_away_what_is_superfluous(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in range(1, 27):
        (tmp_path / f"daily-2020-11-{day:02}-031000.dure").touch()

    call_command("backupdaily", tmp_path)

    made = max(tmp_path.iterdir())
    with archive.reading(made) as backup:
        assert "quizzes_answer" in backup.manifest.tables
    assert f"{made}: " in capsys.readouterr().out
    assert superfluous(tmp_path) == []


def test_the_unit_runs_a_command_that_is_there() -> None:
    unit = (settings.BASE_DIR / "deploy" / "dure-backup.service").read_text()
    command = re.search(
        r"^ExecStart=/srv/dure/app/\.venv/bin/python manage\.py (\w+)$", unit, re.MULTILINE
    )

    assert command is not None
    assert command[1] in get_commands()
