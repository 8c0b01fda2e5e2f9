"""The whole cohort as one workbook: each report a sheet, to read, sort, print and hand on."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from analysis.items import Item
from analysis.pooling import cohort_items
from courses.affiliations import affiliation_columns
from courses.models import Cohort, Module
from progress.counted import Counted
from progress.tables import Table, Value, in_words
from progress.workbooks import write_xlsx
from reports.comparison import Comparison
from reports.completions import Completions
from reports.course_items import CourseItems
from reports.heatmap import HeatMap, Mark
from reports.item_tables import items_table, options_table, pooled_table
from reports.levels import Levels, pages_of
from reports.overview import Overview, Selection


@dataclass(frozen=True)
class Workbook:
    """All tables of a cohort's reports; `learners` are the people whose answers they show."""

    cohort: Cohort
    tables: list[Table]
    learners: Sequence[int]

    def write_xlsx(self, file: IO[bytes]) -> None:
        write_xlsx(file, self.tables)

    @classmethod
    def of(cls, cohort: Cohort, before: list[Cohort], as_of: datetime.datetime) -> "Workbook":
        modules = list(Module.objects.of_outline(cohort.course))
        (counted, everybody), people = Counted.beside_all(cohort), Counted.people_of(cohort)
        overview = Overview.of(people, modules, Selection(), limit=None)
        # Quiz by quiz, as on their pages: how alike cohorts are is told of the questions of one.
        of_quizzes = [cohort_items(counted, everybody, [module]) for module in modules]
        analysed = [item for of_quiz in of_quizzes for item in of_quiz]
        tables = [
            _summary(overview, CourseItems.of(counted, modules)),
            *overview.tables,
            *_of_questions(analysed),
            *_heat_map(counted, modules, analysed),
            *_levels(counted, cohort),
            *([Comparison.of(cohort, before, modules).table] if before else []),
            Completions.of(cohort, modules).table,
        ]
        line = _about(cohort, as_of, people.people)
        headed = [replace(in_words(table), above=[line, *table.above]) for table in tables]
        return cls(cohort, headed, counted.learners)


def _about(cohort: Cohort, as_of: datetime.datetime, people: int) -> str:
    """What stands above each sheet."""
    return _("%(cohort)s · %(course)s · as of %(time)s · members: %(people)d") % {
        "cohort": cohort,
        "course": cohort.course,
        "time": date_format(localtime(as_of), "DATETIME_FORMAT"),
        "people": people,
    }


def _summary(overview: Overview, course: CourseItems) -> Table:
    columns = [("what", _("Matter")), ("value", _("Figure")), ("n", _("n"))]
    table = Table("summary", _("Overview"), columns)
    table.rows.append([_("Members"), overview.people, None])
    for _state, text, people in overview.tiles:
        table.rows.append([text, people, overview.people])
    done = sum(completions for _day, completions in overview.days)
    table.rows.append([_("Modules completed"), done, overview.people * len(overview.modules)])
    of_course = course.reliability
    kr20 = _("KR-20 of %(count)d questions") % {"count": len(of_course.questions)}
    table.rows.append([kr20, of_course.kr20, of_course.learners])
    return table


def _with_modules(table: Table, questions: Sequence[Item]) -> Table:
    """Each row with the module of its question before it."""
    rows: list[Sequence[Value]] = [
        [item.question.quiz.module.label, *row]
        for item, row in zip(questions, table.rows, strict=True)
    ]
    return replace(table, columns=[("module", _("Module")), *table.columns], rows=rows)


def _of_questions(analysed: Sequence[Item]) -> list[Table]:
    pooled = [item for item in analysed if item.pooled]
    tables = [
        _with_modules(items_table(analysed), analysed),
        _with_modules(
            options_table(analysed), [item for item in analysed for _choice in item.choices]
        ),
    ]
    return [*tables, _with_modules(pooled_table(pooled), pooled)] if pooled else tables


def _heat_map(
    counted: Counted, modules: Sequence[Module], analysed: Sequence[Item]
) -> Iterator[Table]:
    """Members by all questions of the course, as signs."""
    maps = []
    for module in modules:
        of_module = [item for item in analysed if item.question.quiz.module_id == module.pk]
        if of_module:
            quiz = of_module[0].question.quiz_id
            maps.append((module, HeatMap.of(counted, quiz, of_module, limit=None)))
    columns = [("name", _("Name")), ("username", _("Username")), *affiliation_columns()]
    for module, heat_map in maps:
        columns += [
            (f"{module.slug}.{item.question.slug}", f"{module.label} · {item.title}")
            for item in heat_map.items
        ]
    table = Table("heat_map", _("Members by questions"), columns, above=[_legend()])
    for members in zip(*(heat_map.members for _module, heat_map in maps), strict=True):
        signs = [mark.sign for member in members for mark in member.marks]
        person = members[0]
        table.rows.append([person.name, person.username, *person.affiliation.cells, *signs])
    if maps:
        yield table


def _legend() -> str:
    marks = [Mark(1, True), Mark(2, True), Mark(1, False), Mark(0, False)]
    marks += [Mark(0, False, is_over=True), Mark(1, True, is_earlier=True)]
    return " · ".join(f"{mark.sign} {mark.words}" for mark in marks)


def _levels(counted: Counted, cohort: Cohort) -> Iterator[Table]:
    """What members say of themselves on each page, and what all of them come to."""
    for page in pages_of(cohort.course):
        members, levels, _reached = Levels.of(counted, page, limit=None).tables
        yield replace(members, title=f"{page.after.label} {members.title}", above=[page.title])
        yield replace(levels, title=f"{page.after.label} {levels.title}", above=[page.title])
