"""Which formats of question banks pages offer."""

from django import template

from quizzes.formats.registry import FORMATS, BankFormat

register = template.Library()


@register.simple_tag
def writable_formats() -> dict[str, BankFormat]:
    return {name: one for name, one in FORMATS.items() if one.write is not None}
