"""Which of many backups stay: the newest of each of some days, weeks and months."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from pathlib import Path

from config.backup.taking import MOMENT

DAILY = "daily"
KEPT: tuple[tuple[int, Callable[[date], tuple[int, ...]]], ...] = (
    (7, lambda day: (day.toordinal(),)),
    (4, lambda day: day.isocalendar()[:2]),
    (6, lambda day: (day.year, day.month)),
)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Of the last 7 days, 4 weeks and 6 months that have any, the newest each.

    A machine that was off for a year still has as many as before.
    """
    newest_first = sorted(moments, reverse=True)
    stay: set[datetime] = set()
    for number, period in KEPT:
        periods: dict[tuple[int, ...], datetime] = {}
        for moment in newest_first:
            periods.setdefault(period(moment.date()), moment)
        stay.update(sorted(periods.values(), reverse=True)[:number])
    return stay


def superfluous(folder: Path) -> Collection[Path]:
    """Daily backups that are no longer needed; any other file is somebody's own."""
    dated = {path: moment for path in folder.iterdir() if (moment := _moment(path))}
    stay = kept(dated.values())
    return sorted(path for path, moment in dated.items() if moment not in stay)


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, f"{DAILY}-{MOMENT}.dure")  # noqa: DTZ007 - by the clock of the machine
    except ValueError:
        return None
