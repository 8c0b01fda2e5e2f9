"""The ways in beside a password of Dure's own, as the environment names them: each or none."""

import ipaddress
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.environment import choice, text

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}")
LDAP_TIMEOUT = 5  # seconds
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")


@dataclass(frozen=True)
class OpenIDConnect:
    """A provider, and what Dure is to it; `ca_file` is of an authority of one's own."""

    issuer: str
    client_id: str
    client_secret: str
    username_claim: str
    ca_file: str


@dataclass(frozen=True)
class Directory:
    """An LDAP or AD server: people are found below `base` by `attribute`."""

    server: str
    base: str
    attribute: str
    bind_dn: str
    bind_password: str
    ca_file: str


def admits() -> str:
    """Who gets an account at the first sign-in: `anyone` of the provider's, or only who is
    `listed` in a roster or by an administrator."""
    return choice("SIGN_IN_ADMITS", "anyone", ["anyone", "listed"])


def header() -> str:
    """The header in which a proxy says who somebody is, as WSGI names it; empty for none."""
    name = text("SSO_HEADER")
    if not name:
        return ""
    if not _HEADER.fullmatch(name) or name.lower().startswith(("x-forwarded-", "cookie")):
        raise ImproperlyConfigured(
            f"SSO_HEADER={name!r}: takes the name of a header, such as X-Remote-User."
        )
    if not text("TRUSTED_PROXIES"):
        raise ImproperlyConfigured(
            "SSO_HEADER: say in TRUSTED_PROXIES from which addresses it is believed; whoever comes "
            "from there can be anybody."
        )
    return f"HTTP_{name.upper().replace('-', '_')}"


def openid_connect() -> OpenIDConnect | None:
    issuer = text("OIDC_ISSUER").rstrip("/")
    if not issuer:
        return None
    if not _is_safe(issuer, "https"):
        raise ImproperlyConfigured(
            f"OIDC_ISSUER={issuer!r}: takes an address with https://, as its provider tells it."
        )
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        if not text(name):
            raise ImproperlyConfigured(f"{name} is not set: the provider tells it for this site.")
    return OpenIDConnect(
        issuer,
        text("OIDC_CLIENT_ID"),
        text("OIDC_CLIENT_SECRET"),
        text("OIDC_USERNAME_CLAIM", "preferred_username"),
        _file("OIDC_CA_FILE", text("OIDC_CA_FILE")),
    )


def directory() -> Directory | None:
    url = text("LDAP_URL")
    if not url:
        return None
    parts = urlsplit(url)
    base, attribute = unquote(parts.path.strip("/")), unquote(parts.query) or "uid"
    is_whole = bool(parts.hostname and base) and _ATTRIBUTE.fullmatch(attribute) is not None
    if parts.scheme not in ("ldap", "ldaps") or not is_whole:
        raise ImproperlyConfigured(
            f"LDAP_URL={url!r}: takes ldaps://server/base?attribute, such as "
            "ldaps://dc.example.kr/ou=people,dc=example,dc=kr?sAMAccountName."
        )
    if find_spec("ldap") is None or find_spec("django_auth_ldap") is None:
        raise ImproperlyConfigured(
            "LDAP_URL: what speaks with directories is not installed: make install LDAP=1"
        )
    return Directory(
        f"{parts.scheme}://{parts.netloc}",
        *(base, attribute, text("LDAP_BIND_DN"), text("LDAP_BIND_PASSWORD")),
        _file("LDAP_CA_FILE", text("LDAP_CA_FILE")),
    )


def why_away(directory: Directory) -> str:
    """Why nobody is found in it; empty where it answers."""
    import ldap  # noqa: PLC0415 - an extra, which is there where this is called

    ways = library_settings(directory)
    server = ldap.initialize(directory.server)
    for option, value in ways["AUTH_LDAP_CONNECTION_OPTIONS"].items():
        server.set_option(option, value)
    try:
        if ways["AUTH_LDAP_START_TLS"]:
            server.start_tls_s()
        server.simple_bind_s(directory.bind_dn, directory.bind_password)
        server.search_s(directory.base, ldap.SCOPE_BASE)
    except ldap.LDAPError as error:
        return str(error.args[0].get("desc", "")) if error.args else type(error).__name__
    return ""


def is_on_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_safe(address: str, scheme: str) -> bool:
    parts = urlsplit(address)
    is_whole = bool(parts.hostname) and not (parts.query or parts.fragment or parts.username)
    return is_whole and (parts.scheme == scheme or is_on_this_machine(address))


def _file(name: str, path: str) -> str:
    if path and not Path(path).is_file():
        raise ImproperlyConfigured(f"{name}={path!r}: there is no such file.")
    return path


def library_settings(directory: Directory) -> dict[str, Any]:
    """AUTH_LDAP_… for django-auth-ldap: TLS always, but on this machine."""
    import ldap  # noqa: PLC0415 - as above
    from django_auth_ldap.config import LDAPSearch  # noqa: PLC0415 - this too

    is_plain = directory.server.startswith("ldap://")
    options = {
        ldap.OPT_NETWORK_TIMEOUT: LDAP_TIMEOUT,
        ldap.OPT_TIMEOUT: LDAP_TIMEOUT,
        ldap.OPT_REFERRALS: 0,
        ldap.OPT_X_TLS_REQUIRE_CERT: ldap.OPT_X_TLS_DEMAND,
        **({ldap.OPT_X_TLS_CACERTFILE: directory.ca_file} if directory.ca_file else {}),
        ldap.OPT_X_TLS_NEWCTX: 0,  # last: what stands above takes effect with it
    }
    return {
        "AUTH_LDAP_SERVER_URI": directory.server,
        "AUTH_LDAP_START_TLS": is_plain and not is_on_this_machine(directory.server),
        "AUTH_LDAP_BIND_DN": directory.bind_dn,
        "AUTH_LDAP_BIND_PASSWORD": directory.bind_password,
        "AUTH_LDAP_USER_SEARCH": LDAPSearch(
            directory.base, ldap.SCOPE_SUBTREE, f"({directory.attribute}=%(user)s)"
        ),
        "AUTH_LDAP_USER_ATTRLIST": ["*", "entryUUID", "objectGUID"],
        "AUTH_LDAP_ALWAYS_UPDATE_USER": False,
        "AUTH_LDAP_CONNECTION_OPTIONS": options,
    }
