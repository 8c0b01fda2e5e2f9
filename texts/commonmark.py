"""Markdown as any program reads it, but for lines that Dure reads as their authors mean them."""

from markdown_it import MarkdownIt

from texts import dates, tables


def parser(**options: bool) -> MarkdownIt:
    """CommonMark with tables and without HTML, to read texts of banks and to write for them."""
    md = MarkdownIt("commonmark", {"html": False, **options})
    dates.install(md)
    tables.install_reading(md)
    return md
