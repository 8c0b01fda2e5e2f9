"""Which bare addresses in a text become links, and where such an address ends."""

import re

from linkify_it import LinkifyIt

from texts.particles import is_particle, particle_at_end

_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff"
_NATIVE = f"{_HANGUL}\u3005-\u3007\u3041-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = re.compile(f"[{_NATIVE}]")
_IN_BRACKETS = re.compile(rf"\([{_NATIVE}]+\)")
# Punctuation and signs beyond ASCII, but for the dot in "3·1_운동"; bold; the next address.
_END = re.compile(
    "[\x00-\x20\x7f<>`\xa0-\xa9\xab-\xb4\xb6\xb8\xb9\xbb-\xbf\xd7\xf7\u2000-\u2bff\u2e00-\u2e7f"
    "\u3000-\u3004\u3008-\u3020\u3030\u303d-\u303f\u30fb\u3200-\u33ff\ufe10-\ufe6f\ufeff"
    "\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\uffe0-\uffff\U0001f000-\U0001faff]"
    rf"|\*\*|\xb7(?=(?i:https?:)|\W|$)|[{_NATIVE}]{{1,20}}(?=(?i:https?)://)"
)
_HOST = re.compile(r"(?://)?[^/?#]*")
# No label of a host is Latin first and Korean then; the last one may be Korean (청와대.한국).
_AFTER_HOST = re.compile(
    rf"(?:(?<=[A-Za-z0-9])|(?<=\.한국)|(?<=\.닷컴)|(?<=\.닷넷)|(?<=\.삼성))[{_NATIVE}]+(?![\w-]|\.\w)"
)
_SEGMENT = re.compile(r"[/?#&=]")
_ONLY_HOST = re.compile(r"(?:https?://[^/?#]*|(?!https?:).*)", re.IGNORECASE | re.DOTALL)


class Autolinks(LinkifyIt):
    """Finds addresses written out with http, https or mailto, and e-mail addresses.

    Bare names are left alone: "manage.py" and "README.md" would be sites in Paraguay and Moldova.
    A particle, or any other Korean word, that is written to an address is no part of it.
    """

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False})
        self.add("ftp:", None)
        self.add("//", None)

    def _on_compile(self) -> None:
        """Let an e-mail address end before a Korean letter, too."""
        email = self.re["tpl_email_fuzzy"]
        self.re["tpl_email_fuzzy"] = email.replace("(?=$|", f"(?=[{_NATIVE}]|$|")

    def test_schema_at(self, text: str, name: str, position: int) -> int:
        """How many letters after its scheme, which ends at `position`, belong to an address."""
        end = _END.search(text, position)
        text = text[: end.start() if end else len(text)]
        host = _HOST.match(text, position)
        after = _AFTER_HOST.search(text, position, host.end()) if host else None
        if after:
            return int(super().test_schema_at(text[: after.start()], name, position))
        length = int(super().test_schema_at(text, name, position))
        address = text[position : position + length]
        limit = _end_of(address)
        if limit == length:
            return length
        length = int(super().test_schema_at(text[: position + limit], name, position))
        return len(address[:length].rstrip("*"))


def is_unsure(address: str, following: str, source: str) -> bool:
    """Whether the letters that follow an address in a text may belong to it.

    `address` is as people read it; only in the source can one see which letters are encoded.
    """
    run = following[: _run_of(following)]
    if not run or _ONLY_HOST.fullmatch(address):
        return False
    if not (is_particle(run) or is_particle(run.partition("(")[0])):
        return True
    return _LETTER.match(address[-1]) is not None and address[-2:] + run in source


def _end_of(address: str) -> int:
    """Where an address ends, of which the last letters may be Korean and no part of it."""
    start = len(address)
    bracket = start  # where the last letters in brackets begin
    while start:
        if _LETTER.match(address, start - 1):
            start -= 1
            continue
        opening = address.rfind("(", 0, start) if address[start - 1] == ")" else -1
        if opening < 0 or not _IN_BRACKETS.fullmatch(address, opening, start):
            break
        start = bracket = opening
    run, before = address[start:], address[start - 1 : start]
    # In "제3조" the letters go on that the name began with.
    is_mixed = before.isalnum() and _LETTER.search(_SEGMENT.split(address[:start])[-1])
    is_glued = before.isalnum() or before in {")", "]", "'", '"', "*"}
    if is_particle(run) or (is_glued and not is_mixed):
        return start
    if bracket < len(address) and bracket > start:
        return bracket
    ending = particle_at_end(run) if run else 0
    return len(address) - ending


def _run_of(following: str) -> int:
    """How many Korean letters a text begins with, those in brackets among them."""
    end = 0
    while match := _LETTER.match(following, end) or _IN_BRACKETS.match(following, end):
        end = match.end()
    return end
