"""The WSGI application of a gunicorn that is started by itself, with the database up for as long
as it runs. Below config.serve, which sees to the database, gunicorn has another (config/web.py)."""

import atexit
import logging
import os
import threading
import time
from contextlib import ExitStack

from django.core.wsgi import get_wsgi_application
from django.db import connections

from config import checks, database, environment, environment_file

LOOK = 2  # seconds between two looks at the embedded Postgres

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
environment_file.load()

_database = ExitStack()
_database.enter_context(database.running())
atexit.register(_database.close)

application = get_wsgi_application()

if fault := checks.why_unfit() or checks.why_unguarded():
    raise database.DatabaseStartError(fault)
connections.close_all()  # requests run in threads, which have their own


def _keep_up(postgres: database.EmbeddedPostgres) -> None:
    """Start it again whenever it has died; each worker tries, and the first does."""
    log = logging.getLogger(__name__)
    while True:
        time.sleep(LOOK)
        if postgres.is_up():
            continue
        try:
            postgres.bring_back()
        except (database.DatabaseStartError, OSError) as error:
            log.critical("Postgres has died and does not start: %s", " ".join(str(error).split()))
        else:
            log.warning("Postgres had died; it is up again.")


if not environment.text("DATABASE_URL"):
    _server = database.embedded(environment.data_dir())
    threading.Thread(target=_keep_up, args=(_server,), daemon=True).start()
