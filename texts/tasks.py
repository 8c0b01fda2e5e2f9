"""Task lists: a tick or an empty box to read, not a control to press."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts.markup import tag
from texts.page import page_of


def install(md: MarkdownIt) -> None:
    """Let markdown-it find `[ ]` and `[x]`, and write them our way."""
    md.options["tasklists"] = True
    md.add_render_rule("bullet_list_open", _render_list)
    md.add_render_rule("ordered_list_open", _render_list)
    md.add_render_rule("list_item_open", _render_item)


def _render_list(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    if tokens[index].attrs.get("class"):
        tokens[index].attrs["class"] = "lms-tasks"
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
    number = {"value": str(item.attrs["value"])} if "value" in item.attrs else {}
    return f"{tag('li', class_=f'lms-task lms-task-{state}', **number)}{mark}{sign}</span> "
