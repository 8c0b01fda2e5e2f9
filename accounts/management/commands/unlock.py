from argparse import ArgumentTypeError
from ipaddress import ip_address
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime

from accounts.access import Act, note_access
from accounts.models import User
from accounts.throttle import forget, forget_address, paused_accounts, slowed_addresses


class Command(BaseCommand):
    help = (
        "Ends the pause after wrong passwords or codes: of an account, or of an address. "
        "Without either it tells what is paused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", help="Whose account it is, however spelt.")
        parser.add_argument("--address", type=_address, help="From where many were wrong.")

    def handle(self, *args: Any, **options: Any) -> None:
        username, address = options["username"], options["address"]
        if username:
            person = User.objects.by_username(username)
            if person is None:
                raise CommandError(f"There is nobody with the username {username!r}.")
            note_access(None, Act.UNLOCKED, whose=[person.pk])
            self._tell(forget(person), person.get_username())
        if address:
            note_access(None, Act.UNLOCKED, what=address)
            self._tell(forget_address(address), address)
        if not (username or address):
            self._tell_all()

    def _tell(self, tries: int, where: str) -> None:
        self.stdout.write(f"{where}: {tries} wrong tries count no more.")

    def _tell_all(self) -> None:
        for person, until in paused_accounts():
            self.stdout.write(f"{person.get_username()}: until {localtime(until):%H:%M}.")
        for address, people in slowed_addresses():
            self.stdout.write(f"{address}: slowed, as {people} people's were wrong there.")


def _address(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no address; it takes 203.0.113.7, say.") from None
