"""`manage.py upgrade`, and the start that migrates: what was there is kept first."""

import re
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from authoring.models import Rendering
from authoring.rendered_by import digest_of_code
from config import upgrading, version
from config.backup import archive
from config.version import here
from tests.factories import CourseFactory, UserFactory
from tests.site import Site

# What a version before this app has not.
APP = apps.get_app_config("authoring")
MIGRATIONS = len(list(Path(APP.path, "migrations").glob("0*.py")))
TAKE_BACK = (
    f"DELETE FROM django_migrations WHERE app = '{APP.label}' RETURNING id; "
    f"DROP TABLE {', '.join(model._meta.db_table for model in APP.get_models())}"
)
OTHER = "Dure 0.1.9 (0123abc)"


def older(site: Site) -> None:
    with site.postgres.running():
        site.sql(TAKE_BACK)


def tables_in(file: str) -> set[str]:
    with archive.reading(Path(file)) as backup:
        return set(backup.manifest.tables)


@pytest.mark.full
def test_what_was_left_out_is_done_after_a_backup_and_once(tmp_path: Path, prepared: Path) -> None:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    older(site)
    (site.data_dir / "version").write_text("0.1.9 0123abc\n")

    first, second = (site.command("manage.py", "upgrade") for _time in range(2))

    assert first.returncode == 0, first.stderr
    assert (
        f"{MIGRATIONS} migrations are not applied: .venv/bin/python manage.py migrate\n"
        in first.stdout
    )
    take_back = re.search(
        r"stop the site, make restore FILE=(\S+), git checkout 0123abc, make install", first.stdout
    )
    assert take_back is not None, first.stdout
    assert "authoring_rendering" not in tables_in(take_back[1])
    with archive.reading(Path(take_back[1])) as backup:
        assert (backup.manifest.dure, backup.manifest.commit) == ("0.1.9", "0123abc")
    assert second.stdout == "Everything is of this version: nothing to do.\n"
    assert (site.data_dir / "version").read_text() == "{} {}\n".format(*here())
    assert len(list((site.data_dir / "backups").iterdir())) == 1


@pytest.mark.full
def test_a_start_keeps_what_is_there_before_it_migrates_and_only_then(
    tmp_path: Path, prepared: Path
) -> None:
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    older(site)

    site.start()

    kept = re.search(r"^Before the migration, .* kept in (.*)$", site.log.read_text(), re.MULTILINE)
    assert kept is not None, site.log.read_text()
    assert "authoring_rendering" not in tables_in(kept[1])
    assert site.stop() == 0


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.parametrize("name", [version.name(), OTHER, "psql"])
def test_of_those_who_are_there_another_version_is_told_where_something_is_to_be_migrated(
    name: str,
) -> None:
    asked = connection.get_connection_params() | {"cursor_factory": None}
    with psycopg.connect(**asked, application_name=name):
        assert upgrading.why_in_use() == ""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
        told = upgrading.why_in_use()
    assert told.startswith(f"The database is in use by {name} at ") == (name == OTHER), told
    assert bool(told) == (name == OTHER)


@pytest.mark.full
def test_a_database_that_another_version_serves_is_not_migrated(
    tmp_path: Path, prepared: Path
) -> None:
    """Its people would meet tables that it does not know; where nothing is to be migrated, they
    do not, and nobody stops."""
    site = Site(tmp_path / "data", prepared=prepared, is_measured=False)
    place = f"host={site.postgres.socket_dir} user=postgres dbname=dure"
    with (
        site.postgres.running(),
        psycopg.connect(place, application_name=OTHER),
        psycopg.connect(place, application_name=version.name()),
    ):
        assert site.command("manage.py", "upgrade").returncode == 0
        site.sql(TAKE_BACK)
        commands = [("manage.py", "upgrade"), ("-m", "config.serve")]
        refused = [site.command(*command) for command in commands]

    for done in refused:
        assert done.returncode == 1
        assert done.stderr.endswith(
            f"The database is in use by {OTHER} at this machine, and this is "
            f"{version.name()}, which has {MIGRATIONS} migrations for it. "
            "Stop what runs there first: systemctl stop dure\n"
        )


def test_a_first_start_has_nothing_to_keep(prepared: Path) -> None:
    assert not (prepared / "backups").exists()


@pytest.mark.full
@pytest.mark.django_db
def test_the_first_page_of_the_admin_tells_superusers_what_was_left_out(client: Client) -> None:
    CourseFactory.create()
    boss = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(boss)

    told = client.get(reverse("admin:index")).content.decode()
    assert "make upgrade" in told
    assert "The texts were rendered by another version" in told

    Rendering.objects.create(digest=digest_of_code())
    assert "data-left-out" not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.django_db
def test_others_are_not_told(client: Client) -> None:
    CourseFactory.create()
    client.force_login(UserFactory.create(is_staff=True))

    assert "data-left-out" not in client.get(reverse("admin:index")).content.decode()
