"""Where a learner stands in their courses: one query, beside what is kept of the courses."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from courses.access import is_author
from courses.kept import Kept
from courses.models import Module
from courses.models.edition import Tokens
from courses.outline import Entry
from progress.kept.course import KEPT_COURSES, KeptCourse
from progress.module_progress import CourseStanding, ModuleStanding, Step
from progress.reading import Reading, Section
from progress.standing_rows import (
    LessonMarks,
    ModuleState,
    StandingRows,
    UnreadNotice,
    Upcoming,
)
from quizzes.repetition import Boxes
from quizzes.siblings import Siblings

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class MyCourses:
    """A learner's standing in each course that they can read, and the cohorts still to come.

    `notices` are those that they have not read yet.
    """

    standings: list[CourseStanding]
    upcoming: Sequence[Upcoming]
    notices: Sequence[UnreadNotice]
    edition: Tokens | None

    @classmethod
    def of(cls, learner: "User") -> "MyCourses":
        """One query, where the courses are kept."""
        rows = StandingRows.ask(learner)
        copies = [KEPT_COURSES.of(rows.edition, slug) for slug in rows.courses]
        standings = [_standing(copy.content, rows, learner) for copy in copies if copy.content]
        is_one = all(copy.edition == rows.edition for copy in copies)
        edition = rows.edition if is_one else None
        return cls(standings, rows.upcoming, rows.notices, edition)


def standing_in(slug: str, learner: "User", *, left: bool = False) -> "Kept[CourseStanding] | None":
    """The learner's standing in one course; None where they cannot read it.

    With `left`, in one that they could read before: what is out of it.
    """
    pair = KEPT_COURSES.beside(
        lambda kept_course: StandingRows.ask(learner, kept_course.content.course.pk, left=left),
        slug,
    )
    if pair is None or not pair[1].courses:
        return None
    copy, rows = pair
    return Kept(copy.edition, _standing(copy.content, rows, learner, left=left))


def _standing(
    kept_course: KeptCourse, rows: StandingRows, learner: "User", *, left: bool = False
) -> CourseStanding:
    outline = kept_course.content.outline(with_drafts=is_author(learner) and not left)
    modules = {module.pk: _module_standing(kept_course, rows, module) for module in outline.modules}
    for module, answer in rows.first_answers:
        if module in modules:
            modules[module].count(answer, kept_course.questions.get(module, {}))
    return CourseStanding(
        outline.course, [_step(entry, modules, kept_course, rows) for entry in outline.entries]
    )


def _module_standing(kept_course: KeptCourse, rows: StandingRows, module: Module) -> ModuleStanding:
    sections = [
        Section(lesson, marks.revision, marks.visited_at, read_at=marks.read_at)
        for lesson in kept_course.lessons.get(module.pk, ())
        for marks in [rows.marks.get(lesson.pk, LessonMarks())]
    ]
    state, finished_at, completed_at = rows.states.get(module.pk, ModuleState())
    live = kept_course.live.get(module.pk, ())
    siblings = kept_course.siblings.get(module.pk, Siblings())
    boxes = Boxes(asked=live if finished_at else (), siblings=siblings)
    return ModuleStanding(
        module,
        kept_course.quizzes.get(module.pk),
        Reading(sections),
        state,
        live,
        finished_at=finished_at,
        completed_at=completed_at,
        boxes=boxes,
        planned=rows.plan.get(module.pk),
    )


def _step(
    entry: Entry, modules: dict[int, ModuleStanding], kept_course: KeptCourse, rows: StandingRows
) -> Step:
    page = entry.page
    if isinstance(page, Module):
        return Step(entry, modules[page.pk], [])
    taken = [
        replace(
            diagnosis, level_name=kept_course.levels.get((page.pk, diagnosis.level_reached), "")
        )
        for diagnosis in rows.diagnoses.get(page.pk, ())
    ]
    return Step(entry, None, taken, page.pk in rows.drafts)
