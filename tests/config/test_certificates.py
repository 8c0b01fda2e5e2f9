"""The certificate of a site that speaks TLS itself."""

import datetime
import subprocess
from pathlib import Path

import pytest

from config import certificates
from config.certificates import Certificate
from tests import programs

OPENSSL = programs.find("openssl")


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "dure.example"])
def test_one_is_made_once_and_names_its_host_alone(tmp_path: Path, host: str) -> None:
    made = Certificate.self_signed(tmp_path, host)

    assert made.fault() == ""
    assert made.names(host)
    assert not made.names("other.example")
    assert not made.names("10.0.0.1")
    assert Certificate.self_signed(tmp_path, host).fingerprint() == made.fingerprint()
    assert made.key.stat().st_mode & 0o777 == 0o600


def test_another_host_or_its_end_makes_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "LASTS", datetime.timedelta(days=20))
    first = Certificate.self_signed(tmp_path, "dure.example").fingerprint()
    second = Certificate.self_signed(tmp_path, "other.example").fingerprint()
    monkeypatch.undo()
    third = Certificate.self_signed(tmp_path, "other.example").fingerprint()

    assert len({first, second, third}) == 3
    assert Certificate.self_signed(tmp_path, "other.example").fingerprint() == third


def test_the_fingerprint_is_the_one_that_others_show(tmp_path: Path) -> None:
    programs.need("openssl", OPENSSL)
    made = Certificate.self_signed(tmp_path, "dure.example")
    command = [OPENSSL, "x509", "-noout", "-fingerprint", "-sha256", "-in", str(made.path)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert shown.strip().endswith(f"={made.fingerprint()}")


def test_an_expired_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificates, "LASTS", datetime.timedelta(hours=1))
    expired = Certificate.self_signed(tmp_path, "dure.example")

    assert expired.fault().startswith(f"{expired.path} expired on {expired.ends_at():%Y-%m-%d}")


def test_one_that_is_not_valid_yet_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificates, "EARLIER", datetime.timedelta(days=-2))
    early = Certificate.self_signed(tmp_path, "dure.example")

    assert f"{early.path} is not valid before " in early.fault()


def test_a_key_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    ours = Certificate.self_signed(tmp_path / "ours", "dure.example")
    theirs = Certificate.self_signed(tmp_path / "theirs", "dure.example")

    assert (
        Certificate(ours.path, theirs.key).fault() == f"{theirs.key} is not the key of {ours.path}."
    )


def test_a_locked_key_is_refused_without_asking(tmp_path: Path) -> None:
    programs.need("openssl", OPENSSL)
    ours = Certificate.self_signed(tmp_path, "dure.example")
    locked = tmp_path / "locked.pem"
    locking = [OPENSSL, "ec", "-aes256", "-passout", "pass:secret", "-in", str(ours.key)]
    locking += ["-out", str(locked)]
    subprocess.run(locking, check=True, capture_output=True)

    assert "is locked by a password" in Certificate(ours.path, locked).fault()


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"-----BEGIN CERTIFICATE-----\nx\n"])
def test_files_that_hold_none_are_refused(tmp_path: Path, content: bytes | None) -> None:
    ours = Certificate.self_signed(tmp_path, "dure.example")
    if content is None:
        ours.path.unlink()
    else:
        ours.path.write_bytes(content)

    assert ours.fault().startswith(str(ours.path))
