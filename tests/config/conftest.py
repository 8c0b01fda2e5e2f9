import pytest

from tests.config.databases import Server


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Server:
    """The server that tests run on, for databases of their own."""
    return Server.of_tests()
