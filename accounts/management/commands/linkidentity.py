from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction

from accounts.access import Act, note_access
from accounts.models import ExternalIdentity, User


class Command(BaseCommand):
    help = (
        "Links an account to a person of another sign-in: of those who may do more than learn, no "
        "provider does so by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="Of the account here.")
        parser.add_argument("provider", help="OIDC_ISSUER, the server of LDAP_URL, or header.")
        parser.add_argument("subject", help="Who they are there: sub, entryUUID, or the name.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            person = User.objects.get_by_natural_key(options["username"])
        except User.DoesNotExist:
            raise CommandError(f"There is no account {options['username']!r}.") from None
        provider = options["provider"].rstrip("/")
        try:
            with transaction.atomic():
                identity = ExternalIdentity.objects.create(
                    person=person, provider=provider, subject=options["subject"]
                )
                what = f"{identity._meta.label_lower} {identity.pk}: {provider}"
                note_access(None, Act.ADDED, whose=[person.pk], what=what)
        except IntegrityError:
            raise CommandError(
                "Either the account or the person there is linked already."
            ) from None
        self.stdout.write(f"{person.username} signs in by {provider} now.")
