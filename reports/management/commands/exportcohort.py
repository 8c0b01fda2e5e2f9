from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.access import Act, note_access
from accounts.models import User
from courses.models import Cohort
from reports.comparison import earlier
from reports.raw.cohort_file import CohortFile
from reports.replica import read_report


class Command(BaseCommand):
    help = (
        "Writes all that a cohort's figures are made of into one file: every answer, who is "
        "counted, what was read and said. docs/recompute.py makes the figures of the reports of it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cohort", help="The slug of the cohort.")
        parser.add_argument("--reason", default="", help="Why, for the access record; no names.")
        parser.add_argument(
            "--to",
            type=Path,
            help="The file: .xlsx, or .zip of CSV files. By default <slug>-answers.xlsx here.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cohorts = Cohort.objects.filter(slug=options["cohort"]).select_related("course")
        cohort = cohorts.first()
        if cohort is None:
            raise CommandError(f"There is no cohort {options['cohort']!r}.")
        path: Path = options["to"] or Path(f"{cohort.slug}-answers.xlsx")
        if path.suffix not in {".xlsx", ".zip"}:
            raise CommandError(f"{path}: the name of the file ends in .xlsx or .zip.")
        try:
            learners = self._write(cohort, path)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        note_access(
            None,
            Act.DOWNLOADED,
            whose=learners,
            what=f"courses.cohort {cohort.pk}",
            format=path.suffix[1:],
            reason=options["reason"],
        )
        self.stdout.write(f"{path}: {path.stat().st_size / 1e6:.1f} MB.")

    def _write(self, cohort: Cohort, path: Path) -> Sequence[int]:
        """Beside the file at first: one that is there already stays until the new one is whole.

        The people (ids) whose answers are in it.
        """
        before, part = earlier(cohort, User(is_superuser=True)), path.with_suffix(".part")

        def write(as_of: datetime) -> Sequence[int]:
            with part.open("wb") as file:
                rows = CohortFile.of(cohort, before, as_of)
                (rows.write_zip if path.suffix == ".zip" else rows.write_xlsx)(file)
            return rows.learners

        try:
            learners = read_report(write)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return learners
