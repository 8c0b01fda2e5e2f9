from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.coursefiles.dumping import course_files
from courses.models import Course


class Command(BaseCommand):
    help = (
        "Writes a course as the files that loaddata reads. Drafts and retired questions are left "
        "out; a file whose module is gone is named and left where it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="The slug of the course.")
        parser.add_argument("--to", help="The folder; fixtures/<course> unless named.")

    def handle(self, *args: Any, **options: Any) -> None:
        course = Course.objects.filter(slug=options["course"]).first()
        if course is None:
            raise CommandError(f"There is no course {options['course']!r}.")
        folder = Path(options["to"] or settings.BASE_DIR / "fixtures" / course.slug)
        files = course_files(course)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            changed = [name for name, text in files.items() if _write(folder / name, text)]
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        for name in sorted({path.name for path in folder.glob("*.yaml")} - set(files)):
            self.stdout.write(f"not of this course any more: {folder / name}")
        for name in changed:
            self.stdout.write(f"written: {folder / name}")
        self.stdout.write(f"{len(files)} files, {len(changed)} of them changed.")


def _write(path: Path, text: str) -> bool:
    """Whether the file had to be written."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8")
    return True
