from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import AccessRecord


class Command(BaseCommand):
    help = "Deletes what of the access record need not be kept any longer."

    def handle(self, *args: Any, **options: Any) -> None:
        number, _by_model = AccessRecord.objects.outdated().delete()
        self.stdout.write(f"{number} rows of the access record were past their day.")
