from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import demo
from accounts.models import User
from courses.models import Cohort, Course

MEMBERS = {"member1": "김하나", "member2": "이두리", "member3": "박세나"}


class Command(BaseCommand):
    help = "Makes the demo cohort and its logins, once; what is there already stays as it is."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SET_FOR_OTHERS:
            raise CommandError(
                "Everybody knows the passwords of the demo, so none is made where "
                f"{' and '.join(settings.SET_FOR_OTHERS)} is set."
            )
        if demo.was_made():
            self.stdout.write("This database has had its demo already; nothing was changed.")
            return
        members = [self._person(username, name) for username, name in MEMBERS.items()]
        facilitator = self._person("facilitator", "정이끎", group="Facilitators")
        self._person("author", "최지음", group="Authors")
        self._person("admin", "관리자", is_superuser=True)
        self._cohort(facilitator, members)

    def _cohort(self, facilitator: User, members: list[User]) -> None:
        course = Course.objects.filter(is_published=True).order_by("pk").first()
        if course is None:
            return
        cohort, is_new = Cohort.objects.get_or_create(
            slug="demo",
            defaults={"course": course, "name": "시범 연구회", "join_code": "dure-demo"},
        )
        if is_new:
            cohort.facilitators.add(facilitator)
            for member in members:
                cohort.enrol(member)

    def _person(
        self, username: str, name: str, *, group: str = "", is_superuser: bool = False
    ) -> User:
        """The person of this username; only a new one gets the demo password."""
        person = User.objects.filter(username=username).first()
        if person is not None:
            return person
        person = User.objects.create_user(
            username,
            password=demo.PASSWORD,
            name=name,
            is_staff=bool(group) or is_superuser,
            is_superuser=is_superuser,
        )
        demo.DemoAccount.objects.create(username=username, user=person)
        if group:
            person.groups.add(Group.objects.get(name=group))
        return person
