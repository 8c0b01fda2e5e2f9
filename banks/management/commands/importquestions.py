from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    no_translations,
)

from banks.formats.bank import UnreadableBankError
from banks.formats.registry import FORMATS
from banks.importing.planning import Plan, plan
from banks.importing.saving import OutdatedPlanError, save
from intake.progressbar import progress_bar
from quizzes.models import Quiz


class Command(BaseCommand):
    help = (
        "Imports the questions of a bank into the check quiz of a module, all in one transaction; "
        "what does not map is listed one by one with the reason."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="The bank.")
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--quiz", required=True, help="course/module, by their slugs.")
        parser.add_argument("--dry-run", action="store_true", help="Show it and import nothing.")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        quiz = self._quiz(options["quiz"])
        try:
            bank = FORMATS[options["format"]].read(Path(options["file"]).read_bytes())
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except UnreadableBankError as error:
            raise CommandError(f"{options['file']}: {error}") from error
        planned = plan(bank, quiz)
        if not options["dry_run"]:
            try:
                with pghistory.context(command="importquestions"):
                    save(planned, progress_bar(self.stderr, len(planned.planned)))
            except OutdatedPlanError as error:
                raise CommandError(str(error)) from error
        self._report(planned, dry_run=options["dry_run"])

    def _quiz(self, name: str) -> Quiz:
        course, _slash, module = name.partition("/")
        quiz = Quiz.objects.filter(module__course__slug=course, module__slug=module)
        quiz_there = quiz.select_related("module__course").first()
        if quiz_there is None:
            raise CommandError(f"There is no quiz {name!r}: name it course/module.")
        return quiz_there

    def _report(self, import_plan: Plan, *, dry_run: bool) -> None:
        for note in import_plan.notes:
            self.stdout.write(note)
        for refusal in import_plan.refusals:
            called = f"{refusal.kind_text} {refusal.short_name}".strip()
            self.stdout.write(f"line {refusal.line}: {called}: {refusal.reason}")
        for planned in import_plan.planned:
            if planned.draft_because:
                self.stdout.write(f"draft {planned.question.slug}: {planned.draft_because}")
        for what, count in import_plan.left_aside.items():
            self.stdout.write(f"left aside: {what} of {count} questions")
        if import_plan.images:
            word = "would be added" if dry_run else "added"
            self.stdout.write(f"{len(import_plan.images)} pictures {word} to the course.")
        word, drafts = "would be imported" if dry_run else "imported", import_plan.drafts
        self.stdout.write(
            f"{import_plan.total} questions: {import_plan.published + drafts} {word}, {drafts} of "
            f"them as drafts; {len(import_plan.refusals)} refused."
        )
