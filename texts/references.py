"""A line such as "[출처]: 통계청" is taken for a link's address and vanishes: this tells of it."""

from typing import Any

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from texts.page import page_of
from texts.places import places


def install(md: MarkdownIt) -> None:
    """Note which addresses links use, and report the others."""
    md.options["store_labels"] = True
    md.core.ruler.before("text_join", "references", _find_unused)


def _find_unused(state: StateCore) -> None:
    references: dict[str, Any] = state.env.get("references", {})
    again: list[Any] = state.env.get("duplicate_refs", [])
    if not references:
        return
    used = {place.token.meta.get("label") for place in places(state)}
    unused = [(label, each["map"]) for label, each in references.items() if label not in used]
    unused += [(each["label"], each["map"]) for each in again]
    for label, (line, _end) in unused:
        reason = gettext(
            "[%(label)s]: makes this line the address of a link and hides it, but no link uses it. "
            "Write \\[%(label)s]: to show it."
        )
        page_of(state.env).faults.report(line, reason % {"label": label.lower()})
