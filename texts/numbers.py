"""Numbered lists that leave numbers out show those their author wrote: "3." and then "5."."""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore


def install(md: MarkdownIt) -> None:
    """Keep numbers that are higher than one more than the last."""
    md.core.ruler.before("text_join", "numbers", _keep)


def _keep(state: StateCore) -> None:
    last: list[int | None] = []  # of each list that is open, None where it has no numbers
    for token in state.tokens:
        if token.type == "ordered_list_open":
            last.append(int(token.attrs.get("start", 1)) - 1)
        elif token.type == "bullet_list_open":
            last.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            last.pop()
        elif token.type == "list_item_open" and (before := last[-1]) is not None:
            # Those who write "1." before each item leave the counting to the browser.
            number = max(int(token.info), before + 1)
            if number > before + 1:
                token.attrs["value"] = str(number)
            last[-1] = number
