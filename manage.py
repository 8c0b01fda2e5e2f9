#!/usr/bin/env python3
"""Django's command line, on the embedded Postgres unless DATABASE_URL is set."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    from config import database

    with database.running():
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
