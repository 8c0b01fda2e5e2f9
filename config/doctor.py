"""What is wrong with an installation, each with the line that mends it: `make doctor`."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.utils.timezone import localtime

from accounts import demo
from accounts.providers import oidc
from accounts.throttle import paused_accounts, slowed_addresses
from config import checks, connection_limits, environment, environment_file, sign_in_ways
from config.backup.taking import folder_of
from config.certificates import Certificate

DAY = 24 * 3600
LEAST_ROOM = 1_000_000_000  # bytes; a backup and what a busy week writes fit in
CLOCKS_DIFFER = 30  # seconds


@dataclass(frozen=True)
class Fault:
    """What is wrong, and what to do."""

    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.mend}".strip()


def look() -> Iterator[tuple[str, list[Fault]]]:
    """Each thing that is looked at, with what is wrong with it; the database first."""
    database = list(_database())
    yield "database", database
    if not database:
        yield "connections", [Fault(over.what, over.mend) for over in connection_limits.too_many()]
        yield "clock", list(_clock())
        yield "version", [Fault(line) for line in checks.what_differs()]
        yield "guards", [Fault(line) for line in filter(None, [checks.why_unguarded()])]
        yield "demo logins", list(_demo())
        yield "sign-ins", list(_sign_ins())
    others: dict[str, Callable[[], Iterator[Fault]]] = {
        "address": _address,
        "certificate": _certificate,
        "static files": lambda: map(Fault, checks.static_files()),
        "sign-in of others": _sign_in_ways,
        "disk": _disk,
        "backups": _backups,
        "file rights": _rights,
    }
    for name, faults in others.items():
        yield name, list(faults())


def _database() -> Iterator[Fault]:
    try:
        connection.ensure_connection()
    except Error as error:
        yield Fault(
            f"The database does not answer: {' '.join(str(error).split())}.",
            "Is its server up, and DATABASE_URL right?",
        )
        return
    if fault := checks.why_unfit():
        yield Fault(fault)


def _clock() -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        difference = time.time() - float(cursor.fetchone()[0])
    if abs(difference) > CLOCKS_DIFFER:
        yield Fault(
            f"This machine's clock differs from the database's by {difference:.0f} s.",
            "Set both: timedatectl set-ntp true",
        )
    ahead = [path for path in folder_of(settings.DATA_DIR).glob("*.dure") if _age(path) < -DAY]
    if ahead:
        yield Fault(f"{ahead[0].name} was written after today: was the clock set back?", "date")


def _demo() -> Iterator[Fault]:
    names = [person.get_username() for person in demo.people_with_its_password()]
    if names and settings.SET_FOR_OTHERS:
        yield Fault(
            f"Everybody knows the password of {', '.join(names)}.",
            f"{checks.MANAGE} changepassword {names[0]}",
        )


def _sign_ins() -> Iterator[Fault]:
    for person, until in paused_accounts():
        yield Fault(
            f"{person.get_username()} is paused until {localtime(until):%H:%M} after wrong tries.",
            f"{checks.MANAGE} unlock {person.get_username()}",
        )
    for address, people in slowed_addresses():
        yield Fault(
            f"{address} is slowed, as {people} people's passwords were wrong there.",
            "If it is your proxy, TRUSTED_PROXIES has to name it; if you know who it was: "
            f"{checks.MANAGE} unlock --address {address}",
        )


def _address() -> Iterator[Fault]:
    file = environment_file.path()
    if not settings.PUBLIC_URL:
        yield Fault(
            "Nobody is told at which address the site is: it is for this machine alone.",
            f'PUBLIC_URL="https://…" in {file}, then make serve',
        )
    elif not settings.HTTPS:
        yield Fault(
            f"{settings.PUBLIC_URL} is without TLS: everybody in the network can read along.",
            f'PUBLIC_URL="https://{settings.PUBLIC_URL.host}" in {file}',
        )


def _sign_in_ways() -> Iterator[Fault]:
    if settings.OIDC is not None:
        try:
            oidc.discover()
        except oidc.ProviderIsAwayError as error:
            yield Fault(f"The provider does not answer as one: {error}.", "Is OIDC_ISSUER right?")
    if settings.LDAP is not None and (why := sign_in_ways.why_away(settings.LDAP)):
        yield Fault(
            f"The directory does not answer: {why}.", "Are LDAP_URL and its password right?"
        )


def _certificate() -> Iterator[Fault]:
    paths = environment.certificate()
    own = settings.DATA_DIR / "tls"
    path, key = paths if paths[0] else (own / "certificate.pem", own / "key.pem")
    if settings.PUBLIC_URL is None or not path or not key or not Path(path).exists():
        if paths[0]:
            yield Fault(f"{paths[0]} is not there.", "Put it there, or take CERTIFICATE away.")
        return
    certificate = Certificate(Path(path), Path(key))
    if fault := certificate.fault():
        yield Fault(fault, "" if paths[0] else "make serve makes another.")
        return
    if not certificate.names(settings.PUBLIC_URL.host):
        yield Fault(f"{path} does not name {settings.PUBLIC_URL.host}.", "Ask for one that does.")
    if certificate.ends_soon():
        mend = "Put a new one in its place." if paths[0] else "A new start makes another."
        yield Fault(f"{path} ends on {certificate.ends_at():%Y-%m-%d}.", mend)


def _disk() -> Iterator[Fault]:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_ROOM:
        yield Fault(
            f"The disk of {settings.DATA_DIR} has {free // 1_000_000} MB left.",
            f"du -sh {settings.DATA_DIR}/* tells what fills it.",
        )


def _backups() -> Iterator[Fault]:
    ages = [_age(path) for path in folder_of(settings.DATA_DIR).glob("*.dure")]
    if not ages:
        yield Fault("There is no backup.", "make backup, and make service for one every night")
    elif min(ages) > 2 * DAY:
        yield Fault(
            f"The newest backup is {min(ages) // DAY:.0f} days old.",
            "systemctl status dure-backup.timer, or make backup-daily by a timer of your own",
        )


def _rights() -> Iterator[Fault]:
    """What holds a key, a password or everybody's answers is its owner's alone."""
    data_dir = settings.DATA_DIR
    secret = [data_dir / "secret-key", data_dir / "tls" / "key.pem", environment_file.path()]
    secret += [Path(key)] if (key := environment.certificate()[1]) else []
    for path in [*secret, *sorted(folder_of(data_dir).glob("*.dure"))]:
        if path.exists() and path.stat().st_mode & 0o007:
            yield Fault(f"Everybody on this machine can read {path}.", f"chmod o= {path}")


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime
