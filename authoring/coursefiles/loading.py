"""What `loaddata` does beyond Django's own: keep to the file, render, check, and tell."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import DatabaseError, transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from authoring.coursefiles.records import Key, Record
from authoring.coursefiles.serializer import CourseFileObject
from courses.models import Course, GlossaryTerm, Image, Module
from courses.models.base import ContentModel, content_models, render_course


@dataclass
class Report:
    """What a load added, changed, retired and removed."""

    lines: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, row: Model) -> None:
        """Count it; what was there before and is not the same any more gets a line."""
        self.counts[what] += 1
        if what in {"changed", "retired", "removed"}:
            self.lines.append(f"{what}: {name_of(row)}")

    def summary(self) -> str:
        kinds = ("added", "changed", "retired", "removed", "unchanged")
        return ", ".join(f"{self.counts[kind]} {kind}" for kind in kinds)


@dataclass(frozen=True)
class Origin:
    """Where a row came from: the file, and its place in it if it is a course file."""

    file: str
    record: Record | None

    def place(self, row: Model, field_name: str = "", offset: int | None = None) -> str:
        if self.record is None:
            return f"{self.file}: {name_of(row)}" + (f" {field_name}" if field_name else "")
        line = self.record.line_of(field_name, offset)
        return f"{self.file}:{line}: {self.record.path_of(field_name) or self.record.model}"


IN_DATABASE = Origin("(database)", None)


def name_of(row: Model) -> str:
    """How messages call a row: its model and natural key."""
    key = row.natural_key() if hasattr(row, "natural_key") else (row.pk,)
    return f"{row._meta.model_name} {'/'.join(str(part) for part in key)}"


def reason_of(error: DatabaseError) -> str:
    """What the database said, without Django's wrapping."""
    diagnostics = getattr(error.__cause__, "diag", None)
    said = [getattr(diagnostics, part, None) for part in ("message_primary", "message_detail")]
    return " ".join(filter(None, said)) or str(error).splitlines()[0]


class Loading:
    """One run of `loaddata`: every row passes through `before_save`, and `finish` ends it."""

    def __init__(self) -> None:
        self.report = Report()
        self.faults: list[str] = []
        self.course_of: dict[str, Course] = {}
        self._origins: dict[tuple[type[Model], Any], Origin] = {}
        self._file: list[Record] | None = None
        self._listed: set[tuple[str, Key]] = set()

    def before_save(self, loaded: DeserializedObject, file: str) -> bool:
        """Look at a row about to be saved; whether saving it would change anything."""
        row = loaded.object
        self._check_once(loaded, file)
        if isinstance(loaded, CourseFileObject) and loaded.file is not self._file:
            self._file = loaded.file
            self._listed = {(record.model, record.key) for record in loaded.file}
            self._drop_unlisted(loaded.file, file)
        if isinstance(row, ContentModel):
            self._check_fields(row, self._origin(loaded, file))
        stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
        if stored is None:
            what = "added"
        else:
            _keep_unwritten(stored, row)
            what = "unchanged" if _same(stored, row) and not loaded.m2m_data else "changed"
            if isinstance(stored, ContentModel) and isinstance(loaded, CourseFileObject):
                stored.make_way(self._listed)
        self.report.note(what, row)
        self._saving = self._origin(loaded, file)
        return what != "unchanged"

    def after_save(self, loaded: DeserializedObject) -> None:
        row = loaded.object
        self._origins[type(row), row.pk] = self._saving
        if isinstance(row, Course):
            self.course_of[self._saving.file] = row

    def place_of(self, loaded: DeserializedObject, file: str) -> str:
        """Where a row was written, for messages."""
        return self._origin(loaded, file).place(loaded.object)

    def _origin(self, loaded: DeserializedObject, file: str) -> Origin:
        return Origin(file, loaded.record if isinstance(loaded, CourseFileObject) else None)

    def _check_once(self, loaded: DeserializedObject, file: str) -> None:
        """No two files may hold the same row: the second would undo the first."""
        before = self._origins.get((type(loaded.object), loaded.object.pk))
        if loaded.object.pk and before is not None and before.file != file:
            reason = _("This stands in %(file)s already.") % {"file": before.file}
            self.faults.append(f"{self.place_of(loaded, file)}: {reason}")

    def _check_fields(self, row: ContentModel, origin: Origin) -> None:
        try:
            row.clean_fields(exclude=row.html())
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.faults += [f"{origin.place(row, name)}: {text}" for text in messages]

    def _drop_unlisted(self, records: list[Record], file: str) -> None:
        """A course file is the whole truth about its part of the course."""
        head = records[0]
        for row in _rows_under(head):
            if (row._meta.label_lower, row.natural_key()) in self._listed:
                continue
            if not type(row)._default_manager.filter(pk=row.pk).exists():
                continue  # It went with what it was part of.
            name = name_of(row)
            try:
                with transaction.atomic():
                    self.report.note(row.drop(), row)
            except ProtectedError:
                reason = _("is not in the file any more, but people have used it: keep it.")
                self.faults.append(f"{file}: {name} {reason}")
            except DatabaseError as error:
                self.faults.append(f"{file}: {name}: {reason_of(error)}")

    def finish(self) -> None:
        """Render and check all content of the courses that were touched."""
        for course in Course.objects.filter(pk__in=self._touched()):
            for row, fault in render_course(course):
                origin = self._origins.get((type(row), row.pk), IN_DATABASE)
                place = origin.place(row, fault.field, fault.line)
                self.faults.append(f"{place}: {fault.message}")

    def _touched(self) -> set[int]:
        touched = set()
        for model, pk in self._origins:
            if issubclass(model, ContentModel):
                row = model._default_manager.filter(pk=pk).first()
                if row is not None:
                    touched.add(row.get_course().pk)
        return touched


def _keep_unwritten(stored: Model, row: Model) -> None:
    """What no file says stays as it is."""
    kept = row.kept_by_database if isinstance(row, ContentModel) else ()
    for column in row._meta.concrete_fields:
        if column.name in kept:
            setattr(row, column.attname, getattr(stored, column.attname))


def _same(stored: Model, row: Model) -> bool:
    unwritten = {*row.html(), *row.kept_by_database} if isinstance(row, ContentModel) else ()
    return all(
        getattr(stored, column.attname) == getattr(row, column.attname)
        for column in row._meta.concrete_fields
        if column.name not in unwritten
    )


def _rows_under(head: Record) -> Iterator[Any]:
    """What is stored of the course or module whose file begins with this record."""
    if head.model == "courses.course":
        yield from GlossaryTerm.objects.filter(course__slug=head.key[0])
        yield from Image.objects.filter(course__slug=head.key[0]).defer("content")
        return
    module = Module.objects.filter(course__slug=head.key[0], slug=head.key[1]).first()
    if module is not None:
        for model in content_models():
            yield from model.parts_of(module)
