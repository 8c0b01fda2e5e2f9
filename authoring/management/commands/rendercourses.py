from typing import Any

from django.core.management.base import BaseCommand

from authoring.coursefiles.report import name_of
from authoring.rendered_by import note_code
from authoring.rendering import renderings
from courses.models import Course
from texts import Fault


class Command(BaseCommand):
    help = (
        "Renders all content anew, as after an upgrade. Tells in a line each which texts are shown "
        "otherwise than before, and what is wrong with them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for course in Course.objects.order_by("slug"):
            for row, changed, faults in renderings(course):
                name = name_of(row)
                for field in changed if options["verbosity"] >= 1 else ():
                    self.stdout.write(f"shown otherwise than before: {name} {field}")
                for fault in faults:
                    end = " (a warning)" if fault.is_warning else ""
                    self.stderr.write(f"{name} {_place(fault)}: {fault.message}{end}")
            if options["verbosity"] >= 2:
                self.stdout.write(f"rendered: {course.slug}")
        note_code()


def _place(fault: Fault) -> str:
    return f"{fault.place}, line {fault.line}" if fault.line else fault.place
