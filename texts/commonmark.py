"""Markdown as any program reads it, but for what Dure reads as its authors mean it."""

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from texts import dates, formulas, tables, underline
from texts.markup import text


def parser(**options: bool) -> MarkdownIt:
    """CommonMark with tables and without HTML, to read texts of banks and to write for them."""
    md = MarkdownIt("commonmark", {"html": False, **options})
    dates.install(md)
    tables.install_reading(md)
    formulas.install_reading(md)
    underline.install_reading(md)
    md.add_render_rule("formula", _render_formula)
    md.add_render_rule("underline_stray", _render_text)
    return md


def _render_formula(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """TeX as it is written: other programs read it in HTML."""
    source = tokens[index].content
    return text(source) if tokens[index].markup in formulas.OPENINGS else source


def _render_text(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    return text(tokens[index].content)


def holds_formulas(markdown: str) -> bool:
    """Whether any of it is a formula, and not code or money."""
    tokens = (child for token in parser().parse(markdown) for child in token.children or ())
    return any(token.type == "formula" for token in tokens)
