import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializedObject
from django.db import DatabaseError

from courses.coursefiles.loading import Loading
from courses.coursefiles.serializer import CourseFileError


class Command(loaddata.Command):
    help = (
        "Loads fixtures, and course files: name a folder of them or single files. In one "
        "transaction it loads, renders and checks everything; on any fault nothing is changed."
    )

    def loaddata(self, fixture_labels: tuple[str, ...]) -> None:
        labels = [file for label in fixture_labels for file in _files(label)]
        self.loading = Loading()
        self.labels_left = len(labels)
        super().loaddata(labels)
        if self.verbosity >= 1:
            for line in self.loading.report.lines:
                self.stdout.write(line)
            self.stdout.write(self.loading.report.summary())

    def load_label(self, fixture_label: str) -> None:
        self.label = fixture_label
        try:
            super().load_label(fixture_label)
        except CourseFileError as error:
            self._refuse(
                f"{fixture_label}:{fault.line}: {fault.path}: {fault.reason}"
                for fault in error.faults
            )
        self.labels_left -= 1
        if not self.labels_left:
            # Here, before Django looks at the constraints, whose messages name no file.
            if not self.loading.faults:
                self.loading.finish()
            self._refuse(self.loading.faults)

    def save_obj(self, obj: DeserializedObject) -> bool:
        try:
            changes = self.loading.before_save(obj, self.label)
            if self.loading.faults:
                return False
            saved = super().save_obj(obj) if changes else True
        except DatabaseError as error:
            origin = getattr(obj, "origin", None)
            place = origin.place(obj.object) if origin else self.label
            self._refuse([f"{place}: {_reason(error)}"])
        self.loading.after_save(obj)
        return saved

    def _refuse(self, faults: Any) -> None:
        faults = list(faults)
        if faults:
            raise CommandError("\n".join([*faults, "Nothing was loaded."]))


def _files(label: str) -> list[str]:
    """A folder's course files, the course itself first; any other label as it is."""
    for base in ("", *map(str, settings.FIXTURE_DIRS)):
        folder = Path(base, label)
        if folder.is_dir():
            files = sorted(folder.glob("*.yaml"), key=lambda f: (f.name != "course.yaml", f.name))
            if not files:
                raise CommandError(f"{folder}{os.sep} holds no course files (*.yaml).")
            return [str(file) for file in files]
    return [label]


def _reason(error: DatabaseError) -> str:
    """What the database said, in its first line and without Django's wrapping."""
    cause = error.__cause__
    diagnostics = getattr(cause, "diag", None)
    return getattr(diagnostics, "message_primary", None) or str(error).splitlines()[0]
