#!/usr/bin/env python3
"""Django's command line, on the embedded Postgres unless DATABASE_URL is set."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from config import database

    try:
        with database.running():
            execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    except database.DatabaseStartError as error:
        sys.exit(f"The embedded Postgres did not start. {error}")


if __name__ == "__main__":
    main()
