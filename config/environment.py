"""Reading deploy values from the environment; a wrong value stops the start with a clear line."""

import ipaddress
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_HOST = re.compile(r"(?P<host>\*|\[[0-9A-Fa-f:.]+\]|\.?[\w-]+(?:\.[\w-]+)*)(?::(?P<port>\d{1,5}))?")

PORTS = {"http": 80, "https": 443}
# As Django's own check asks for (security.W009).
LEAST_OF_KEY, LEAST_LETTERS_OF_KEY = 50, 5
THREADS = 8  # of each process of the web server that answer requests


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def data_dir() -> Path:
    """Where this installation keeps its database, key and collected files."""
    if folder := text("DATA_DIR"):
        return Path(folder).absolute()
    # In a bundle's versions it is a link to what they share, which must have one name for all.
    return (Path(__file__).resolve().parent.parent / ".data").resolve()


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: takes 1/true/yes/on or 0/false/no/off.")


def set_for_others() -> list[str]:
    """Which variables are set that only a site for others than oneself needs."""
    names = [name for name in ("DATABASE_URL", "ALLOWED_HOSTS", "PUBLIC_URL") if text(name)]
    if text("HOST") not in {"", "127.0.0.1", "::1", "localhost"}:
        names.append("HOST")
    return [*names, "HTTPS"] if flag("HTTPS", default=False) else names


def demo() -> str:
    """DEMO as on, off or, where nothing is said, empty; never on where others come."""
    if not text("DEMO"):
        return ""
    if not flag("DEMO", default=False):
        return "off"
    if others := set_for_others():
        raise ImproperlyConfigured(
            f"DEMO=on: everybody knows the passwords of the demo, so it takes effect without "
            f"{' and '.join(others)} only; leave out the one or the other."
        )
    return "on"


@dataclass(frozen=True)
class PublicUrl:
    """The address that people type."""

    scheme: str
    host: str
    port: str

    @property
    def netloc(self) -> str:
        return f"{self.host}:{self.port}" if self.port else self.host

    def __str__(self) -> str:
        return f"{self.scheme}://{self.netloc}"


def public_url() -> PublicUrl | None:
    """PUBLIC_URL as browsers send it: host names of other letters in ASCII, no port of its own."""
    value = text("PUBLIC_URL")
    if not value:
        return None
    try:
        parts = urlsplit(value)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
        host = f"[{ipaddress.IPv6Address(host)}]" if ":" in host else host
        is_whole = not (parts.username or parts.query or parts.fragment) and parts.scheme in PORTS
        if not is_whole or not _HOST.fullmatch(host) or host.startswith(("*", ".")):
            raise ValueError
    except ValueError as error:
        raise ImproperlyConfigured(
            f"PUBLIC_URL={value!r}: takes the address that people type, such as "
            "https://dure.example or https://10.0.0.5:8443."
        ) from error
    if parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"PUBLIC_URL={value!r}: a path below a host is not supported; "
            f"give Dure a host name or a port of its own: {parts.scheme}://{parts.netloc}"
        )
    return PublicUrl(parts.scheme, host, "" if port in (None, PORTS[parts.scheme]) else str(port))


def public_address() -> str:
    """Where people find the site, as far as the other variables tell."""
    if url := public_url():
        return str(url)
    host = next(iter(words("ALLOWED_HOSTS")), "*").lstrip(".")
    host = "127.0.0.1" if host == "*" else host
    port = number("PORT", 8000, low=1, high=65535)
    return f"https://{host}" if https() else f"http://{host}:{port}"


def https() -> bool:
    """Whether people come by TLS, our own or a proxy's: HTTPS, else as PUBLIC_URL says."""
    url = public_url()
    return flag("HTTPS", default=url is not None and url.scheme == "https")


def bind() -> str:
    """Where to listen, as gunicorn takes it."""
    host = text("HOST", "127.0.0.1")
    port = number("PORT", 8000, low=1, high=65535)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def certificate() -> tuple[str | None, str | None]:
    """The files of CERTIFICATE and KEY; none where a proxy speaks TLS, or nobody."""
    files = text("CERTIFICATE"), text("KEY")
    if bool(files[0]) != bool(files[1]):
        raise ImproperlyConfigured("CERTIFICATE and KEY: name a file for each, or for neither.")
    return files[0] or None, files[1] or None


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def networks(name: str, default: str) -> list[Network]:
    """Addresses and networks, separated by commas; `none` for none."""
    value = text(name, default)
    if value.lower() == "none":
        return []
    ranges = []
    for word in _words_of(value):
        try:
            ranges.append(ipaddress.ip_network(word))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name}={word!r}: takes addresses and networks separated by commas, such as "
                "127.0.0.1 or 10.0.0.0/24, or none."
            ) from error
    return ranges


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit()) or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name}={value!r}: takes a whole number from {low} to {high}.")
    return int(value)


def choice(name: str, default: str, choices: Sequence[str]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: takes one of {', '.join(choices)}.")
    return value


def words(name: str) -> list[str]:
    """The comma-separated values of a variable, empty ones left out."""
    return _words_of(text(name))


def _words_of(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def allowed_hosts(*, any_is_allowed: bool) -> list[tuple[str, str]]:
    """The names that ALLOWED_HOSTS gives; every name at once for development alone."""
    allowed = hosts("ALLOWED_HOSTS")
    if not any_is_allowed and "*" in (host for host, _port in allowed):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS='*': takes the names that people type, such as dure.example; with every "
            "name, a link could be made to lead wherever somebody likes."
        )
    return allowed


def hosts(name: str) -> list[tuple[str, str]]:
    """Each host name of a variable with the port that stands after it, if any."""
    hosts = [(word, _HOST.fullmatch(word)) for word in words(name)]
    if wrong := [word for word, match in hosts if match is None]:
        raise ImproperlyConfigured(
            f"{name}={wrong[0]!r}: takes host names separated by commas, such as dure.example, "
            "10.0.0.5 or dure.example:8443."
        )
    return [(match["host"], match["port"] or "") for _, match in hosts if match]


def origins(scheme: str, hosts: Sequence[tuple[str, str]]) -> list[str]:
    """Where forms may come from; a port counts, for a proxy may lose it on the way to us."""
    return [
        f"{scheme}://{'*' if host.startswith('.') else ''}{host}{port and f':{port}'}"
        for host, port in hosts
        if host != "*"
    ]


def secret_key(path: Path, *, required: bool) -> str:
    """SECRET_KEY from the environment, else the one that `make run` keeps in this file."""
    value = text("SECRET_KEY")
    source = "SECRET_KEY" if value else str(path)
    if not value and path.is_file():
        value = path.read_text(encoding="ascii").strip()
    if value and required and (len(value) < LEAST_OF_KEY or len(set(value)) < LEAST_LETTERS_OF_KEY):
        raise ImproperlyConfigured(
            f"{source}: the key has {len(value)} characters, {len(set(value))} of them different; "
            f"it takes {LEAST_OF_KEY} random ones or whoever guesses it signs in as anybody. "
            'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    if not value and required:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: give it 50 or more random characters, "
            "or run `make run` once, which makes one and keeps it in .data/."
        )
    return value or "insecure-key-for-debug-only"
