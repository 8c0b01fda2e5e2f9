"""Which bare addresses in a text become links, and where such an address ends."""

import re

from linkify_it import LinkifyIt
from linkify_it.main import Match

# In "https://law.go.kr에서" the particle is not a part of the address. A Korean path may be one
# (law.go.kr/법령/…), and so may a Korean domain (한국.kr), so only the end of a Latin host is cut.
_PARTICLE = re.compile(
    r"((?:https?://|mailto:)[A-Za-z0-9._@:-]+\.[A-Za-z]{2,})[가-힣]+(?![가-힣.])", re.IGNORECASE
)


class Autolinks(LinkifyIt):
    """Finds addresses written out with http, https or mailto, and e-mail addresses.

    Bare names are left alone: "manage.py" and "README.md" would be sites in Paraguay and Moldova.
    """

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False})
        self.add("ftp:", None)
        self.add("//", None)

    def match(self, text: str) -> list[Match] | None:
        """All addresses in `text`."""
        found = super().match(text)
        return [_cut(match) for match in found] if found else None

    def match_at_start(self, text: str) -> Match | None:
        """The address that `text` starts with."""
        found = super().match_at_start(text)
        return _cut(found) if found else None


def _cut(match: Match) -> Match:
    url = match.url.split("**")[0]
    particle = _PARTICLE.match(url)
    if particle:
        url = particle[1]
    surplus = len(match.url) - len(url)
    if surplus:
        match.url = url
        match.text = match.text[:-surplus]
        match.last_index -= surplus
    return match
