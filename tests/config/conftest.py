from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.demo import PASSWORD
from tests import programs
from tests.config.databases import Server
from tests.config.group import GroupSite, new_but_for_its_files
from tests.config.proxies import OPENSSL
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


@pytest.fixture(scope="session")
def group(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[GroupSite]:
    """A site of `make serve`, new, on 127.0.0.2 over TLS."""
    folder = tmp_path_factory.mktemp("group") / "data"
    new_but_for_its_files(folder, prepared)
    site = GroupSite(folder)
    site.open()
    yield site
    assert site.stop() == 0, site.log.read_text()[-2000:]


@pytest.fixture(scope="module")
def secure_site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    """The site as it runs behind TLS, with a superuser `operator`."""
    programs.need("openssl", OPENSSL)
    variables = {"HTTPS": "on", "ALLOWED_HOSTS": "127.0.0.1,dure.example"}
    folder = tmp_path_factory.mktemp("secure") / "data"
    site = Site(folder, variables=variables, prepared=prepared, is_measured=False)
    site.start()
    made = site.command(
        *("manage.py", "shell", "--verbosity=0", "--command"),
        "from accounts.models import User; "
        f"User.objects.create_superuser('operator', password='{PASSWORD}')",
    )
    assert made.returncode == 0, made.stderr
    yield site
    assert site.stop() == 0
