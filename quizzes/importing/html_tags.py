"""Which less-than signs of a text begin a tag of HTML, and which are just that.

A browser takes `x<y and y<z` for a tag and shows "x"; people who write questions mean the sign.
"""

import re


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A tag has all its attributes as name=value, but for those that are known to be without a value.
_TAG = re.compile(
    r"""<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9:_.-]*+)
        (?:(?:[\s/]++|(?<=["']))
           (?:[^\s"'<>/=]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++)
             |(?:allowfullscreen|autoplay|checked|compact|controls|disabled|hidden|ismap|loop|muted
                |multiple|noshade|nowrap|open|readonly|required|reversed|selected)(?=[\s/>])
           )){0,40}+
        [\s/]*+>""",
    re.VERBOSE | re.IGNORECASE,
)
# What HTML that comes from word processors and other XML has beside elements and comments.
_DECLARATION = re.compile(r"<(?:!(?:doctype\b|\[)|\?[a-z])[^<>]*+>", re.IGNORECASE)
_EMPTY_COMMENT = re.compile(r"<!---?>")
_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_OFTEN_LEFT_OPEN = _names(
    "body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr"
)
_CLOSED = _names(
    """
    a abbr acronym address applet article aside audio b bdi bdo big blockquote button canvas caption
    center cite code data datalist del details dfn dialog dir div dl em fieldset figcaption figure
    font footer form frameset h1 h2 h3 h4 h5 h6 header hgroup i iframe ins kbd label legend main map
    mark marquee math menu meter nav nobr noframes noscript object ol output picture pre progress q
    rb rtc ruby s samp script search section select small span strike strong style sub summary sup
    svg table template textarea time title tt u ul var video
    """
)
_DROPPED = {"script", "style"}


class _Tags:
    """The tags of a text, and where each element is first opened and last closed."""

    def __init__(self, source: str, *, known_only: bool) -> None:
        self.source, self.known_only = source, known_only
        self.last_comment_end = source.rfind("-->")
        self.opened: dict[str, int] = {}
        self.closed: dict[str, int] = {}
        for found in _TAG.finditer(source):
            name = found["name"].lower()
            if found["slash"]:
                self.closed[name] = found.start()
            else:
                self.opened.setdefault(name, found.start())

    def is_tag(self, found: re.Match[str]) -> bool:
        """Whether it is one of HTML: an element that is to be closed is, and was opened."""
        name, at = found["name"].lower(), found.start()
        if name in _VOID or name in _OFTEN_LEFT_OPEN:
            return True
        if name not in _CLOSED and self.known_only:
            return False
        if found["slash"]:
            return self.opened.get(name, at) < at
        is_whole = found[0].endswith("/>") and name not in _CLOSED
        return is_whole or self.closed.get(name, -1) > at

    def end_of_comment(self, at: int) -> int:
        """Where what is said to nobody ends that begins at this sign; -1 if none does."""
        if self.source.startswith("<!--", at):
            empty = _EMPTY_COMMENT.match(self.source, at)
            if empty:
                return empty.end()
            return self.source.find("-->", at) + 3 if at < self.last_comment_end else -1
        declared = None if self.known_only else _DECLARATION.match(self.source, at)
        return declared.end() if declared else -1

    def end_of_dropped(self, found: re.Match[str]) -> int:
        """Where the script or style ends that this tag opens."""
        name = found["name"].lower()
        if name not in _DROPPED or found["slash"]:
            return found.end()
        closing = re.compile(rf"</{name}[\s/]*>", re.IGNORECASE).search(self.source, found.end())
        return closing.end() if closing else found.end()


def with_plain_signs(source: str, *, is_moodle: bool) -> str:
    """The same HTML with each `<` that begins no tag escaped, and without comments and scripts.

    In Moodle's auto-format line ends are <br>, and only elements of HTML are any.
    """
    tags = _Tags(source, known_only=is_moodle)
    parts, at = [], 0
    while (sign := source.find("<", at)) >= 0:
        parts.append(_lines(source[at:sign], is_moodle=is_moodle))
        found = _TAG.match(source, sign)
        if found and tags.is_tag(found):
            at = tags.end_of_dropped(found)
            parts.append(found[0] if at == found.end() else "")
        elif (end := tags.end_of_comment(sign)) > 0:
            at = end
        else:
            parts.append("&lt;")
            at = sign + 1
    parts.append(_lines(source[at:], is_moodle=is_moodle))
    return "".join(parts)


def _lines(text: str, *, is_moodle: bool) -> str:
    return text.replace("\n", "<br>") if is_moodle else text
