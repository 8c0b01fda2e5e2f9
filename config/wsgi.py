"""The WSGI application that gunicorn serves, with the database up for as long as it runs."""

import atexit
import os
from contextlib import ExitStack

from django.core.wsgi import get_wsgi_application
from django.db import connections

from config import checks, database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_database = ExitStack()
_database.enter_context(database.running())
atexit.register(_database.close)

application = get_wsgi_application()

if fault := checks.why_unfit() or checks.why_unguarded():
    raise database.DatabaseStartError(fault)
connections.close_all()  # requests run in threads, which have their own
