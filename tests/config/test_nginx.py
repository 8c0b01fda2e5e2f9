"""`deploy/nginx.conf`, the sample of a proxy, before the running site: TLS on a port of its own."""

import io
import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from tests import programs
from tests.config.proxies import (
    HALF_A_FORM,
    Proxy,
    assert_dure_says_what_is_too_large,
    make_certificate,
)
from tests.site import Site, Visitor, free_port

SAMPLE = settings.BASE_DIR / "deploy" / "nginx.conf"
NGINX = programs.find("nginx")
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
def proxy(secure_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    programs.need("nginx", NGINX)
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


@pytest.mark.full
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
    assert_dure_says_what_is_too_large(proxy)


@pytest.mark.full
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
