"""Which less-than signs of a text begin a tag of HTML, and which are just that.

A browser takes `x<y and y<z` for a tag and shows "x"; people who write questions mean the sign.
"""

import re

from texts.particles import is_particle


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A tag has all its attributes as name=value, but for those that are known to be without a value.
_TAG = re.compile(
    r"""<(?P<slash>/?)(?P<name>[A-Za-z][A-Za-z0-9:_.-]*+)
        (?:(?:[\s/]++|(?<=["']))
           (?:[^\s"'<>/=]++\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++)
             |(?:allowfullscreen|autoplay|checked|compact|controls|disabled|hidden|ismap|loop|muted
                |multiple|noshade|nowrap|open|readonly|required|reversed|selected)(?=[\s/>])
           )){0,40}
        [\s/]*+>""",
    re.VERBOSE | re.IGNORECASE,
)
# What HTML that comes from word processors and other XML has beside elements and comments.
_DECLARATION = re.compile(r"<(?:!(?:doctype\b|\[)|\?[a-z])[^<>]*+>", re.IGNORECASE)
_EMPTY_COMMENT = re.compile(r"<!---?>")
_TAKEN_ALONE = _names("embed img input")  # what no text shows is refused by its name
_BREAKS = _names("br hr wbr")
_WRAPPERS = _names("html head body")
_OF_HEAD = _names("base link meta")
# What is often left open, and of what it is a part; by itself it is a word about HTML.
_PARTS = {
    **dict.fromkeys(_names("li"), _names("ul ol menu dir")),
    **dict.fromkeys(_names("dt dd"), _names("dl")),
    **dict.fromkeys(_names("option optgroup"), _names("select datalist")),
    **dict.fromkeys(_names("rp rt"), _names("ruby")),
    **dict.fromkeys(
        _names("col colgroup tbody td tfoot th thead tr"),
        _names("table"),
    ),
    **dict.fromkeys(_names("source track"), _names("audio video picture")),
    **dict.fromkeys(_names("param"), _names("object applet")),
    **dict.fromkeys(_names("area"), _names("map")),
}
# How a sentence goes on that speaks of a tag: "the <br> tag", "<br>은", "‘<br>’".
_OPENS_WORD = re.compile(
    r"(?:[\"'`(\[‘“「『（]|\b(?:a|an|and|are|does|in|is|of|or|the|use|which|with|[가-힣]*(?:중|인|와|과))\s+)\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"[\"'`)\]’”」』）]|\s*(?:tags?|elements?)\b|\s*(?:태그|요소)", re.IGNORECASE)
_HANGUL = re.compile(r"[가-힣]+")
_ENDS_SENTENCE = re.compile(r"(?:^|[.?!:;…。>])\s*\Z|\n[ \t]*\Z|\S\Z")
_NEAR = 40
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


def _is_particle_first(text: str) -> bool:
    letters = _HANGUL.match(text)
    return letters is not None and is_particle(letters[0])


class _Tags:
    """The tags of a text, and where each element is first opened and last closed."""

    def __init__(self, source: str, *, known_only: bool) -> None:
        self.source, self.known_only = source, known_only
        self.shown = len(source.strip())
        self.last_comment_end = source.rfind("-->")
        self.opened: dict[str, int] = {}
        self.closed: dict[str, int] = {}
        for tag in _TAG.finditer(source):
            name = tag["name"].lower()
            if tag["slash"]:
                self.closed[name] = tag.start()
            else:
                self.opened.setdefault(name, tag.start())
        self.wrappers = {name for name in _WRAPPERS if self._wraps(name)}

    def is_tag(self, match: re.Match[str]) -> bool:
        """Whether it is one of HTML, and no word of a text that speaks of HTML."""
        name, at = match["name"].lower(), match.start()
        if name in _TAKEN_ALONE and not match["slash"]:
            return True
        if len(match[0]) == self.shown:
            return False  # All that is to be read.
        if name in _BREAKS:
            return not self._is_spoken_of(match)
        if name in _WRAPPERS:
            ends = (self.opened.get(name), self.closed.get(name))
            return name in self.wrappers and at in ends
        if name in _OF_HEAD:
            return self._is_between_tags(at, match.end())
        if name in _PARTS and any(self._is_within(whole, at) for whole in _PARTS[name]):
            return True
        if name == "p" and not match["slash"] and self._begins_paragraph(match):
            return True
        if name not in _CLOSED and name not in _PARTS and name != "p" and self.known_only:
            return False
        if match["slash"]:
            return self.opened.get(name, at) < at
        is_apart = ":" in name or ("-" in name and self.source[at - 1 : at] == ">")
        return (is_apart and match[0].endswith("/>")) or self.closed.get(name, -1) > at

    def _is_within(self, name: str, at: int) -> bool:
        return self.opened.get(name, at) < at < self.closed.get(name, -1)

    def _wraps(self, name: str) -> bool:
        """Whether all of the text stands in this element, or its head before the body."""
        if not self._is_within(name, self.closed.get(name, 0) - 1):
            return False
        before, after = self.source[: self.opened[name]], self.source[self.closed[name] :]
        if re.sub(r"<[^<>]*>", "", before).strip():
            return False
        tail = after.partition(">")[2].strip()
        return tail.startswith("<") if name == "head" else not re.sub(r"<[^<>]*>", "", tail).strip()

    def _is_between_tags(self, at: int, end: int) -> bool:
        before = self.source[max(0, at - _NEAR) : at].rstrip()
        return before[-1:] in {"", ">"} and self.source[end : end + _NEAR].lstrip()[:1] == "<"

    def _is_spoken_of(self, match: re.Match[str]) -> bool:
        before = self.source[max(0, match.start() - _NEAR) : match.start()]
        follows = self.source[match.end() : match.end() + _NEAR]
        if not _GOES_ON.match(follows) and not _is_particle_first(follows):
            return bool(_OPENS_WORD.search(before)) and before[-1:].isspace()
        opens = not before.strip() or _OPENS_WORD.search(before)
        return bool(opens) or not _ENDS_SENTENCE.search(before)

    def _begins_paragraph(self, match: re.Match[str]) -> bool:
        """Whether this <p>, which nothing closes, stands where a paragraph may begin."""
        before = self.source[max(0, match.start() - _NEAR) : match.start()]
        if not before.strip():
            follows = self.source[match.end() : match.end() + _NEAR]
            return not follows[:1].isspace() and not _is_particle_first(follows)
        return bool(_ENDS_SENTENCE.search(before)) and not self._is_spoken_of(match)

    def end_of_comment(self, at: int) -> int:
        """Where what is said to nobody ends that begins at this sign; -1 if none does."""
        if self.source.startswith("<!--", at):
            empty = _EMPTY_COMMENT.match(self.source, at)
            if empty:
                return empty.end()
            return self.source.find("-->", at) + 3 if at < self.last_comment_end else -1
        declared = None if self.known_only else _DECLARATION.match(self.source, at)
        if declared is None or not self._is_between_tags(at, declared.end()):
            return -1
        return declared.end()

    def end_of_dropped(self, match: re.Match[str]) -> int:
        """Where the script or style ends that this tag opens."""
        name = match["name"].lower()
        if name not in _DROPPED or match["slash"]:
            return match.end()
        closing = re.compile(rf"</{name}[\s/]*>", re.IGNORECASE).search(self.source, match.end())
        return closing.end() if closing else match.end()


def with_plain_signs(source: str, *, is_moodle: bool) -> str:
    """The same HTML with each `<` that begins no tag escaped, and without comments and scripts.

    In Moodle's auto-format line ends are <br>, and only elements of HTML are any.
    """
    tags = _Tags(source, known_only=is_moodle)
    parts, at = [], 0
    while (sign := source.find("<", at)) >= 0:
        parts.append(_lines(source[at:sign], is_moodle=is_moodle))
        tag = _TAG.match(source, sign)
        if tag and tags.is_tag(tag):
            at = tags.end_of_dropped(tag)
            parts.append(tag[0] if at == tag.end() else "")
        elif (end := tags.end_of_comment(sign)) > 0:
            at = end
        else:
            parts.append("&lt;")
            at = sign + 1
    parts.append(_lines(source[at:], is_moodle=is_moodle))
    return "".join(parts)


def _lines(text: str, *, is_moodle: bool) -> str:
    return text.replace("\n", "<br>") if is_moodle else text
