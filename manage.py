#!/usr/bin/env python3
"""Django's command line, on the embedded Postgres unless DATABASE_URL is set."""

import os
import sys
from contextlib import nullcontext

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from config import database, environment, environment_file, owner, secret_key

# They say themselves when the embedded server starts: what is there may not start as it is.
START_IT_THEMSELVES = {"doctor", "restore", "upgradepostgres"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = "".join(sys.argv[1:2])
    try:
        environment_file.load()
        owner.become(environment.data_dir())
        if command == "restore":  # into an empty installation: the backup's own key replaces it
            secret_key.keep(environment.data_dir())
        with nullcontext() if command in START_IT_THEMSELVES else database.running():
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except database.DatabaseStartError as error:
        sys.exit(f"The embedded Postgres did not start. {error}")


if __name__ == "__main__":
    main()
