import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.db import transaction

from accounts.models import AccountNotice, User


class Command(changepassword.Command):
    """Django's own; the person is told, and the access record has it."""

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> str | None:
        sentence: str | None = super().handle(*args, **options)
        person = User.objects.get(username=options["username"] or getpass.getuser())
        AccountNotice.objects.tell(person, AccountNotice.Kind.PASSWORD_SET)
        return sentence
