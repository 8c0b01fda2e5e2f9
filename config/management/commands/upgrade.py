from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config import checks, static_files, upgrading, version
from config.backup import running_site


class Command(BaseCommand):
    help = (
        "Brings database, texts, static files and messages up to the version that is here. Stops "
        "the site if it runs, and takes a backup first, with which it can be taken back."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if reason := checks.why_unfit():
            raise CommandError(reason)
        missing = list(checks.what_is_missing())
        if not missing:
            version.note(settings.DATA_DIR, *version.here())
            self.stdout.write("Everything is of this version: nothing to do.")
            return
        for line in missing:
            self.stdout.write(line)
        with running_site.stopped(settings.DATA_DIR, self.stdout.write, "being upgraded"):
            self._upgrade()

    def _upgrade(self) -> None:
        if reason := upgrading.why_in_use():
            raise CommandError(reason)
        of_before = version.noted(settings.DATA_DIR)
        backup = upgrading.keep() if any(checks.what_differs()) else None
        try:
            upgrading.compile_messages()
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be written: {error.strerror}.") from error
        call_command("migrate", verbosity=0, interactive=False)
        call_command("rendercourses")
        static_files.collect()
        version.note(settings.DATA_DIR, *version.here())
        self.stdout.write("Upgraded. Start the site.")
        if backup:
            self._tell_how_to_take_it_back(backup, of_before)

    def _tell_how_to_take_it_back(self, backup: Path, of_before: tuple[str, str] | None) -> None:
        commit = of_before and of_before[1]
        self.stdout.write(
            "To take it back, with the loss of what comes from now on: stop the site, "
            f"make restore FILE={backup}, git checkout {commit or 'the version before'}, "
            "make install"
        )
