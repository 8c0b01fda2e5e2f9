"""Whether answers outlive the primary of a cluster: `make prove-cluster`.

Three servers under Patroni with synchronous replication (deploy/cluster), and a site that finds the
primary through HAProxy. While four clients give first answers, the primary is killed, its
PostgreSQL alone or with the machine; all else goes by itself. As in bench/kills.py, every
acknowledged answer is looked up after each series. `--share 0.1` does that much of it.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django
import psycopg

django.setup()

from bench.answers import Answers
from bench.kills import HEAD, Kind, line_of, series
from deploy.cluster.cluster import NAMES, Cluster
from tests.site import Site

TIMES = 20
PATIENCE = 60.0  # seconds in which somebody else is the primary
# Where others come there is no demo: its cohort is what bench/answers.py signs people up in.
COHORT = """
from django.utils import timezone
from courses.models import Cohort, Course
course = Course.objects.get(slug="local-ai")
today = timezone.localdate()
Cohort.objects.create(course=course, slug="demo", name="1", starts_on=today, join_code="join-demo")
"""


class ClusterSite(Site):
    """A site whose database is whichever server is the primary."""

    def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.variables["DATABASE_URL"]) as connection:
            return connection.execute(statement.encode(), values or None).fetchall()


KILLS = {
    "kill -9 the primary's PostgreSQL": Cluster.kill_server,
    "kill -9 the primary's machine": Cluster.kill_node,
}


def kill(cluster: Cluster, do: Callable[[Cluster, str], None], _site: Site) -> None:
    """Once all are there again; what was killed before is started as a machine is."""
    cluster.start_dead_nodes()
    cluster.wait_for(standbys=len(NAMES) - 1)
    time.sleep(2)
    do(cluster, cluster.primary())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1, help="of the whole proof, such as 0.1")
    times = max(1, round(TIMES * parser.parse_args().share))
    folder = Path(tempfile.mkdtemp(prefix="dure-cluster-"))
    folder.chmod(0o755)
    cluster = Cluster(folder / "cluster")
    rows = []
    try:
        cluster.start()
        with psycopg.connect(cluster.url(), autocommit=True) as administrator:
            administrator.execute("CREATE DATABASE dure")
        site = ClusterSite(folder / "site", is_measured=False)
        site.variables = {"DATABASE_URL": cluster.url(name="dure"), "ALLOWED_HOSTS": "127.0.0.1"}
        site.start()
        site.shell(COHORT)
        answers = Answers.at(site, site.port, members=100)
        print(HEAD, flush=True)
        for name, do in KILLS.items():
            kind = Kind(name, times, partial(kill, cluster, do))
            rows.append(series(kind, times, site, answers, PATIENCE))
            print(line_of(rows[-1]), flush=True)
        site.stop()
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
    broken = [row.name for row in rows if row.is_broken()]
    sys.exit(f"A promise was broken: {', '.join(broken)}" if broken else 0)


if __name__ == "__main__":
    main()
