from typing import Any

from django.core.management.base import BaseCommand

from courses.content import render_course
from courses.models import Course


class Command(BaseCommand):
    help = "Renders all content anew, as after an upgrade; tells what is wrong with it."

    def handle(self, *args: Any, **options: Any) -> None:
        for course in Course.objects.all():
            for row, fault in render_course(course):
                name = f"{row._meta.verbose_name} {row}"
                self.stderr.write(f"{course.slug}: {name}: {fault.message}")
            if options["verbosity"] >= 1:
                self.stdout.write(f"{course.slug}: rendered")
