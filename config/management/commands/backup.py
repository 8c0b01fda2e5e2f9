import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.backup.programs import Place
from config.backup.taking import folder_of, new_path, summary, take
from intake.progressbar import progress_bar


class Command(BaseCommand):
    help = (
        "Writes the whole installation into one file: database, pictures, versions, secret key. "
        "People may go on answering meanwhile. Restore puts it back."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            help="by default a new one in .data/backups",
        )
        parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"] or new_path(folder_of(settings.DATA_DIR))
        began = time.monotonic()
        manifest = take(
            path.absolute(),
            Place.of_settings(),
            overwrite=options["overwrite"],
            note=lambda done, total: progress_bar(self.stdout, total)(done),
        )
        self.stdout.write(f"{summary(path, manifest)}, in {time.monotonic() - began:.1f} s")
        if "secret-key" not in manifest.parts:
            self.stderr.write("There is no secret key in it, as none is set.")
