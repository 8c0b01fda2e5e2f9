import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from pytest_django import SettingsWrapper

from config.database import EmbeddedPostgres


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Unless DATABASE_URL names one, tests have an embedded server of their own."""
    if os.environ.get("DATABASE_URL", "").strip():
        yield
        return
    server = EmbeddedPostgres(settings.DATA_DIR / "test-postgres", durable=False)
    connections["default"].settings_dict["HOST"] = str(server.socket_dir)
    with server.running():
        yield


@pytest.fixture(autouse=True)
def _quick_passwords(settings: SettingsWrapper) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
