from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.access import Act, note_access
from accounts.models import AccountNotice, User
from accounts.second_factor.factors import take_off_factors
from accounts.second_factor.sessions import end_all


class Command(BaseCommand):
    help = "Takes a lost second factor off an account, ends its sessions and tells its person."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = User.objects.get_by_natural_key(options["username"])
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody here has the username {options['username']}.") from error
        if not take_off_factors(person):
            raise CommandError(f"{person.username} has no second factor.")
        end_all(person)
        AccountNotice.objects.tell(person, AccountNotice.Kind.FACTOR_REMOVED)
        note_access(None, Act.SECOND_FACTOR_REMOVED, whose=[person.pk])
        self.stdout.write(f"{person.username} signs in with the password alone now.")
