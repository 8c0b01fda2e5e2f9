"""Run beside a site: many people who are signed in; their sessions are printed as JSON."""

import json
import sys

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Session, User
from accounts.sessions.store import SessionStore
from courses.models import Cohort, Enrolment

NONE = "!"  # a password that nobody has
BACKEND = settings.AUTHENTICATION_BACKENDS[-1]


def print_of_new_members(number: int) -> None:
    """Add so many members, who have done nothing yet, to the cohort `many`."""
    cohort, today = Cohort.objects.get(slug="many"), timezone.now()
    new = [
        User(username=f"new-{n}", name=f"새 사람 {n}", password=NONE, last_login=today)
        for n in range(number)
    ]
    people = User.objects.bulk_create(new)
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, learner=user) for user in people)
    _print(people)


def print_of_members(number: int) -> None:
    """Sign so many of those in who have read and answered (bench/many_answers.py)."""
    people = User.objects.filter(username__startswith="many-")
    people.update(last_login=timezone.now())
    _print(list(people.order_by("pk")[:number]))


def _print(people: list[User]) -> None:
    sessions = [_session_of(person) for person in people]
    Session.objects.bulk_create(session for _key, session in sessions)
    sys.stdout.write(json.dumps([key for key, _session in sessions]))


def _session_of(person: User) -> tuple[str, Session]:
    """With the key that its browser has."""
    store = SessionStore(get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"))
    contents = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: BACKEND,
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    return store.session_key or "", store.create_model_instance(contents)
