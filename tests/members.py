"""Run beside the served site: people who are signed in already, and what they did before."""

import datetime
import json
import sys

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from accounts.demo import PASSWORD
from accounts.models import User
from accounts.reauthentication.moments import SHOWN_AT
from courses.models import Cohort
from quizzes.models import Attempt, Quiz


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
        session = client.session
        session[SHOWN_AT] += 24 * 3600  # a run of tests lasts longer than a quarter of an hour
        session.save()
        sessions[username] = client.cookies[settings.SESSION_COOKIE_NAME].value
    sys.stdout.write(json.dumps(sessions))


def miss_the_first_of(username: str, *modules: str, missed: int = 1) -> None:
    """Finish the quizzes of these modules two days ago, the first question of each missed."""
    at = timezone.now() - datetime.timedelta(days=2)
    learner = User.objects.get(username=username)
    for module in modules:
        quiz = Quiz.objects.get(module__slug=module)
        attempt = Attempt.objects.create(quiz=quiz, learner=learner, started_at=at)
        for place, question in enumerate(quiz.questions.live().order_by("position")):
            wrong = list(question.options.filter(is_correct=False)[: int(place < missed)])
            for ordinal, option in enumerate([*wrong, question.options.get(is_correct=True)], 1):
                attempt.answers.create(
                    question=question,
                    option=option,
                    ordinal=ordinal,
                    is_correct=option.is_correct,
                    answered_at=at,
                )
