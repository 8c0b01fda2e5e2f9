"""`deploy/apache.conf`, the other sample of a proxy, before a site: it does what nginx's does."""

import os
import re
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings

from tests import programs
from tests.config.proxies import (
    HALF_A_FORM,
    Proxy,
    assert_dure_says_what_is_too_large,
    make_certificate,
)
from tests.site import Site, Visitor, free_port

pytestmark = pytest.mark.full  # a minute less in CI: Apache takes half of it to be installed
SAMPLE = settings.BASE_DIR / "deploy" / "apache.conf"
APACHE = programs.find("apache2", "httpd")
FOLDERS = ("/usr/lib/apache2/modules", "/usr/lib64/httpd/modules", "/etc/httpd/modules")
# Those of Debian's own start, and those that the sample names.
MODULES = "mpm_event authz_core alias env setenvif proxy socache_shmcb"
# Around a server of Debian's: what it may write is below the test's folder.
AROUND = """
ServerRoot {folder}
PidFile {folder}/apache.pid
Mutex file:{folder}
DefaultRuntimeDir {folder}
ErrorLog {folder}/error.log
ServerName 127.0.0.1
{user}
{modules}
Listen 127.0.0.1:{port}
Listen 127.0.0.1:{plain_port}
Include {folder}/dure.conf
"""


def substituted(sample: str, folder: Path, site: Site, port: int, plain_port: int) -> str:
    """The sample with this test's places for those of a server."""
    for old, new in {
        "*:80>": f"127.0.0.1:{plain_port}>",
        "*:443>": f"127.0.0.1:{port}>",
        "https://dure.example/": f"https://127.0.0.1:{port}/",
        "ServerName dure.example": "ServerName 127.0.0.1",
        "/etc/ssl/dure/": f"{folder}/",
        "http://127.0.0.1:8000/": f"{site.address}/",
    }.items():
        assert old in sample
        sample = sample.replace(old, new)
    return sample


def loaded(sample: str) -> str:
    """The lines that load what Debian's own configuration and `a2enmod` of the sample would."""
    named = re.search(r"a2enmod ([a-z_ ]+) &&", sample)
    assert named is not None
    folder = next(path for path in FOLDERS if Path(path).exists())
    names = [*MODULES.split(), *named[1].split()]
    return "\n".join(f"LoadModule {name}_module {folder}/mod_{name}.so" for name in names)


@pytest.fixture(scope="module")
def proxy(secure_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    programs.need("Apache", APACHE)
    folder = tmp_path_factory.mktemp("apache")
    certificate = make_certificate(folder)
    port, plain_port = free_port(), free_port()
    sample = SAMPLE.read_text(encoding="utf-8")
    (folder / "dure.conf").write_text(substituted(sample, folder, secure_site, port, plain_port))
    user = "User nobody\nGroup nogroup" if os.geteuid() == 0 else ""
    around = AROUND.format(
        folder=folder, user=user, modules=loaded(sample), port=port, plain_port=plain_port
    )
    (folder / "apache.conf").write_text(around)
    command = [APACHE, "-f", str(folder / "apache.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    apache = subprocess.Popen([*command, "-DFOREGROUND"])
    while apache.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    yield Proxy(port, plain_port, ssl.create_default_context(cafile=str(certificate)))
    apache.terminate()
    assert apache.wait(timeout=30) == 0, (folder / "error.log").read_text()


def test_one_signs_in_over_tls_on_a_port_of_its_own(proxy: Proxy) -> None:
    home = proxy.operator().get("/admin/")

    assert home.status == 200
    assert home.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_is_sent_on_to_tls(proxy: Proxy) -> None:
    page = Visitor(proxy.plain_port).get("/login/?next=/progress/")

    assert page.status == 301
    assert page.headers["Location"] == f"https://127.0.0.1:{proxy.port}/login/?next=/progress/"


def test_what_is_too_large_is_said_by_dure_and_not_by_apache(proxy: Proxy) -> None:
    assert_dure_says_what_is_too_large(proxy)


def test_half_open_requests_do_not_stop_the_site(proxy: Proxy) -> None:
    with ExitStack() as open_requests:
        for _ in range(40):
            line = open_requests.enter_context(socket.create_connection(("127.0.0.1", proxy.port)))
            tls = proxy.tls.wrap_socket(line, server_hostname="127.0.0.1")
            open_requests.enter_context(tls).sendall(HALF_A_FORM)

        assert proxy.visitor().get("/login/").status == 200


def test_nobody_says_for_himself_where_he_comes_from(proxy: Proxy, secure_site: Site) -> None:
    """Ten wrong passwords are one visitor's, whatever each says of himself."""
    liar = proxy.visitor()
    liar.get("/login/")
    for number in range(12):
        liar.headers = {"X-Forwarded-For": f"192.0.2.{number}", "X-Forwarded-Proto": "http"}
        answer = liar.post("/login/", username="nobody", password="wrong")

    assert answer.status == 429
    came_from = "SELECT DISTINCT host(address) FROM accounts_failedtry"
    assert secure_site.sql(came_from) == [("127.0.0.1",)]


def test_a_restart_of_dure_is_over_at_once(proxy: Proxy, secure_site: Site) -> None:
    """Apache's own wait for a server that was away is a minute."""
    operator = proxy.operator()
    assert secure_site.stop() == 0
    assert proxy.visitor().get("/healthz").status == 503
    secure_site.start()
    assert operator.get("/admin/").status == 200
