import json
from typing import Any

from django.core.management.base import BaseCommand

from authoring.coursefiles.jsonschema import json_schema


class Command(BaseCommand):
    help = "Prints the JSON Schema of course files; fixtures/course.schema.json is its output."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2))
