"""Task lists: a tick, or an empty box with a key by which a learner's own tick of it is kept."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.markup import tag, words_of
from texts.page import page_of

_KEY = "key"


def install(md: MarkdownIt) -> None:
    """Let markdown-it find `[ ]` and `[x]`, and write them our way."""
    md.options["tasklists"] = True
    md.core.ruler.before("text_join", "task_keys", _give_keys)
    md.add_render_rule("bullet_list_open", _render_list)
    md.add_render_rule("ordered_list_open", _render_list)
    md.add_render_rule("list_item_open", _render_item)


def _give_keys(state: StateCore) -> None:
    """A key for each open task, made of its words and those of the title above it.

    It stays when tasks are moved, added or taken away, and when only their markup changes.
    """
    titles: list[str] = []
    keys: Counter[str] = Counter()
    for index, token in enumerate(state.tokens):
        if token.type == "box_open":
            titles.append("")
        elif token.type == "box_title_open":
            titles[-1] = words_of(state.tokens[index + 1].children or [])
        elif token.type == "box_close":
            titles.pop()
        elif token.type == "list_item_open" and token.meta.get("checked") is False:
            key = _key_of("\n".join([*titles, _words_of_item(state.tokens, index)]))
            keys[key] += 1
            token.meta[_KEY] = key if keys[key] == 1 else f"{key}-{keys[key]}"


def _words_of_item(tokens: Sequence[Token], index: int) -> str:
    """The words of the first line of an item, without those of lists below it."""
    first = next((token for token in tokens[index + 1 : index + 3] if token.type == "inline"), None)
    return words_of(first.children or []) if first else ""


def _key_of(words: str) -> str:
    normal = unicodedata.normalize("NFC", words).encode()
    return hashlib.sha256(normal).hexdigest()[:12]


def _render_list(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    if tokens[index].attrs.get("class"):
        tokens[index].attrs["class"] = "lms-tasks"
        # Safari takes a list that is shown without its signs for none.
        tokens[index].attrs["role"] = "list"
    return renderer.renderToken(tokens, index, options, env)


def _render_item(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    item = tokens[index]
    if "checked" not in item.meta:
        return renderer.renderToken(tokens, index, options, env)
    labels = page_of(env).labels
    state, sign, label = ("open", "☐", labels.to_do)
    if item.meta["checked"]:
        state, sign, label = ("done", "✓", labels.done)
    mark = tag("span", class_="lms-task-mark", role="img", aria_label=label)
    attributes = {"value": str(item.attrs["value"])} if "value" in item.attrs else {}
    if _KEY in item.meta:
        attributes["data_check"] = item.meta[_KEY]
    return f"{tag('li', class_=f'lms-task lms-task-{state}', **attributes)}{mark}{sign}</span> "
