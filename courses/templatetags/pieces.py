from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from courses.marks import mark

register = template.Library()


class MineNode(Node):
    def __init__(self, template_name: str, key: FilterExpression | None) -> None:
        self.template_name = template_name
        self.key = key

    def render(self, context: Context) -> SafeString:
        if context.get("is_in_pieces"):
            key = "" if self.key is None else f" {self.key.resolve(context)}"
            return mark(self.template_name + key)
        engine: Any = context.template.engine  # type: ignore[union-attr]
        with context.push():
            html: SafeString = engine.get_template(self.template_name).render(context)
            return html


@register.tag
def mine(parser: Parser, token: Token) -> MineNode:
    """`{% mine "template.html" key %}`: here stands something of the reader's (progress/pieces.py).

    On a page that is not put together of pieces it includes the template.
    """
    _name, quoted, *key = token.split_contents()
    return MineNode(quoted.strip("\"'"), parser.compile_filter(key[0]) if key else None)
