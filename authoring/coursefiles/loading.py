"""What `loaddata` does beyond Django's own: keep to the file, render, check, and tell."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.serializers.base import DeserializedObject

from authoring.content import CONTENT
from authoring.coursefiles.report import IN_DATABASE, Origin, Report, is_same, keep_unwritten
from authoring.coursefiles.saving import CourseLoad, File
from authoring.coursefiles.serializer import CourseFileObject
from authoring.rendering import renderings
from courses.models import Course
from courses.models.base import ContentModel


class Loading:
    """One run of `loaddata`, ended by `finish`.

    Course files are put aside until all that stand together are read, as their texts refer to one
    another, and then saved by `save_files`. The rows of plain fixtures are saved as they come, each
    between `before_save` and `after_save`.
    """

    def __init__(self, *, is_trial: bool = False) -> None:
        self.report = Report(is_trial=is_trial)
        self.as_written: set[Path] = set()  # folders in which faults of texts stop nothing
        self.course_of: dict[str, Course] = {}
        self._files: list[File] = []
        self._loads: dict[int, CourseLoad] = {}

    def put_aside(self, loaded: CourseFileObject, name: str) -> None:
        """Keep a row until `save_files`."""
        if not self._files or self._files[-1].records is not loaded.file:
            self._files.append(File(name, loaded.file))

    def save_files(self) -> None:
        """Save the files put aside, one course after the other; the first fault ends it."""
        courses: defaultdict[str, list[File]] = defaultdict(list)
        for file in self._files:
            courses[file.course].append(file)
        self._files = []
        for slug, files in courses.items():
            load = CourseLoad(slug, files, self.report)
            load.save()
            if self.report.faults or self.report.reworded:
                return
            self._loads[load.course.pk] = load
            self.course_of |= {file.name: load.course for file in files}

    def before_save(self, loaded: DeserializedObject, file: str) -> bool:
        """Look at a row of a plain fixture; whether saving it would change anything."""
        row, origin = loaded.object, Origin(file)
        self.report.check_once(row, origin)
        if isinstance(row, ContentModel):
            self.report.check_fields(row, origin)
        stored = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
        what = "added"
        if stored is not None:
            keep_unwritten(stored, row)
            what = "unchanged" if is_same(stored, row) and not loaded.m2m_data else "changed"
        self.report.note(what, row)
        return what != "unchanged"

    def after_save(self, loaded: DeserializedObject, file: str) -> None:
        self.report.origins[type(loaded.object), loaded.object.pk] = Origin(file)

    def finish(self) -> None:
        """Check all content of the courses that were touched; render what is not rendered yet."""
        for course in Course.objects.filter(pk__in=self._touched()):
            load = self._loads.get(course.pk)
            for row, _changed, faults in renderings(course, load.rendered() if load else None):
                origin = self.report.origins.get((type(row), row.pk), IN_DATABASE)
                for fault in faults:
                    # Without a line it is no fault of a text, and could not be stored.
                    may_stay = bool(fault.line) and Path(origin.file).parent in self.as_written
                    self.report.tell(
                        origin, row, replace(fault, is_warning=may_stay or fault.is_warning)
                    )

    def _touched(self) -> set[Any]:
        """The numbers of the courses of which a row was loaded."""
        rows: defaultdict[Any, list[Any]] = defaultdict(list)
        for (model, pk), origin in self.report.origins.items():
            if origin.record is None:
                rows[model].append(pk)
        touched: set[Any] = set(self._loads)
        for model in CONTENT:
            if rows[model]:
                courses = model._default_manager.filter(pk__in=rows[model])
                touched.update(courses.order_by().values_list(model.course_path, flat=True))
        return touched
