from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from config import database, doctor


class Command(BaseCommand):
    help = "Says what is wrong with this installation, each with the line that mends it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        number = 0
        try:
            with database.running():
                for name, faults in doctor.look():
                    number += len(faults)
                    self.stdout.write(f"ok     {name}" if not faults else f"WRONG  {name}")
                    for fault in faults:
                        self.stdout.write(f"       {fault}")
        except (database.DatabaseStartError, ImproperlyConfigured) as error:
            self.stdout.write(f"WRONG  database\n       {error}")
            number += 1
        if number:
            raise CommandError(f"{number} to mend.")
