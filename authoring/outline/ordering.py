"""The order of a course's modules, and of the sections of each: as shown, as chosen, as stored.

Each list has a key: that of the modules is `MODULES`, that of sections the number of their module.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from authoring.outline.labels import label_at
from courses.models import Course, Lesson, Module

MODULES = 0
MOST_ROWS = 5_000
SHOWN = "shown"
# Deferred, so that rows can change places.
ONE_AT_A_PLACE = ("module_position_once_per_course", "lesson_position_once_per_module")
TOKEN = re.compile(r"([0-9]{1,18}):((?:[0-9]{1,18}(?:\.[0-9]{1,18})*)?)")
PLACE = re.compile(r"[0-9]{1,6}")
FIELD = re.compile(r"(?:module|section)-.*", re.DOTALL)
Lists = dict[int, list[int]]


class BadOrder(Exception):
    """What was sent is no order of this course; nothing was stored. Says so to the person."""


class OrderOvertaken(Exception):
    """Somebody else has changed lists that were put in order here; nothing was stored."""

    def __init__(self, keys: Iterable[int]) -> None:
        super().__init__()
        self.keys = [*keys]


def token(key: int, pks: Iterable[int]) -> str:
    """What a page carries of a list that it shows."""
    return f"{key}:{'.'.join(map(str, pks))}"


def field_name(key: int, pk: int) -> str:
    """Of the field that takes the place of a row in its list."""
    return f"module-{pk}" if key == MODULES else f"section-{pk}"


@dataclass(frozen=True)
class ChosenOrder:
    """The lists that a page showed, and the places that were given to their rows."""

    shown: Lists
    places: dict[str, int]

    @classmethod
    def read(cls, data: QueryDict) -> "ChosenOrder":
        """Raises `BadOrder`, where rows are sent twice, left out, or have no place."""
        shown = _shown_lists(data.getlist(SHOWN))
        fields = [field_name(key, pk) for key, pks in shown.items() for pk in pks]
        sent = [name for name in data if FIELD.fullmatch(name)]
        if len(fields) != len(set(fields)) or set(sent) != set(fields):
            raise BadOrder(_not_this_course())
        return cls(shown, {name: _place(data.getlist(name)) for name in fields})

    @cached_property
    def lists(self) -> Lists:
        """In the order that was chosen.

        Two rows at one place: the one that was moved there has it.
        """
        return {key: self._in_order(key, pks) for key, pks in self.shown.items()}

    @property
    def touched(self) -> list[int]:
        """The lists that were put in another order than the page showed."""
        return [key for key, pks in self.lists.items() if pks != self.shown[key]]

    def _in_order(self, key: int, pks: list[int]) -> list[int]:
        def place(at_and_pk: tuple[int, int]) -> tuple[int, int, int]:
            before, pk = at_and_pk
            now = self.places[field_name(key, pk)]
            return now, (now > before) - (now < before), before

        return [pk for _at, pk in sorted(enumerate(pks, 1), key=place)]


@dataclass(frozen=True)
class Moved:
    """How many rows another place was given."""

    modules: int
    sections: int

    def __bool__(self) -> bool:
        return bool(self.modules or self.sections)


@transaction.atomic
def put_in_order(course: Course, chosen: ChosenOrder, *, with_labels: bool = False) -> Moved:
    """Store the lists that were touched; the others stay as somebody else may have left them.

    `with_labels`: modules that are called by their place are called by their new one.

    Raises `BadOrder` where rows are none of the course's, `OrderOvertaken` where the page showed
    another order than is stored by now.
    """
    list(Course.objects.select_for_update(no_key=True).filter(pk=course.pk).values_list("pk"))
    rows = _Rows(course)
    rows.refuse_strangers(chosen)
    overtaken = [
        key
        for key in chosen.touched
        if rows.lists.get(key) not in (chosen.shown[key], chosen.lists[key])
    ]
    if overtaken:
        raise OrderOvertaken(overtaken)
    moved = rows.put_in_order({key: chosen.lists[key] for key in chosen.touched}, with_labels)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {', '.join(ONE_AT_A_PLACE)} IMMEDIATE")
    except IntegrityError as error:  # somebody adds a row just now, and has not waited for us
        raise OrderOvertaken(chosen.touched) from error
    return moved


@transaction.atomic
def make_room(course: Course, place: int) -> None:
    """Move the modules from this place on down by one, where it is taken."""
    list(Course.objects.select_for_update(no_key=True).filter(pk=course.pk).values_list("pk"))
    later = Module.objects.filter(course=course, position__gte=place).only("position", "label")
    modules = list(later.select_for_update(no_key=True).order_by("position"))
    if modules and modules[0].position == place:
        _move(course, [(module, module.position + 1) for module in modules], with_labels=True)


def _move(course: Course, moves: list[tuple[Module, int]], *, with_labels: bool) -> None:
    for module, place in moves:
        if with_labels and module.label == label_at(module.position, course.language):
            module.label = label_at(place, course.language)
        module.position = place
    if moves:
        modules = [module for module, _place in moves]
        Module.objects.bulk_update(modules, ["position", "label"])


class _Rows:
    """All modules of a course and their sections, locked."""

    def __init__(self, course: Course) -> None:
        self._course = course
        modules = Module.objects.filter(course=course).only("position", "label")
        lessons = Lesson.objects.filter(module__course=course).only("module", "position")
        lessons = lessons.order_by("module", "position").select_for_update(
            no_key=True, of=("self",)
        )
        modules = modules.select_for_update(no_key=True).order_by("position")
        self._modules = {row.pk: row for row in modules}
        self._lessons = {row.pk: row for row in lessons}
        self.lists: Lists = {MODULES: list(self._modules)} | {pk: [] for pk in self._modules}
        for lesson in self._lessons.values():
            self.lists.setdefault(lesson.module_id, []).append(lesson.pk)

    def refuse_strangers(self, chosen: ChosenOrder) -> None:
        """Rows that are there and belong to another course; what is deleted is none of these."""
        modules = {*chosen.shown, *chosen.shown.get(MODULES, [])} - {MODULES, *self._modules}
        lessons = {pk for key, pks in chosen.shown.items() if key != MODULES for pk in pks}
        lessons -= set(self._lessons)
        for model, pks in ((Module, modules), (Lesson, lessons)):
            if pks and model._default_manager.filter(pk__in=pks).exists():
                raise BadOrder(_not_this_course())

    def put_in_order(self, lists: Lists, with_labels: bool) -> Moved:
        modules = list(_moves(self._modules, lists.get(MODULES, [])))
        lessons = [
            move for key in lists if key != MODULES for move in _moves(self._lessons, lists[key])
        ]
        _move(self._course, modules, with_labels=with_labels)
        for lesson, place in lessons:
            lesson.position = place
        if lessons:
            Lesson.objects.bulk_update([lesson for lesson, _place in lessons], ["position"])
        return Moved(len(modules), len(lessons))


def _moves(rows: dict[int, Any], pks: list[int]) -> Iterator[tuple[Any, int]]:
    """The rows that are elsewhere now, each with its place."""
    for place, pk in enumerate(pks, 1):
        if rows[pk].position != place:
            yield rows[pk], place


def _shown_lists(tokens: list[str]) -> Lists:
    if len(tokens) > MOST_ROWS or sum(text.count(".") for text in tokens) > MOST_ROWS:
        sentence = _("Nothing was saved: at most %(most)s rows can be put in order at once.")
        raise BadOrder(sentence % {"most": f"{MOST_ROWS:,}"})
    matches = [TOKEN.fullmatch(text) for text in tokens]
    shown: Lists = {}
    for match in matches:
        if match is None:
            raise BadOrder(_not_this_course())
        shown[int(match[1])] = [int(pk) for pk in match[2].split(".") if pk]
    keys = Counter([MODULES, *shown.get(MODULES, [])])
    if len(shown) != len(tokens) or Counter([*shown]) != keys:
        raise BadOrder(_not_this_course())
    return shown


def _place(typed: list[str]) -> int:
    if len(typed) != 1:
        raise BadOrder(_not_this_course())
    text = typed[0].strip()
    if not PLACE.fullmatch(text):
        sentence = _("Nothing was saved: “%(typed)s” is no place. Write a number, such as 2.")
        raise BadOrder(sentence % {"typed": text[:20]})
    return int(text)


def _not_this_course() -> str:
    return _(
        "Nothing was saved: what was sent is not every module and section of this course, each "
        "once. Below stands what is stored."
    )
