"""The address that people type, and the file in which an installation keeps what it is told."""

import os
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment, environment_file


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://dure.example", "https://dure.example"),
        ("https://Dure.Example:443/", "https://dure.example"),
        ("https://10.0.0.5:8443", "https://10.0.0.5:8443"),
        ("http://10.0.0.5:80", "http://10.0.0.5"),
        ("https://[fd00::5]:8443", "https://[fd00::5]:8443"),
        ("https://두레.example", "https://xn--hu1bo4e.example"),
    ],
)
def test_the_address_is_kept_as_browsers_send_it(
    monkeypatch: pytest.MonkeyPatch, typed: str, address: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", typed)

    assert environment.public_address() == address
    assert environment.https() == typed.startswith("https")


@pytest.mark.parametrize(
    "typed",
    [
        *("dure.example", "ftp://dure.example", "https://", "https://a b", "https://dure:port"),
        *(
            "https://*.example",
            "https://me@dure.example",
            "https://dure.example?q",
            "https://[::g]",
        ),
        "https://dure.example/lms/",
    ],
)
def test_what_is_no_address_of_a_whole_host_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("PUBLIC_URL", typed)

    with pytest.raises(ImproperlyConfigured) as refused:
        environment.public_url()

    assert str(refused.value).startswith(f"PUBLIC_URL={typed!r}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("line", ["PORT", "port=1", "A B=1", 'PORT="1', 'NAME="a\\"b"', "=1"])
def test_a_line_that_systemd_would_take_otherwise_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "dure.env"
    file.write_text(f"# told\n\nPORT=1\n{line}\n")

    with pytest.raises(ImproperlyConfigured) as refused:
        environment_file.read(file)

    assert str(refused.value).startswith(f"{file}, line 4: ")


def test_what_is_written_is_read_again_and_is_for_us_alone(tmp_path: Path) -> None:
    variables = {"PUBLIC_URL": "https://dure.example", "KEY": "/etc/my key's.pem"}
    environment_file.write(tmp_path / "new" / "dure.env", variables, "Dure")

    assert environment_file.read(tmp_path / "new" / "dure.env") == variables
    assert (tmp_path / "new" / "dure.env").stat().st_mode & 0o777 == 0o600


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "dure.env"
    file.write_text("LOG_FORMAT='json'\nPORT=1\nHOST=::1\n")
    monkeypatch.setattr(os, "environ", {"CONFIG": str(file), "PORT": "2", "HOST": " "})

    environment_file.load()

    asked = [environment.text(name) for name in ("LOG_FORMAT", "PORT", "HOST")]
    assert asked == ["json", "2", "::1"]


def test_a_file_that_is_named_must_be_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONFIG", str(tmp_path / "dure.env"))

    with pytest.raises(ImproperlyConfigured, match="cannot be read: No such file"):
        environment_file.load()
