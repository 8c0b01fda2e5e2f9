"""The WSGI application that gunicorn serves, with the database up for as long as it runs."""

import atexit
import os
from contextlib import ExitStack

from django.core.wsgi import get_wsgi_application

from config import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_database = ExitStack()
_database.enter_context(database.running())
atexit.register(_database.close)

application = get_wsgi_application()
