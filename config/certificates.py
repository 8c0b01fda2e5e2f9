"""The certificate of a site that speaks TLS itself: its own, or one that it signs itself."""

import datetime
import ipaddress
import os
import ssl
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LASTS = datetime.timedelta(days=820)  # some systems take none that lasts longer than 825
EARLIER = datetime.timedelta(days=1)  # clocks of visitors differ
SOON = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key, in files."""

    path: Path
    key: Path

    @classmethod
    def self_signed(cls, folder: Path, host: str) -> "Certificate":
        """The one that is kept there; made where there is none, it names another host or ends
        soon."""
        certificate = cls(folder / "certificate.pem", folder / "key.pem")
        if certificate.fault() or not certificate.names(host) or certificate.ends_soon():
            certificate._make(host)
        return certificate

    def fault(self) -> str:
        """Why no site can use it, in one line; empty if one can."""
        for file in (self.path, self.key):
            try:
                file.read_bytes()
            except OSError as error:
                return f"{file} cannot be read: {error.strerror}."
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.path, self.key, _refuse_to_ask)
        except _EncryptedError:
            return f"{self.key} is locked by a password; Dure needs it without one."
        except ssl.SSLError as error:
            if error.reason == "KEY_VALUES_MISMATCH":
                return f"{self.key} is not the key of {self.path}."
            return f"{self.path} and {self.key} are no certificate and key in PEM."
        now = datetime.datetime.now(datetime.UTC)
        if self._read().not_valid_before_utc > now:
            return f"{self.path} is not valid before {self._read().not_valid_before_utc:%Y-%m-%d}."
        if self.ends_at() <= now:
            return f"{self.path} expired on {self.ends_at():%Y-%m-%d}: put a new one in its place."
        return ""

    def ends_at(self) -> datetime.datetime:
        return self._read().not_valid_after_utc

    def ends_soon(self) -> bool:
        return self.ends_at() - datetime.datetime.now(datetime.UTC) < SOON

    def fingerprint(self) -> str:
        """Its SHA-256, as browsers show it."""
        return self._read().fingerprint(hashes.SHA256()).hex(":").upper()

    def names(self, host: str) -> bool:
        """Whether browsers take it for this host."""
        with suppress(x509.ExtensionNotFound):
            names = self._read().extensions.get_extension_for_class(x509.SubjectAlternativeName)
            if address := _address(host):
                return address in names.value.get_values_for_type(x509.IPAddress)
            wildcard = f"*.{host.partition('.')[2]}"
            dns = {name.lower() for name in names.value.get_values_for_type(x509.DNSName)}
            return bool(dns & {host.lower(), wildcard.lower()})
        return False

    def _read(self) -> x509.Certificate:
        """The first in the file; the others lead to its authority."""
        return x509.load_pem_x509_certificates(self.path.read_bytes())[0]

    def _make(self, host: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _signed(key, host)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _put(self.key, key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ), 0o600)  # fmt: skip
        _put(self.path, certificate.public_bytes(serialization.Encoding.PEM), 0o644)


def _signed(key: ec.EllipticCurvePrivateKey, host: str) -> x509.Certificate:
    """Signed by its own key: people can add it to what their systems trust."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Dure")])
    address = _address(host)
    alternative = x509.IPAddress(address) if address else x509.DNSName(host)
    since = datetime.datetime.now(datetime.UTC) - EARLIER
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + LASTS)
        .add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _usage() -> x509.KeyUsage:
    """To greet visitors, and to be what it is signed by."""
    others = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
    of_others = dict.fromkeys((*others, "crl_sign", "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=True, key_cert_sign=True, **of_others)


class _EncryptedError(Exception):
    """A password is asked for; nobody is there to give it."""


def _refuse_to_ask() -> NoReturn:
    raise _EncryptedError


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _put(path: Path, content: bytes, mode: int) -> None:
    """Whole or not at all."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    unfinished.replace(path)
