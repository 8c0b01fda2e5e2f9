"""From the bytes of a file to its text, in whatever encoding it came."""

import codecs

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def decoded(data: bytes) -> str | None:
    """The text in UTF-8, UTF-16 or CP949 (Korean Windows), None if it is in none of these."""
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in [encoding] if encoding else [*_utf16_without_mark(data), "utf-8", "cp949"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    return None


def _utf16_without_mark(data: bytes) -> list[str]:
    """UTF-16 shows by its zero bytes: signs such as the comma have one before or after them."""
    before, after = data[::2].count(0), data[1::2].count(0)
    if not before and not after:
        return []
    return ["utf-16-le"] if after > before else ["utf-16-be"]
