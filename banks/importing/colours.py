"""Letters in colour: a question may ask for the red word, and here no word is red."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from django.utils.translation import gettext as _
from PIL import ImageColor

_COLOUR = re.compile(r"(?:^|;)\s*(?:color|background(?:-color)?)\s*:\s*([^;!]+)", re.IGNORECASE)
_NEAR = 24  # greys differ by no more from one channel to the other


def colours_told(soup: BeautifulSoup) -> Iterator[str]:
    """What is shown without its colour, where not all of the text has it."""
    whole = "".join(soup.get_text().split())
    for element in soup.find_all(True):
        words = " ".join(element.get_text().split())
        if words and words.replace(" ", "") != whole and any(map(_is_meant, _colours(element))):
            yield _("In colour there, and not here: “%(words)s”.") % {"words": words[:80]}


def _colours(element: Tag) -> list[str]:
    return [*_COLOUR.findall(str(element.get("style", ""))), str(element.get("color", ""))]


def _is_meant(colour: str) -> bool:
    """Whether it stands out; black, white and greys are how a program writes all its texts."""
    try:
        red, green, blue = ImageColor.getrgb(colour.strip().lower())[:3]
    except ValueError:
        return False
    return max(red, green, blue) - min(red, green, blue) > _NEAR
