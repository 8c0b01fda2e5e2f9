"""Marks in HTML that is rendered for all, where something of one reader's goes."""

import re
import secrets

from django.utils.safestring import SafeString, mark_safe

# Nothing that anybody writes looks like it.
SECRET = secrets.token_hex(8)
MARK = re.compile(f"\ue000{SECRET}:([^\ue001]*)\ue001")


def mark(name: str) -> SafeString:
    return mark_safe(f"\ue000{SECRET}:{name}\ue001")  # names are our own # nosec B703
