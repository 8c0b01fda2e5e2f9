"""What pages show of question banks."""

import re
from collections.abc import Mapping
from html import unescape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from banks.formats.registry import FORMATS, BankFormat

register = template.Library()
_IMAGE = re.compile(r'<img [^>]*?src="([^"]*)" alt="([^"]*)"[^>]*>')


@register.simple_tag
def writable_formats() -> dict[str, BankFormat]:
    return {name: one for name, one in FORMATS.items() if one.write is not None}


@register.filter
def in_words(html: str, names: Mapping[str, str]) -> SafeString:
    """Sanitised HTML with words in the place of these images, which are not stored yet.

    `names` has their names by their addresses.
    """

    def words(found: re.Match[str]) -> str:
        if found[1] not in names:
            return found[0]
        return format_html("<em>[{}: {}]</em>", names[found[1]], unescape(found[2]))

    return mark_safe(_IMAGE.sub(words, html))
