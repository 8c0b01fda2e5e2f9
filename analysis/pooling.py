"""What all cohorts of a course together tell of its questions, each person once.

An answer to an earlier wording of a question is of another question: it is counted apart. Of fewer
than five people, in all or beside one cohort, nothing is told: it would tell of a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from analysis.items import LEAST_FOR_A_SHARE, UNREACHED, Item, items, recounted
from analysis.shrinkage import likeness, shrunk
from courses.models import Module
from progress.counted import Counted
from progress.queries import rows

DISCRIMINATION_SQL = Path(__file__).with_name("discrimination.sql")


def cohort_items(
    counted: Counted,
    everybody: Counted,
    modules: Iterable[Module],
    before: datetime | None = None,
) -> list[Item]:
    """A cohort's questions, each beside what everybody of the course tells of it."""
    modules = list(modules)
    own = items(counted, modules, before=before)
    here = {member.cohort for member in counted.members}
    if all(member.cohort in here for member in everybody.members):
        return own
    pooled = recounted(own, everybody, by_wording=True)
    alike = likeness([*item.by_cohort.values()] for item in pooled)
    pooled = _with_course(pooled, everybody, modules)
    return [
        _beside(item, together, here, alike) for item, together in zip(own, pooled, strict=True)
    ]


def all_items(course: int, modules: Iterable[Module]) -> list[Item]:
    """The questions of these modules of a course as all its cohorts answered them."""
    modules = list(modules)
    everybody = Counted.everybody(course)
    shown = [
        item if item.answered >= LEAST_FOR_A_SHARE else item.with_figures(UNREACHED)
        for item in items(everybody, modules, by_wording=True)
    ]
    return _with_course(shown, everybody, modules)


def _beside(item: Item, together: Item, here: set[int], alike: float) -> Item:
    others = [share for cohort, share in together.by_cohort.items() if cohort not in here]
    if sum(share.total for share in others) < LEAST_FOR_A_SHARE:
        return item
    return replace(item, pooled=together, estimate=shrunk(item.facility, others, alike))


def _with_course(
    pooled: Sequence[Item], everybody: Counted, modules: Sequence[Module]
) -> list[Item]:
    """With the rest of the whole course, where with that of the quiz a question is in doubt.

    Not of a question that was worded otherwise: there the rest would be of another one.
    """
    doubted = {
        item.question.pk
        for item in pooled
        if item.discrimination is not None and item.discrimination < 0 and not item.earlier
    }
    if not doubted:
        return [*pooled]
    parameters = {"modules": [module.pk for module in modules], "questions": list(doubted)}
    of_course = {
        row["question_id"]: row for row in rows(DISCRIMINATION_SQL, everybody, **parameters)
    }
    return [
        replace(
            item,
            course_discrimination=of_course[item.question.pk]["discrimination"],
            course_whole=of_course[item.question.pk]["people"],
        )
        if item.question.pk in of_course
        else item
        for item in pooled
    ]
