from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.databases import Server
from tests.site import Site


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Server:
    """The server that tests run on, for databases of their own."""
    return Server.of_tests()


@pytest.fixture
def own_site(tmp_path: Path, prepared: Path) -> Iterator[Site]:
    """A site that a test may kill."""
    site = Site(tmp_path / "data", prepared=prepared)
    site.start()
    yield site
    if site.process and site.process.poll() is None:
        site.stop()
