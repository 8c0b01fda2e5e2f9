"""What stands out of each module: what it lacks, what leads nowhere, what was told of it."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from authoring.outline.changes import changed_since_published
from authoring.outline.course_pages import pages_of
from authoring.outline.faults import BrokenLink, FaultLine, broken_links, what_drafts_lack
from courses.models import Course, Module
from quizzes.models import Remark

MOST_TOLD = 3


@dataclass(frozen=True)
class ModuleState:
    """`lacks` is what holds a draft back; `changed_at`, when a published one was changed since."""

    lacks: list[FaultLine] = field(default_factory=list)
    broken: list[BrokenLink] = field(default_factory=list)
    remarks: int = 0
    changed_at: datetime.datetime | None = None
    is_due: bool = False

    @property
    def told(self) -> list[FaultLine]:
        return self.lacks[:MOST_TOLD]

    @property
    def untold(self) -> int:
        return len(self.lacks[MOST_TOLD:])


def states_of(course: Course, modules: list[Module]) -> dict[int, ModuleState]:
    """Of all modules of a course, in as many queries however many there are."""
    pages = pages_of([course])
    lacks = what_drafts_lack([row.pk for row in modules if not row.is_published], pages)
    changed = changed_since_published([row.pk for row in modules if row.is_published])
    open_remarks = Remark.objects.open().filter(question__quiz__module__in=modules)
    remarks = Counter(open_remarks.order_by().values_list("question__quiz__module", flat=True))
    broken: dict[Module | None, list[BrokenLink]] = defaultdict(list)
    for link in broken_links(pages):
        broken[link.module].append(link)
    return {
        row.pk: ModuleState(
            lacks.get(row.pk, []),
            broken[row],
            remarks[row.pk],
            changed.get(row.pk),
            row.review_is_due,
        )
        for row in modules
    }
