"""The settings that tests run with: those of the site, with cheap passwords and plain files."""

import os
from datetime import timedelta

# Only a test run may do without one of its own.
os.environ.setdefault("SECRET_KEY", "for-tests-only-for-tests-only-for-tests-only-for-tests-only")
# Playwright keeps an event loop running in the thread that tests run in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE, STORAGES

# Tests go on from day to day; those of sessions (tests/accounts) have what the site has.
SESSION_IDLE = SESSION_LONGEST = timedelta(days=36_500)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files by their plain names: nothing is collected, and nothing serves it.
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]
