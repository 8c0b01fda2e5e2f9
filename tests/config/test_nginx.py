"""`deploy/nginx.conf`, the sample of a proxy, before the running site: TLS on a port of its own."""

import io
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from accounts.demo import PASSWORD
from tests import programs
from tests.site import Site, Visitor, free_port

SAMPLE = settings.BASE_DIR / "deploy" / "nginx.conf"
NGINX, OPENSSL = programs.find("nginx"), programs.find("openssl")
# Around a server of Debian's: what it may write is below the test's folder.
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/dure.conf;
}}
"""
HALF_OPEN = 40  # more than the site has threads: 2 processes of 8
HALF_A_FORM = (
    b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
)


@dataclass
class Proxy:
    """A running nginx."""

    port: int
    plain_port: int
    tls: ssl.SSLContext

    def visitor(self) -> Visitor:
        return Visitor(self.port, tls=self.tls)

    def operator(self) -> Visitor:
        operator = self.visitor()
        operator.get("/login/")
        assert operator.post("/login/", username="operator", password=PASSWORD).status == 302
        return operator


def make_certificate(folder: Path) -> Path:
    """One that nobody signed but itself, for 127.0.0.1."""
    asked = "-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    named = "-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem"
    command = [OPENSSL, "req", *asked.split(), *named.split()]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "certificate.pem"


def substituted(sample: str, folder: Path, site: Site, port: int, plain_port: int) -> str:
    """The sample with this test's places for those of a server."""
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/dure/": f"{folder}/",
        "http://127.0.0.1:8000;": f"{site.address};",
    }.items():
        assert old in sample
        sample = sample.replace(old, new)
    return sample


@pytest.fixture(scope="module")
def secure_site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    """The site as it runs behind TLS, with a superuser `operator`."""
    programs.need("nginx", NGINX)
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


@pytest.fixture(scope="module")
def proxy(secure_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    folder = tmp_path_factory.mktemp("nginx")
    certificate = make_certificate(folder)
    port, plain_port = free_port(), free_port()
    sample = SAMPLE.read_text(encoding="utf-8")
    (folder / "dure.conf").write_text(substituted(sample, folder, secure_site, port, plain_port))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    command = [NGINX, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
    nginx = subprocess.Popen(command)
    proxy = Proxy(port, plain_port, ssl.create_default_context(cafile=str(certificate)))
    while nginx.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
    yield proxy
    nginx.terminate()
    assert nginx.wait(timeout=30) == 0, (folder / "error.log").read_text()


def test_one_signs_in_over_tls_on_a_port_of_its_own(proxy: Proxy) -> None:
    operator = proxy.operator()

    home = operator.get("/admin/")

    assert home.status == 200
    assert home.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_plain_http_is_sent_on_to_tls(proxy: Proxy) -> None:
    page = Visitor(proxy.plain_port).get("/login/?next=/progress/")

    assert page.status == 301
    assert page.headers["Location"] == "https://127.0.0.1/login/?next=/progress/"


def test_a_picture_of_two_megabytes_arrives(proxy: Proxy, secure_site: Site) -> None:
    image = io.BytesIO()
    Image.frombytes("RGB", (900, 900), os.urandom(900 * 900 * 3)).save(image, "PNG")
    image.name = "noise.png"
    assert image.tell() > 2_000_000
    image.seek(0)
    ((course,),) = secure_site.sql("SELECT id FROM courses_course WHERE slug = 'local-ai'")

    added = proxy.operator().post(
        "/admin/courses/image/add/", course=course, name="noise", alt="Noise", file=image
    )

    assert added.status == 302, added.text[-2000:]
    assert secure_site.sql("SELECT count(*) FROM courses_image WHERE name = 'noise'") == [(1,)]


def test_what_is_too_large_is_said_by_dure_and_not_by_nginx(proxy: Proxy) -> None:
    image = io.BytesIO(bytes(30_000_000))
    image.name = "zeros.png"

    refused = proxy.operator().post("/admin/courses/image/add/", name="zeros", file=image)

    assert refused.status == 200
    assert "10 MB" in refused.text


def test_half_open_requests_do_not_stop_the_site(proxy: Proxy) -> None:
    with ExitStack() as open_requests:
        lines = []
        for _ in range(HALF_OPEN):
            line = open_requests.enter_context(socket.create_connection(("127.0.0.1", proxy.port)))
            tls = proxy.tls.wrap_socket(line, server_hostname="127.0.0.1")
            lines.append(open_requests.enter_context(tls))
            lines[-1].sendall(HALF_A_FORM)

        assert proxy.visitor().get("/login/").status == 200

        for tls in lines:
            tls.settimeout(0)
            with pytest.raises(ssl.SSLWantReadError):
                tls.recv(1)


def test_nobody_says_for_himself_where_he_comes_from(proxy: Proxy) -> None:
    sample = SAMPLE.read_text(encoding="utf-8")

    assert "X-Forwarded-For $remote_addr;" in sample
    assert "$proxy_add_x_forwarded_for" not in sample
