from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.access import Act, note_access
from accounts.models import User
from cohorts.roster.checking import Roster, check
from cohorts.roster.importing import RosterHasFaultsError, import_lines
from cohorts.roster.lines import Line
from cohorts.roster.reading import read
from courses.models import Cohort, RosterImport
from intake.progressbar import progress_bar
from intake.spreadsheets import UnreadableTableError


class Command(BaseCommand):
    help = (
        "Imports a roster (CSV or XLSX with a column for names) into a cohort: everybody, or "
        "nobody if a row has a fault."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("cohort", help="The slug of the cohort.")
        parser.add_argument("file", help="The roster, CSV or XLSX.")
        parser.add_argument("--dry-run", action="store_true", help="Check and import nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        cohort = Cohort.objects.filter(slug=options["cohort"]).first()
        if cohort is None:
            raise CommandError(f"There is no cohort {options['cohort']!r}.")
        operator = User(is_superuser=True)
        try:
            data = Path(options["file"]).read_bytes()
            roster = check(read(data), cohort, operator)
            self._refuse_faults(roster)
            if not options["dry_run"]:
                bar = progress_bar(self.stderr, len(roster.lines))
                imported = import_lines(roster.lines, cohort, operator, bar)
                record = RosterImport(cohort=cohort, lines=[], total=len(roster.lines))
                record.save()
                about = f"courses.cohort {cohort.pk}"
                note_access(None, Act.IMPORTED, whose=imported.everybody, what=about)
                record.finish(imported.people, imported.enrolled, imported.changed)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except UnreadableTableError as error:
            raise CommandError(str(error)) from error
        except RosterHasFaultsError as error:
            self._refuse_faults(error.roster)
        self._report(roster, dry_run=options["dry_run"])

    def _refuse_faults(self, roster: Roster) -> None:
        faults = [line for line in roster.lines if line.faults]
        if faults:
            sentences = [text for line in faults for text in _told(line)]
            raise CommandError("\n".join([*sentences, "Nobody was imported."]))

    def _report(self, roster: Roster, *, dry_run: bool) -> None:
        counts = {
            name: len(roster.with_outcome(name)) for name in ("new", "enrol", "here", "twice")
        }
        word = "would be made" if dry_run else "made"
        self.stdout.write(
            f"{counts['new']} accounts {word}, {counts['enrol']} known people enrolled, "
            f"{counts['here']} already here, {counts['twice']} rows of the same people."
        )
        for line in roster.guesses:
            self.stdout.write(f"row {line.number}: {line.name}: {line.notice}")
        for number, text in roster.left_out:
            self.stdout.write(f"row {number} left out: {text}")


def _told(line: Line) -> list[str]:
    return [f"row {line.number}, {column}: {reason}" for column, reason in line.faults]
