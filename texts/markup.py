"""HTML written exactly as the sanitiser writes it, so that cleaning changes nothing of ours."""

from collections.abc import Iterable

from markdown_it.token import Token

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\u00a0": "&nbsp;", "\r": " "})
_ATTRIBUTE = _TEXT | {ord('"'): "&quot;"}


def text(value: str) -> str:
    """`value` as the content of an element."""
    return value.translate(_TEXT)


def tag(name: str, **attributes: str) -> str:
    """An opening tag; `class_` stands for `class` and `aria_label` for `aria-label`."""
    written = (
        f' {key.rstrip("_").replace("_", "-")}="{value.translate(_ATTRIBUTE)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{''.join(written)}>"


def words_of(tokens: Iterable[Token]) -> str:
    """The text a reader sees in parsed inline tokens, without its markup."""
    parts = (" " if token.type.endswith("break") else token.content for token in tokens)
    return " ".join("".join(parts).split())
