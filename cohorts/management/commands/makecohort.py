import datetime
from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from courses.models import Cohort, Course


class Command(BaseCommand):
    help = "Makes a cohort of a course, and prints the link by which its members join."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="The slug of the course.")
        parser.add_argument("name", help="What the cohort is called.")
        parser.add_argument("--slug", help="Its word in addresses; without one it is made.")
        parser.add_argument(
            "--facilitator",
            action="append",
            default=[],
            metavar="USERNAME",
            help="Who leads it; may be given several times.",
        )
        parser.add_argument("--starts-on", type=_day, metavar="YYYY-MM-DD", help="Its first day.")
        parser.add_argument("--ends-on", type=_day, metavar="YYYY-MM-DD", help="Its last day.")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        course = _course(options["course"])
        facilitators = [_facilitator(username) for username in options["facilitator"]]
        cohort = Cohort(
            course=course,
            name=options["name"],
            slug=options["slug"] or Cohort.objects.free_slug(options["name"], course),
            starts_on=options["starts_on"],
            ends_on=options["ends_on"],
        )
        try:
            cohort.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        cohort.save()
        cohort.facilitators.set(facilitators)
        self.stdout.write(f"Made the cohort {cohort.slug}. Its members join at:")
        self.stdout.write(f"{settings.PUBLIC_ADDRESS}{cohort.get_join_url()}")


def _day(word: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(word)
    except ValueError:
        raise ArgumentTypeError(f"{word!r} is no day; it takes YYYY-MM-DD.") from None


def _course(slug: str) -> Course:
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        slugs = ", ".join(Course.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(f"There is no course {slug!r}; there is {slugs or 'none yet'}.")
    return course


def _facilitator(username: str) -> User:
    try:
        person = User.objects.get_by_natural_key(username)
    except User.DoesNotExist:
        raise CommandError(f"There is nobody with the username {username!r}.") from None
    if not (person.is_active and person.is_staff):
        raise CommandError(
            f"{person.get_username()} cannot open the admin: give the account the staff flag and "
            "the group Facilitators there first."
        )
    return person
