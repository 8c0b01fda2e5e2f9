"""The first page of the admin for an author: what one was writing, and what waits to be mended."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from authoring.outline.changes import LastChange, last_changes_of_drafts
from authoring.outline.course_pages import pages_of
from authoring.outline.faults import FaultLine, broken_links, what_drafts_lack
from authoring.outline.states import ModuleState
from courses.access import is_author
from courses.kept import Shelf
from courses.models import Course, Module
from courses.models.edition import Edition
from quizzes.models import Quiz

MOST_LISTED = 10


@dataclass(frozen=True)
class Listed:
    """The first of what there is, and how many more there are."""

    rows: list[Any]
    more: int = 0

    @classmethod
    def of(cls, rows: list[Any]) -> "Listed":
        return cls(rows[:MOST_LISTED], len(rows[MOST_LISTED:]))

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True)
class Draft:
    """A module that is not published, who changed it last and what it lacks."""

    module: Module
    changed_at: datetime.datetime
    by: str
    state: ModuleState


@dataclass(frozen=True)
class AuthorsHome:
    """What an author has to do; `own` are the drafts that they changed last themselves."""

    courses: Listed
    own: Listed
    others: Listed
    questions: Listed
    broken: Listed
    due: Listed

    @classmethod
    def of(cls, user: User) -> "AuthorsHome | None":
        """None for whoever is no author."""
        if not is_author(user):
            return None
        last = last_changes_of_drafts()
        own = Listed.of([change for change in last if change.by == user.pk])
        others = Listed.of([change for change in last if change.by != user.pk])
        drafts = _drafts([*own.rows, *others.rows])
        return cls(
            Listed.of(_courses()),
            Listed([drafts[change.module] for change in own.rows], own.more),
            Listed([drafts[change.module] for change in others.rows], others.more),
            Listed.of(_quizzes_with_drafts()),
            Listed.of(_broken()),
            Listed.of(_due()),
        )

    @property
    def has_nothing_to_do(self) -> bool:
        return not any((self.own, self.others, self.questions, self.broken, self.due))


def _courses() -> list[Any]:
    drafts = Count("modules", filter=Q(modules__is_published=False))
    courses = Course.objects.annotate(module_count=Count("modules"), draft_count=drafts)
    return list(courses.defer(*Course.long_columns()).order_by("title", "pk"))


def _drafts(changes: Iterable[LastChange]) -> dict[int, Draft]:
    by_module = {change.module: change for change in changes}
    modules = Module.objects.filter(pk__in=by_module).select_related("course", "quiz")
    long = (*Module.long_columns(), *Course.long_columns("course__"), *Quiz.long_columns("quiz__"))
    rows = list(modules.defer(*long))
    lacks = what_drafts_lack(by_module, pages_of({row.course for row in rows})) if rows else {}
    people = User.objects.in_bulk({change.by for change in by_module.values() if change.by})
    return {
        row.pk: Draft(
            row,
            by_module[row.pk].at,
            _name(people.get(by_module[row.pk].by or 0)),
            ModuleState(lacks[row.pk], is_due=row.review_is_due),
        )
        for row in rows
    }


def _name(person: User | None) -> str:
    return person.get_full_name() if person else ""


def _quizzes_with_drafts() -> list[Any]:
    """Those with the most drafts first."""
    waiting = Q(questions__is_draft=True, questions__retired_at=None)
    quizzes = Quiz.objects.annotate(draft_count=Count("questions", filter=waiting))
    long = (*Quiz.long_columns(), *Module.long_columns("module__"))
    quizzes = quizzes.filter(draft_count__gt=0).select_related("module__course").defer(*long)
    return list(quizzes.order_by("-draft_count", "pk"))


def _due() -> list[Module]:
    due = Module.objects.filter(review_after__lt=timezone.localdate()).select_related("course")
    return list(due.defer(*Module.long_columns()).order_by("review_after", "pk"))


def _read_broken(_language: str) -> list[FaultLine]:
    """Of all courses, by course and module."""
    links = broken_links(pages_of(Course.objects.all()))
    return [FaultLine(link.name, link.address, link.sentence) for link in links]


# The links of all courses are looked through once for each state of the content.
BROKEN: Shelf[list[FaultLine]] = Shelf(_read_broken)


def _broken() -> list[FaultLine]:
    return BROKEN.of(Edition.objects.current(), get_language()).content or []
