"""Storing anew what was deleted, as its last version tells, with all that went with it."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from authoring.content import CONTENT
from courses.models import Course, Lesson, Level, Module
from courses.models.base import ContentModel
from courses.versions import versions_of
from quizzes.models import Option, Question, Quiz

MOST_LISTED = 100


class CannotComeBack(Exception):
    """Nothing was stored; says why to the person."""


@dataclass(frozen=True)
class Deletion:
    """A row that somebody has deleted, not as a part of another; `by` as in `Version`."""

    row: Any  # of content
    at: datetime.datetime
    by: str

    @property
    def row_key(self) -> str:
        """What a form calls it."""
        return f"{self.row._meta.label_lower}.{self.row.pk}"

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)

    @property
    def name(self) -> str:
        # The name of a quiz begins with that of its module, which may be gone as well.
        return str(self.row.title) if isinstance(self.row, Quiz) else str(self.row)


def who(context: dict[str, Any], people: dict[int, User]) -> str:
    """Who made a version: a person, a command, or empty."""
    person = people.get(context.get("user", 0))
    return person.get_full_name() if person else context.get("command", "")


def row_of(event: Any, model: Any) -> ContentModel:
    """The row as the event tells of it, not stored."""
    columns = {field.attname for field in model.written_fields()} - event.get_deferred_fields()
    values = {column: getattr(event, column) for column in columns}
    row: ContentModel = model(pk=event.pgh_obj_id, **values)
    return row


def last_deletion(model: type[ContentModel], pk: Any) -> Any:
    """The event that deleted the row; None where it is there, or never was."""
    last = versions_of(model).filter(pgh_obj_id=pk).order_by("-pgh_id").first()
    return last if last is not None and last.pgh_label == "delete" else None


def deletions() -> list[Deletion]:
    """What was deleted last and is not back, newest first."""
    events = [(model, event) for model in CONTENT for event in _events(model)]
    gone_at = {(model, event.pgh_obj_id, event.pgh_created_at) for model, event in events}
    contexts = {event.pgh_id: _metadata(event) for _model, event in events}
    people = User.objects.in_bulk({of.get("user") for of in contexts.values()} - {None})
    alone = [
        Deletion(row, event.pgh_created_at, who(contexts[event.pgh_id], people))
        for model, event in events
        for row in [row_of(event, model)]
        if not any(
            (parent, getattr(row, column), event.pgh_created_at) in gone_at
            for parent, column in _parents(model)
        )
    ]
    return sorted(alone, key=lambda deletion: deletion.at, reverse=True)[:MOST_LISTED]


def _events(model: type[ContentModel]) -> list[Any]:
    if not _has_a_page(model):
        return []
    versions = versions_of(model)
    later = versions.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__gt=OuterRef("pgh_id"))
    deleted = versions.filter(~Exists(later), pgh_label="delete").select_related("pgh_context")
    long_columns = [field.name for field in model._meta.fields if field.name == "content"]
    return list(deleted.defer(*long_columns).order_by("-pgh_id")[: MOST_LISTED * 2])


def _has_a_page(model: type[ContentModel]) -> bool:
    """An option or a level goes and comes with the page on which it is written."""
    return model not in {Option, Level}


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _parents(model: type[ContentModel]) -> Iterator[tuple[type[ContentModel], str]]:
    """What its rows are deleted with; a question with that which it is a sibling of."""
    for field in model.written_fields():
        is_parent = field.is_relation and (not field.null or field.name == "sibling_of")
        if is_parent and field.related_model in CONTENT:
            yield field.related_model, field.attname


@transaction.atomic
def bring_back(model: type[ContentModel], pk: Any) -> ContentModel:
    """Store it anew under its old number, as a draft, with its parts that went at the same time.

    A slug and a place that something else has by now become the next free ones.
    """
    event = last_deletion(model, pk)
    if event is None:
        raise CannotComeBack(_("It is not deleted, or nothing is kept of it."))
    row = row_of(event, model)
    for parent, column in _parents(model):
        number = getattr(row, column)
        if number is not None and not parent._default_manager.filter(pk=number).exists():
            name = parent._meta.verbose_name
            raise CannotComeBack(
                _("What it belongs to is deleted, too: %(kind)s.") % {"kind": name}
            )
    parts = list(_parts(row, event.pgh_created_at))
    _make_draft(row, parts)
    _take_free_place(row)
    for restored in (row, *parts):
        let_go(restored)
        store_anew(restored)
    return row


def _parts(head: ContentModel, at: datetime.datetime) -> Iterator[ContentModel]:
    """Each after what it belongs to."""
    restored: dict[type[ContentModel], set[Any]] = {type(head): {head.pk}}
    for model in CONTENT:
        belongs = models.Q()
        for parent, column in _parents(model):
            if parent in restored:
                belongs |= models.Q(**{f"{column}__in": restored[parent]})
        if not belongs:
            continue
        events = versions_of(model).filter(belongs, pgh_label="delete", pgh_created_at=at)
        for event in sorted(events, key=_is_sibling):
            restored.setdefault(model, set()).add(event.pgh_obj_id)
            yield row_of(event, model)


def _is_sibling(event: Any) -> bool:
    return getattr(event, "sibling_of_id", None) is not None


def _make_draft(head: ContentModel, parts: list[ContentModel]) -> None:
    """Learners see nothing of it before an author has looked at it."""
    for row in (head, *parts):
        if isinstance(row, Course | Module) and row is head:
            row.is_published = False
        if isinstance(row, Question) and isinstance(head, Question | Quiz) and not row.is_retired:
            row.is_draft = True


def _take_free_place(row: Any) -> None:
    others: Any = type(row)._default_manager.all()
    for _parent, column in list(_parents(type(row)))[:1]:
        others = others.filter(**{column: getattr(row, column)})
    names = {field.name for field in row.written_fields()}
    for name in {"slug", "term", "name"} & names:
        taken = set(others.values_list(name, flat=True))
        setattr(row, name, _free(getattr(row, name), taken))
    if "position" in names and others.filter(position=row.position).exists():
        last = others.aggregate(last=Max("position"))["last"]
        row.position = last + 1


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    base = re.sub(r"-\d+$", "", name)[:40]
    return next(free for number in count(2) if (free := f"{base}-{number}") not in taken)


def store_anew(row: ContentModel) -> None:
    """Under its old number."""
    if isinstance(row, Lesson):
        # A number that a text of its earlier life has would lead readers to that text.
        last = row.past.aggregate(last=Max("revision"))["last"] or 0
        row.revision = last + 1
    row.save(force_insert=True)


def let_go(row: ContentModel) -> None:
    """Refer no more to what is deleted since, such as the lesson that explains a question."""
    for field in row.written_fields():
        if field.is_relation and field.null and getattr(row, field.attname) is not None:
            others = field.related_model._default_manager
            if not others.filter(pk=getattr(row, field.attname)).exists():
                setattr(row, field.attname, None)
