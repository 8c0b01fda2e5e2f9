from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import database, environment
from config.backup import archive, running_site
from config.backup.new_cluster import is_needed, put_into_new_cluster
from config.backup.programs import DEBIAN, Place
from config.backup.taking import folder_of, new_path, take
from config.database import EmbeddedPostgres
from intake.progressbar import progress_bar


class Command(BaseCommand):
    help = (
        "Carries the embedded database over to the major version of Postgres that is here, by the "
        "programs of the older one: those of Debian, or those in the folder OLD_POSTGRES."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if environment.text("DATABASE_URL"):
            raise CommandError("DATABASE_URL names a server of your own: it is upgraded there.")
        server = database.embedded(settings.DATA_DIR)
        if not is_needed(server):
            self.stdout.write("The database is of the PostgreSQL that is here: nothing to do.")
            return
        older = EmbeddedPostgres(server.directory, programs=self._older_programs(server))
        with running_site.stopped(settings.DATA_DIR, self.stdout.write, "being upgraded"):
            path = new_path(folder_of(settings.DATA_DIR), "before-postgres")
            with older.running():
                take(path, Place.embedded(older))
            self.stdout.write(f"What was there is kept in {path}")
            with archive.reading(path) as backup:
                cluster = put_into_new_cluster(backup, server, self._note)
                rows, tables = backup.manifest.rows, len(backup.manifest.tables)
        self.stdout.write(
            f"Carried over: {tables} tables, {rows} rows, counts and hashes as before. "
            f"The old cluster is kept in {cluster}: remove it when all is well. Start the site."
        )

    def _older_programs(self, server: EmbeddedPostgres) -> Path:
        version = server.version_of_cluster()
        debian = DEBIAN.format(major=version)
        folder = Path(environment.text("OLD_POSTGRES", debian)).absolute()
        if not (folder / "postgres").is_file():
            raise CommandError(
                f"There is no PostgreSQL {version} in {folder}: install postgresql-{version} or "
                "name the folder of its programs, OLD_POSTGRES=…/bin. With a backup it works "
                "without: make restore FILE=…"
            )
        return folder

    def _note(self, done: int, total: int) -> None:
        progress_bar(self.stdout, total)(done)
