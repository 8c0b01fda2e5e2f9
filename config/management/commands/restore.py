import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connections

from config import database, database_url, environment, secret_key, version
from config.backup import archive, checking, restoring, running_site
from config.backup.archive import Backup, BackupError
from config.backup.new_cluster import is_needed, put_into_new_cluster
from config.backup.programs import Place
from config.backup.taking import folder_of, new_path, take
from config.database import EmbeddedPostgres
from intake.progressbar import progress_bar


class Command(BaseCommand):
    help = (
        "Puts a backup back, whole or not at all. Stops the site if it runs, and keeps what is "
        "there now in a backup of its own first."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--no-input", action="store_true", help="ask nothing")
        parser.add_argument(
            "--no-safety-backup",
            action="store_true",
            help="do not keep what is there, as where it cannot be read any more",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with archive.reading(options["file"].absolute()) as backup:
            checking.check(backup.manifest)
            if reason := database_url.why_unreachable():
                raise BackupError(reason)
            server = database.embedded(settings.DATA_DIR)
            if not environment.text("DATABASE_URL") and is_needed(server):
                self._restore_beside_another_version(backup, server, options)
            else:
                with database.running():
                    self._restore(backup, options)

    def _restore(self, backup: Backup, options: dict[str, Any]) -> None:
        place = Place.of_settings()
        checking.check_server(backup.manifest, place)
        if tables := checking.number_of_tables(place):
            self._ask(backup, f"the {tables} tables that are there", options)
        connections.close_all()
        with self._site_stopped():
            if environment.text("DATABASE_URL"):
                checking.check_unused(place)
            if tables and not options["no_safety_backup"]:
                safety_backup = new_path(folder_of(settings.DATA_DIR), "before-restore")
                take(safety_backup, place)
                self.stdout.write(f"What was there is kept in {safety_backup}")
            if environment.text("DATABASE_URL"):
                restoring.put_inside(backup, place, self._note)
            else:
                restoring.put_beside(backup, place, self._note)
            self._finish(backup)

    def _restore_beside_another_version(
        self, backup: Backup, server: EmbeddedPostgres, options: dict[str, Any]
    ) -> None:
        """What is there cannot be read by the programs that are here."""
        self._ask(backup, f"a database of PostgreSQL {server.version_of_cluster()}", options)
        with self._site_stopped():
            old_cluster = put_into_new_cluster(backup, server, self._note)
            self.stdout.write(f"What was there is kept in {old_cluster}")
            self._finish(backup)

    @contextmanager
    def _site_stopped(self) -> Iterator[None]:
        stopped = running_site.stopped(settings.DATA_DIR, self.stdout.write, "being restored")
        with stopped as was_running:
            try:
                yield
            finally:
                if was_running:
                    self.stdout.write(
                        "The site is stopped. Unless systemd does, start it: make run"
                    )
        if not was_running:
            self.stdout.write("Start the site: make run, or systemctl start dure")

    def _finish(self, backup: Backup) -> None:
        manifest = backup.manifest
        self._put_key_back(backup.secret_key)
        version.note(settings.DATA_DIR, manifest.dure, manifest.commit)
        self.stdout.write(
            f"Restored the backup of {manifest.made_at}: {len(manifest.tables)} tables, "
            f"{manifest.rows} rows, counts and hashes as it holds them"
        )

    def _note(self, done: int, total: int) -> None:
        progress_bar(self.stdout, total)(done)

    def _ask(self, backup: Backup, what: str, options: dict[str, Any]) -> None:
        if options["no_input"]:
            return
        if not sys.stdin.isatty():
            raise BackupError("There is a database already: add --no-input to replace it.")
        question = f"This replaces {what} by the backup of {backup.manifest.made_at}. Go on? [y/N] "
        if input(question).strip().lower() not in {"y", "yes"}:
            raise BackupError("Nothing was changed.")

    def _put_key_back(self, key: str) -> None:
        if not key:
            return
        secret_key.put(settings.DATA_DIR, key)
        if environment.text("SECRET_KEY") not in {"", key}:
            self.stderr.write(
                "SECRET_KEY is set to another key than the backup's, with which everybody is "
                "signed out and every link that was handed out ends. Set it to what stands in "
                f"{secret_key.path(settings.DATA_DIR)}"
            )
