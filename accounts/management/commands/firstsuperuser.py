from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.first_superuser.models import new_link


class Command(BaseCommand):
    help = "Prints a one-time link that makes the first superuser; links printed before end."

    def handle(self, *args: Any, **options: Any) -> None:
        link = new_link()
        if not link:
            raise CommandError(
                "There is a superuser already. For one more: manage.py createsuperuser; "
                "for a lost password: manage.py changepassword USERNAME."
            )
        self.stdout.write(link)
