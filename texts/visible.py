"""What a reader would see something of, for Postgres and Python alike."""

import re

# White space of every kind and marks without width are nothing.
VISIBLE = r"[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]"


def is_visible(text: str) -> bool:
    """Whether a reader would see something of it."""
    return re.search(VISIBLE, text) is not None
