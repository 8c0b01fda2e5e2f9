"""What `make serve` ends in: the site for a group, at the address they type, and with no demo.

It takes what it is told from a file (config/environment_file.py). On a terminal, where there is
none, it asks and writes one.
"""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config import environment, environment_file, owner, serve

if TYPE_CHECKING:
    from config.certificates import Certificate

SAMPLE = "local-ai"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with serve.refusals_in_one_line():
        file = environment_file.path()
        if not environment.text("PUBLIC_URL") and not file.exists():
            ask(file)
        environment_file.load()
        owner.become(environment.data_dir())
        serve.run(opening(file))


def ask(file: Path) -> None:
    """The few things that nobody can guess; what else there is stands in docs/operators.md."""
    if not sys.stdin.isatty():
        raise ImproperlyConfigured(_unsaid(file))
    variables = {"PUBLIC_URL": _asked_address()}
    if variables["PUBLIC_URL"].startswith("https:"):
        print("A certificate for this address, in PEM; without one Dure signs one itself.")
        if certificate := input("Its file (empty: none): ").strip():
            variables["CERTIFICATE"] = str(Path(certificate).expanduser().absolute())
            variables["KEY"] = str(Path(input("Its key's file: ").strip()).expanduser().absolute())
    sample = input("Load the sample course, to look at or to begin with? [Y/n] ").strip().lower()
    variables["SAMPLE_COURSE"] = "off" if sample in {"n", "no"} else "on"
    environment_file.write(file, variables, "Dure; what each line takes: docs/operators.md")
    print(f"Kept in {file}.")


def _asked_address() -> str:
    print("Which address will people type? For instance https://dure.example")
    suggested = f"https://{_own_address()}:8443"
    while True:
        os.environ["PUBLIC_URL"] = input(f"Address [{suggested}]: ").strip() or suggested
        try:
            return str(environment.public_url())
        except ImproperlyConfigured as error:
            print(error)


def _own_address() -> str:
    """This machine's in its network. To connect a UDP socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        try:
            way.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname().lower()
        address: str = way.getsockname()[0]
        return address


def _unsaid(file: Path) -> str:
    return (
        f'PUBLIC_URL is not set. Put PUBLIC_URL="https://…", the address that people type, into '
        f"{file}, or start on a terminal, which asks for it."
    )


def opening(file: Path) -> serve.Opening:
    """How the file tells to open the site; sets what it leaves open, for all that read it."""
    url = environment.public_url()
    if url is None:
        raise ImproperlyConfigured(_unsaid(file))
    proxies = environment.networks("TRUSTED_PROXIES", "none")
    lines = _secure(url, is_behind=bool(proxies))
    is_behind = bool(proxies) and not environment.text("CERTIFICATE")
    own_port = url.port or str(environment.PORTS[url.scheme])
    _set_unless_told("PORT", "8000" if is_behind else own_port)
    _set_unless_told("HOST", _listened_on(proxies if is_behind else []))
    return serve.Opening(
        environment.text("HOST"),
        str(url),
        lambda _port: f"Name another one as PORT in {file}.",
        load_sample_course,
        lines,
    )


def _secure(url: environment.PublicUrl, *, is_behind: bool) -> list[str]:
    """Have a certificate where it is we who speak TLS; what to say of it."""
    certificate, key = environment.certificate()
    if url.scheme == "http":
        if certificate:
            raise ImproperlyConfigured(
                f"PUBLIC_URL={url}: with a CERTIFICATE it begins with https://."
            )
        return [
            "WARNING: without TLS everybody in this network can read along, passwords too. "
            "With https:// in PUBLIC_URL Dure signs a certificate itself."
        ]
    if is_behind and not certificate:
        return []  # the proxy's
    from config.certificates import Certificate

    if certificate and key:
        return _told(Certificate(Path(certificate), Path(key)), url.host)
    own = Certificate.self_signed(environment.data_dir() / "tls", url.host)
    os.environ["CERTIFICATE"], os.environ["KEY"] = str(own.path), str(own.key)
    # A browser that was once told to insist on it would lock people out when it is another.
    _set_unless_told("HSTS", "off")
    return [
        "The certificate is signed by the site itself: browsers warn. Compare what they show of "
        f"it with its SHA-256 fingerprint:\n  {own.fingerprint()}"
    ]


def _told(certificate: "Certificate", host: str) -> list[str]:
    """Raises `ImproperlyConfigured` where no browser would take it."""
    if fault := certificate.fault():
        raise ImproperlyConfigured(f"CERTIFICATE, KEY: {fault}")
    lines = []
    if not certificate.names(host):
        lines.append(f"WARNING: {certificate.path} does not name {host}: browsers will warn.")
    if certificate.ends_soon():
        lines.append(f"WARNING: {certificate.path} ends on {certificate.ends_at():%Y-%m-%d}.")
    return lines


def _listened_on(proxies: Sequence[environment.Network]) -> str:
    """All addresses of this machine; behind a proxy on it, none that others reach."""
    if proxies and all(network.is_loopback for network in proxies):
        return "127.0.0.1"
    return "::" if socket.has_dualstack_ipv6() else "0.0.0.0"  # noqa: S104 - what it is for


def _set_unless_told(name: str, value: str) -> None:
    if not environment.text(name):
        os.environ[name] = value


def load_sample_course() -> None:
    """Once, into a database that never had a course: what people made of it stays as they left
    it, and a course that was taken away does not come back."""
    from courses.models import Course
    from courses.versions import versions_of

    is_new = not Course.objects.exists() and not versions_of(Course).exists()
    if is_new and environment.flag("SAMPLE_COURSE", default=True):
        call_command("loaddata", SAMPLE, verbosity=0)


if __name__ == "__main__":
    main()
