"""What a page of content said before, who changed it, and going back to an earlier version.

A page is what authors edit together: a row, its head, and the rows named in the model's `parts`.
All that one transaction changed on a page is one version of it, known by the transaction's time.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When

from accounts.models import User
from authoring.content import RowFault, take_out
from authoring.history.bringing_back import let_go, row_of, store_anew, who
from authoring.history.fields import Pair, RowChange, changes_in, is_standing, names_in
from authoring.rendering import render_course
from courses.models.base import ContentModel
from courses.versions import versions_of
from quizzes.models import Question
from quizzes.wording import says_the_same

# More are kept, but not listed.
MOST_LISTED = 100
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Version:
    """What one transaction changed on a page; `by` is a person, a command, or empty."""

    at: datetime.datetime
    by: str
    changes: list[RowChange]

    @property
    def number(self) -> int:
        """What it is called in addresses."""
        return (self.at - EPOCH) // MICROSECOND


class ChangedMeanwhile(Exception):
    """Somebody has changed the page since it was shown."""


class Page:
    """A head and all rows that are, or ever were, edited with it."""

    def __init__(self, head: ContentModel) -> None:
        self.head = head
        parts: list[Any] = [head._meta.get_field(name) for name in head.parts]
        self._tables = [
            _Table(head, type(head)),
            *(_Table(head, part.related_model, part.field.attname) for part in parts),
        ]

    def versions(self) -> list[Version]:
        """The last `MOST_LISTED`, newest first; as many queries however many there are."""
        times = {at for table in self._tables for at in table.times(MOST_LISTED)}
        return self._versions(sorted(times)[-MOST_LISTED:])

    def version(self, number: int) -> Version | None:
        try:
            at = EPOCH + number * MICROSECOND
        except OverflowError:
            return None
        return next(iter(self._versions([at])), None)

    def changed_since(self, version: Version) -> list[RowChange]:
        """What is other now than as of that version."""
        pairs = []
        for table in self._tables:
            then, now = table.rows_at(version.at), table.rows_now()
            pairs += [Pair(row, now.pop(pk, None), table.is_head) for pk, row in then.items()]
            pairs += [Pair(None, row, table.is_head) for row in now.values()]
        return changes_in(pairs, names_in(pairs))

    def rewords(self, version: Version) -> bool:
        """Whether going back would have an answered question say something else."""
        if not (isinstance(self.head, Question) and self.head.has_answers):
            return False
        return any(table.rewords(version.at) for table in self._tables)

    def last_changed(self) -> str:
        """Tells one state of the page from the next."""
        times = [at for table in self._tables for at in table.times(1)]
        return max(times).isoformat() if times else ""

    def go_back(
        self,
        version: Version,
        shown: str | None = None,
        before_rendering: Callable[[], None] = lambda: None,
    ) -> list[RowFault]:
        """Let the page say what it said then; tells what is wrong with the course after it.

        Raises `IntegrityError`, and changes nothing, where the database refuses that;
        `ChangedMeanwhile`, where it is in another state than was `shown` beside that version.
        """
        with transaction.atomic():
            type(self.head)._default_manager.select_for_update().get(pk=self.head.pk)
            if shown not in {None, self.last_changed()}:
                raise ChangedMeanwhile
            for table in self._tables:
                table.go_back(version.at)
            before_rendering()
            faults = list(render_course(self.head.get_course()))
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return faults

    def _versions(self, times: list[datetime.datetime]) -> list[Version]:
        """Those at these times, newest first."""
        pairs: dict[datetime.datetime, list[Pair]] = {at: [] for at in reversed(times)}
        contexts: dict[datetime.datetime, dict[str, Any]] = {}
        for table in self._tables:
            for at, context, pair in table.changes(times):
                pairs[at].append(pair)
                contexts[at] = context
        names = names_in(pair for at in times for pair in pairs[at])
        people = User.objects.in_bulk(
            {context.get("user") for context in contexts.values()} - {None}
        )
        return [
            Version(at, who(contexts[at], people), changes)
            for at in pairs
            if (changes := changes_in(pairs[at], names))
        ]


class _Table:
    """The rows of one model on a page, as they are and as they were.

    `parent` is the column that makes them part of the page; the head itself has none.
    """

    def __init__(self, head: ContentModel, model: Any, parent: str = "") -> None:
        self.model, self.is_head = model, not parent
        self._here = {parent: head.pk} if parent else {"pk": head.pk}
        self._all: QuerySet[Any] = versions_of(model)
        ever_here = [head.pk]
        if parent:
            ever_here = self._all.filter(**self._here).values("pgh_obj_id")
        self._events = self._all.filter(pgh_obj_id__in=ever_here)

    def times(self, most: int) -> Iterator[datetime.datetime]:
        """The times of the last changes, newest first."""
        times = self._events.values_list("pgh_created_at", flat=True).distinct()
        yield from times.order_by("-pgh_created_at")[:most]

    def changes(
        self, times: list[datetime.datetime]
    ) -> Iterator[tuple[datetime.datetime, dict[str, Any], Pair]]:
        """What each of these transactions made of each row, with what is known of it."""
        before = self._all.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        before = before.order_by("-pgh_id").values("pgh_id")[:1]
        events = self._events.filter(pgh_created_at__in=times).select_related("pgh_context")
        groups: dict[tuple[datetime.datetime, int], list[Any]] = {}
        for event in events.annotate(before=Subquery(before)).order_by("pgh_id"):
            groups.setdefault((event.pgh_created_at, event.pgh_obj_id), []).append(event)
        earlier = self._all.in_bulk({group[0].before for group in groups.values()} - {None})
        for (at, _row), group in groups.items():
            context = group[0].pgh_context
            pair = Pair(
                self._row_after(earlier.get(group[0].before)),
                self._row_after(group[-1]),
                self.is_head,
            )
            yield at, context.metadata if context else {}, pair

    def rows_at(self, at: datetime.datetime) -> dict[int, ContentModel]:
        """The rows as of that time, in their order.

        Of transactions that ran at once, the one with the later time may have been the first to
        change a row: what a transaction itself left there counts before what others did.
        """
        of_others = Case(When(pgh_created_at=at, then=Value(0)), default=Value(1))
        events = self._events.filter(pgh_created_at__lte=at).distinct("pgh_obj_id")
        last = events.order_by("pgh_obj_id", of_others, "-pgh_id")
        rows = [row for event in last if (row := self._row_after(event)) is not None]
        if not self.is_head:
            rows.sort(key=attrgetter(self.model._meta.ordering[-1]))
        return {row.pk: row for row in rows}

    def rows_now(self) -> dict[int, ContentModel]:
        return {row.pk: row for row in self.model._default_manager.filter(**self._here)}

    def rewords(self, at: datetime.datetime) -> bool:
        """Whether a text that people answer reads otherwise than as of that time."""
        now = self.rows_now()
        return any(
            pk in now and not says_the_same(getattr(row, field), getattr(now[pk], field))
            for pk, row in self.rows_at(at).items()
            for field in row.item_markdown
        )

    def go_back(self, at: datetime.datetime) -> None:
        then = self.rows_at(at)
        for pk, row in self.rows_now().items():
            if pk not in then:
                take_out(row)
        for row in then.values():
            self._restore(row)

    def _restore(self, row: ContentModel) -> None:
        let_go(row)
        stored = self.model._default_manager.filter(pk=row.pk).first()
        if stored is None:
            store_anew(row)
            return
        fields = Pair(stored, row, self.is_head).fields()
        restored = [field for field in fields if not (self.is_head and is_standing(field))]
        for field in restored:
            setattr(stored, field.attname, getattr(row, field.attname))
        if restored:
            stored.save(update_fields=[field.name for field in restored])

    def _row_after(self, event: Any) -> ContentModel | None:
        """The row as the event left it; None where it was not on this page."""
        if event is None or event.pgh_label == "delete":
            return None
        row = row_of(event, self.model)
        is_here = all(getattr(row, column) == value for column, value in self._here.items())
        return row if is_here else None
