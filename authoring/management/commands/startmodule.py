from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from authoring.coursefiles import starter


class Command(BaseCommand):
    help = "Writes a commented file to begin a module with: fixtures/<course>/NN-<slug>.yaml."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="The module's place in its address.")
        parser.add_argument("--course", default="local-ai", help="The course's slug.")
        parser.add_argument("--folder", help="The course's folder; fixtures/<course> unless named.")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, course = options["slug"], options["course"]
        folder = Path(options["folder"] or settings.BASE_DIR / "fixtures" / course)
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        try:
            validate_slug(slug)
        except ValidationError as error:
            raise CommandError("A slug has letters, digits, - and _ only.") from error
        taken = next(iter(folder.glob(f"*-{slug}.yaml")), None)
        if taken is not None:
            raise CommandError(f"{taken} is there already.")
        position = starter.next_position(folder)
        path = folder / f"{position:02}-{slug}.yaml"
        path.write_text(starter.text(course, slug, position), encoding="utf-8")
        self.stdout.write(f"written: {path}")
