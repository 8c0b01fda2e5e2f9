"""Pictures of a bank's texts: where texts name them, and how a bank's files become them.

Texts name a picture by `image:<name>`, percent-encoded: `![words](image:name)` in Markdown,
`<img src="image:name" alt="words">` in HTML.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from banks.formats.bank import LONGEST_SHOWN, BankImage, Format, Text

IMAGE = "image:"
MOODLE_FILES = "@@PLUGINFILE@@/"
# Each of these stops at the next tag or bracket, so that no text takes long.
_IN_HTML = re.compile(
    r"""(<img\b(?:[^<>"']|"[^"]*"|'[^']*')*?\ssrc\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>=]+)""",
    re.IGNORECASE,
)
_IN_MARKDOWN = re.compile(rf"(\](?:\(|:)\s*<?)((?:{IMAGE}|{MOODLE_FILES})[^\s()<>]*)")
_CAPTIONED = re.compile(r'<p>(<img [^<>]*?) title="([^"]*)" ?/?>[ \n]*</p>')
# The name and content of the file at an address, as seen from what refers to it.
Find = Callable[[str], tuple[str, bytes]]
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class UnfitBankImageError(Exception):
    """A picture cannot be taken, nor its question; the message says why in a sentence."""


def address_of(name: str) -> str:
    return IMAGE + quote(name, safe="")


def name_in(address: str) -> str:
    """The name of the picture at an `image:` address, "" if it is another address."""
    return unquote(address.removeprefix(IMAGE)) if address.startswith(IMAGE) else ""


def readdressed(text: Text, change: Callable[[str], str]) -> Text:
    """The text with each picture at the address that `change` gives for its own."""
    if text.format == Format.PLAIN:
        return text
    if text.format == Format.MARKDOWN:
        source = _IN_MARKDOWN.sub(lambda match: match[1] + change(match[2]), text.source)
        return replace(text, source=source)

    def changed(match: re.Match[str]) -> str:
        before = unescape(match[2].strip("\"'")).strip()
        after = change(before)
        return match[0] if after == before else f'{match[1]}"{escape(after)}"'

    return replace(text, source=_IN_HTML.sub(changed, text.source))


def names_in(text: Text) -> set[str]:
    """The names of the pictures that the text shows."""
    names: set[str] = set()

    def note(address: str) -> str:
        names.add(name_in(address))
        return address

    readdressed(text, note)
    return names - {""}


def missing(address: str) -> UnfitBankImageError:
    """Why there is no picture at an address that is none of the bank's own."""
    shown = Truncator(address).chars(LONGEST_SHOWN) or "<img>"
    if _OUTSIDE.match(address) and not address.startswith(IMAGE):
        return UnfitBankImageError(
            _("Its picture %(address)s lies outside of the file.") % {"address": shown}
        )
    name = PurePosixPath(unquote(shown)).name or shown
    return UnfitBankImageError(_("Its picture %(name)s is not in the file.") % {"name": name})


class Album:
    """The pictures of one question as its bank is read, each under a name of its own.

    `unshown` counts the files that came along and no text shows.
    """

    def __init__(self) -> None:
        self.unshown = 0
        self._named: dict[str, bytes] = {}
        self._names: dict[tuple[str, bytes], str] = {}
        self._numbers: Counter[str] = Counter()

    def add(self, file_name: str, content: bytes) -> str:
        """The address of the picture, which is named after its file."""
        base = PurePosixPath(file_name).stem or "picture"
        if (base, content) not in self._names:
            name = base
            while name in self._named:
                self._numbers[base] += 1
                name = f"{base}-{self._numbers[base]}"
            self._named[name] = content
            self._names[base, content] = name
        return address_of(self._names[base, content])

    @property
    def images(self) -> tuple[BankImage, ...]:
        return tuple(BankImage(name, self._named[name]) for name in sorted(self._named))


def captioned(html: str) -> str:
    """A caption, which Markdown has in the title of a picture by itself, where all see it."""
    return _CAPTIONED.sub(r"<figure>\1><figcaption>\2</figcaption></figure>", html)
