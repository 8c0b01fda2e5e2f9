"""A cohort's plan as a calendar (RFC 5545): the days and the modules' titles, and nothing else."""

import datetime
from collections.abc import Iterable, Iterator

from cohorts.models import Plan, TargetDate

MOST_OCTETS = 75  # of a line, without its end
DAY = datetime.timedelta(days=1)


def calendar(plan: Plan, targets: Iterable[TargetDate], host: str) -> str:
    """Of what is in force; the same plan gives the same text whenever it is asked for."""
    return "".join(f"{part}\r\n" for line in _lines(plan, targets, host) for part in _folded(line))


def _lines(plan: Plan, targets: Iterable[TargetDate], host: str) -> Iterator[str]:
    changed = plan.changed_at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Dure//Plan//EN"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield "REFRESH-INTERVAL;VALUE=DURATION:P1D"
    yield "X-PUBLISHED-TTL:P1D"
    for target in targets:
        yield "BEGIN:VEVENT"
        yield f"UID:plan-{target.cohort_id}-{target.module_id}@{host}"
        yield f"DTSTAMP:{changed}"
        yield f"LAST-MODIFIED:{changed}"
        yield f"SEQUENCE:{plan.revision}"
        yield f"DTSTART;VALUE=DATE:{target.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{target.day + DAY:%Y%m%d}"
        yield f"SUMMARY:{_escaped(str(target.module))}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _escaped(text: str) -> str:
    """As the value of a text: no letter of it ends the line or the value."""
    for letter in "\\;,":
        text = text.replace(letter, f"\\{letter}")
    return "\\n".join("".join(filter(str.isprintable, line)) for line in text.splitlines())


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, the second and later ones beginning with a space."""
    part = ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > MOST_OCTETS:
            yield part
            part = " "
        part += letter
    yield part
