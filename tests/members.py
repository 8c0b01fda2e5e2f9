"""Run beside the served site: people who are signed in already, made many at a time."""

import json
import sys

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.demo import PASSWORD
from accounts.models import User
from courses.models import Cohort


def print_sessions(*usernames: str) -> None:
    """Sign these in, each of whom is made a demo member if there is no such person."""
    encoded = make_password(PASSWORD)
    cohort = Cohort.objects.get(slug="demo")
    sessions = {}
    for username in usernames:
        person, is_new = User.objects.get_or_create(
            username=username, defaults={"password": encoded, "name": "한가람"}
        )
        if is_new:
            cohort.enrol(person)
        client = Client()
        client.force_login(person)
        sessions[username] = client.cookies[settings.SESSION_COOKIE_NAME].value
    sys.stdout.write(json.dumps(sessions))
