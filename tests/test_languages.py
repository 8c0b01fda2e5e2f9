"""Every sentence of the site has its Korean, with the same gaps to fill."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from tests.factories import UserFactory
from tests.test_floors import FLOORS

APPS = sorted(FLOORS)
NAMES = {
    "_": None,
    "_now": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
}
GAP = re.compile(r"%\(\w+\)[sd]")
Entry = str | tuple[str, ...]
OPTIONS: Any = {"encoding": "utf-8"}


def sources() -> Iterator[tuple[Path, str]]:
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "migrations" not in path.parts:
                yield path, path.read_text()
    for path in (settings.BASE_DIR / "templates").rglob("*.html"):
        # As the lines of a program are read, one that is less far in has to match an earlier one.
        lines = templatize(path.read_text(), origin=str(path)).splitlines()
        yield path, "\n".join(line.strip() for line in lines)


def used() -> dict[Entry, Path]:
    """Every message of code and templates, with a file it stands in."""
    found: dict[Entry, Path] = {}
    for path, text in sources():
        code = BytesIO(text.encode())
        for _line, _name, message, _notes in extract_python(code, NAMES, [], OPTIONS):
            said: str | tuple[str, ...] = message  # type: ignore[assignment]  # as it is
            parts = [said] if isinstance(said, str) else [part for part in said[:2] if part]
            found.setdefault(parts[0] if len(parts) == 1 else tuple(parts), path)
    return found


@pytest.fixture(scope="module")
def korean() -> dict[str, Message]:
    path = settings.BASE_DIR / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    catalog = read_po(StringIO(path.read_text()))
    return {_first(message.id): message for message in catalog if message.id}


def _first(entry: str | Sequence[str]) -> str:
    return entry if isinstance(entry, str) else entry[0]


def test_every_message_is_translated(korean: dict[str, Message]) -> None:
    messages = used()
    assert len(messages) > 300
    missing = [
        f"{path.relative_to(settings.BASE_DIR)}: {entry}"
        for entry, path in messages.items()
        if _first(entry) not in korean
        or not all(_strings(korean[_first(entry)]))
        or korean[_first(entry)].fuzzy
    ]
    assert missing == []


def test_no_translation_is_left_over(korean: dict[str, Message]) -> None:
    messages = {_first(entry) for entry in used()}
    assert [entry for entry in korean if entry not in messages] == []


def test_translations_have_the_gaps_of_their_messages(korean: dict[str, Message]) -> None:
    other = []
    for entry, message in korean.items():
        plural = entry if isinstance(message.id, str) else message.id[-1]
        for string in _strings(message):
            if not set(GAP.findall(string)) <= set(GAP.findall(plural)):
                other.append(string)
    assert other == []


def _strings(message: Message) -> tuple[str, ...]:
    string = message.string
    return (string,) if isinstance(string, str) else tuple(string or ())


@pytest.mark.django_db
def test_a_username_has_one_korean_word_on_every_page_that_names_it(client: Client) -> None:
    person = UserFactory.create(is_staff=True, is_superuser=True)
    pages = [client.get("/login/"), client.post("/login/", {"username": "x", "password": "y"})]
    client.force_login(person)
    admin = "/admin/accounts/user/"
    for address in ["/account/", "/admin/", admin, f"{admin}add/", f"{admin}{person.pk}/change/"]:
        pages.append(client.get(address))
    for username in ["", person.username, "a b"]:
        pages.append(client.post(f"{admin}add/", {"username": username}))
    pages.append(client.get(f"{admin}{person.pk}/password/"))
    for page in pages:
        assert not re.search("사용자 ?(이름|명|ID)|유저", page.content.decode()), page.request
    assert "아이디" in pages[0].content.decode()
