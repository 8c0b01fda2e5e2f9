from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.backup.programs import Place
from config.backup.taking import folder_of, new_path, summary, take
from config.backup.thinning import DAILY, superfluous


class Command(BaseCommand):
    help = (
        "Adds a backup to those of a folder, and removes the daily ones that are no longer needed: "
        "the newest of 7 days, 4 weeks and 6 months stay. For a timer."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="by default .data/backups")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"] or folder_of(settings.DATA_DIR)
        path = new_path(folder.absolute(), DAILY)
        self.stdout.write(summary(path, take(path, Place.of_settings())))
        # Only now: while none can be made, none is taken away.
        for old in superfluous(folder):
            old.unlink()
            self.stdout.write(f"removed: {old.name}")
