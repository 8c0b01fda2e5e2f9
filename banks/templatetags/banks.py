"""What pages show of question banks."""

import re
from collections.abc import Mapping
from html import unescape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from banks.exporting import Exported, exported
from banks.formats.registry import FORMATS, BankFormat
from quizzes.models import Quiz

register = template.Library()
_IMAGE = re.compile(r'<img [^>]*?src="([^"]*)" alt="([^"]*)"[^>]*>')


@register.simple_tag
def writable_formats() -> dict[str, BankFormat]:
    return {
        name: bank_format for name, bank_format in FORMATS.items() if bank_format.write is not None
    }


@register.simple_tag
def what_is_exported(quiz: Quiz) -> Exported:
    return exported(quiz)


@register.filter
def in_words(html: str, names: Mapping[str, str]) -> SafeString:
    """Sanitised HTML with words in the place of these images, which are not stored yet.

    `names` has their names by their addresses.
    """

    def words(match: re.Match[str]) -> str:
        if match[1] not in names:
            return match[0]
        return format_html("<em>[{}: {}]</em>", names[match[1]], unescape(match[2]))

    return mark_safe(_IMAGE.sub(words, html))  # sanitised, but for what is escaped # nosec B703
