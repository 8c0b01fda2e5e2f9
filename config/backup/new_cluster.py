"""The embedded server's way over a major version of Postgres: a new cluster beside the old one."""

import shutil
from pathlib import Path

from django.utils import timezone

from config.backup import restoring
from config.backup.archive import Backup
from config.backup.programs import Place
from config.backup.taking import MOMENT, Note
from config.database import EmbeddedPostgres


def is_needed(server: EmbeddedPostgres) -> bool:
    """Whether the data are of other programs than those that are here."""
    return server.version_of_cluster() not in {"", server.version()}


def put_into_new_cluster(backup: Backup, server: EmbeddedPostgres, note: Note) -> Path:
    """Fill a new cluster, and use it in place of the one that is there; where that is kept.

    Until it is filled and compared, nothing is touched. Cut off between the two names that
    change at the end, the next start changes the second.
    """
    beside = EmbeddedPostgres(server.directory.with_name("postgres.next"))
    for left_by_a_kill in (beside.directory, server.next_cluster):
        shutil.rmtree(left_by_a_kill, ignore_errors=True)
    with beside.running():
        restoring.put_inside(backup, Place.embedded(beside), note)
    moment = timezone.localtime().strftime(MOMENT)
    old_cluster = server.directory / f"cluster-{server.version_of_cluster()}-{moment}"
    beside.cluster.rename(server.next_cluster)
    server.cluster.rename(old_cluster)
    server.next_cluster.rename(server.cluster)
    shutil.rmtree(beside.directory)
    return old_cluster
