"""Numbered lists show the numbers that their author wrote: after "3." also "5." or "1."."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def install(md: MarkdownIt) -> None:
    """Keep numbers that are not one more than the last."""
    md.core.ruler.before("text_join", "numbers", _keep)


def _keep(state: StateCore) -> None:
    last: list[tuple[int, int] | None] = []  # of each open list: as written, as shown
    for token in state.tokens:
        if token.type == "ordered_list_open":
            first = int(token.attrs.get("start", 1)) - 1
            last.append((first, first))
        elif token.type == "bullet_list_open":
            last.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            last.pop()
        elif token.type == "list_item_open" and (before := last[-1]) is not None:
            written, following = int(token.info), before[1] + 1
            # Those who write "1." before each item leave the counting to the browser.
            shown = following if written == before[0] else written
            if shown != following:
                token.attrs["value"] = str(shown)
            last[-1] = written, shown
