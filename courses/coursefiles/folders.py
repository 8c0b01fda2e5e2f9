"""Course folders: which files they hold, and whether they are as they were when last loaded."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from courses.coursefiles.pictures import picture_files
from courses.models import Course, CourseFiles

COURSE_FILE = "course.yaml"


@dataclass(frozen=True)
class Folder:
    """A folder of course files, found from a label of `loaddata`."""

    path: Path

    @classmethod
    def find(cls, label: str) -> "Folder | None":
        """The folder of this name here or in the project's fixtures, None if there is none."""
        for base in (Path(), *map(Path, settings.FIXTURE_DIRS)):
            if (base / label).is_dir():
                return cls(base / label)
        return None

    def files(self) -> list[str]:
        """Its course files, the course itself first."""
        found = [file for file in self.path.glob("*.yaml") if file.is_file()]
        return [str(file) for file in sorted(found, key=lambda f: (f.name != COURSE_FILE, f))]

    def digest(self) -> str:
        """What tells one state of the files from another (SHA-256 of names and contents)."""
        digest = hashlib.sha256()
        for file in [*map(Path, self.files()), *picture_files(self.path)]:
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def is_as_loaded(self) -> bool:
        return CourseFiles.objects.filter(digest=self.digest()).exists()

    def note_loaded(self, course: Course) -> None:
        CourseFiles.objects.update_or_create(course=course, defaults={"digest": self.digest()})
