"""Whatever is written in a course text, what is stored of it is safe, and soon there."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import examples, first
from tests.texts.markdown_context import Course, block, html
from texts import Fault, render_inline
from texts.labels import labels_in
from texts.page import Page
from texts.renderer import to_html
from texts.sanitise import sanitise

DATA = Path(__file__).parents[1] / "data"
ATTACK = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
FRAMES = {
    "link title": "[a](https://a.kr '%s')",
    "link text": "[%s](https://a.kr)",
    "link address": "[a](<https://a.kr/%s>)",
    "box title": "::: checklist %s\na\n:::",
    "box name": "::: %s\na\n:::",
    "calculation": "::: calc %s\n%s: %s = %s → %s\n\n%s\na: b\n:::",
    "caption": "**%s**\n\n| a |\n|---|\n| b |",
    "task": "::: checklist a\n- [ ] %s\n:::",
    "term": "{%s}",
    "table cell": "| %s |\n|---|\n| %s |",
    "footnote label": "a[^%s]\n\n[^%s]: %s",
    "code": "`%s`\n\n```%s\n%s\n```",
    "image": "![%s](%s)",
    "heading": "### %s",
    "definition": "%s\n: %s",
    "formula": "\\(\\text{%s}\\) $$\\text{%s}$$ <math><mtext>%s</mtext></math>",
    "underline": "<u>%s</u>",
    "reference": "[a]\n\n[a]: https://a.kr '%s'",
}
RUNS = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "svg",
    "annotation",
    "annotation-xml",
    "maction",
    "malignmark",
    "mglyph",
    "semantics",
    "link",
}


class Reader(HTMLParser):
    """Notes what a browser would see in a text: its elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.images: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        self.images |= {value or "" for name, value in attrs if name == "src"}


def assert_safe(found: str) -> None:
    """Nothing that runs, loads or styles, and nothing left for the sanitiser to do."""
    reader = Reader()
    reader.feed(found)
    assert not reader.elements & RUNS
    assert not any(name.startswith("on") or name == "style" for name in reader.attributes)
    assert all(
        re.match("(https?://|mailto:|/courses/|#)", a, re.IGNORECASE) for a in reader.addresses
    )
    assert reader.images <= {"/courses/ai/images/board.0a1b.webp"}
    assert "<script" not in found
    assert sanitise(found) == found


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@pytest.mark.parametrize("attack", [ATTACK, ATTACK.replace('"', "'"), "' onclick='alert(1)"])
def test_nothing_gets_through_any_part_of_a_text(frame: str, attack: str) -> None:
    assert_safe(block(frame.replace("%s", attack)).html)
    assert_safe(render_inline(frame.replace("%s", attack), Course()).html)


def test_html_is_shown_as_written_and_is_a_fault_outside_code() -> None:
    rendered = block("`<b>`\n글 <div>글</p>")
    assert rendered.html == "<p><code>&lt;b&gt;</code>\n글 &lt;div&gt;글&lt;/p&gt;</p>\n"
    assert [fault.line for fault in rendered.faults] == [2, 2]
    assert html("3 < 5 > 2 <- ->")


def test_the_sanitiser_takes_out_what_rendering_does_not_make() -> None:
    bad = '<p onclick="x" class="btn">글<svg onload="x"></svg><a href="javascript:1">글</a></p>'
    assert sanitise(bad) == '<p class="">글<svg></svg><a>글</a></p>'
    for source in ("https://a.kr/a.webp", "//a.kr/courses/a/images/b.0.webp", "data:image/webp,"):
        assert sanitise(f'<img src="{source}" onerror="x">') == "<img>"
    assert sanitise('<li data-check="x" data-x="y">') == "<li></li>"
    assert sanitise('<table role="grid" class="x">') == "<table></table>"


def test_every_naughty_string_is_rendered_safely() -> None:
    strings = json.loads((DATA / "blns.json").read_text("utf-8"))
    assert len(strings) > 500
    for text in strings:
        assert_safe(block(text).html)
        assert_safe(render_inline(text, Course()).html)


STARTS = [
    "::: analogy\n",
    "::: checklist ",
    "::: deep-dive",
    "::: calc\n",
    "a: 1 = 2\n",
    "= 3 → b",
    ":::\n",
    "- [x] ",
    "1. ",
    "> ",
    "### ",
]
BLOCKS = ["```", "|", "\n|---|:-:|\n", "\n: ", "\n---\n", "[^a]", "\n\n[^a]: ", "\n", "\n\n"]
INLINE = ["**", "*", "_", "`", "[", "](", ")", "{", "}", "![", "<b>", "</p>", "<", "\\", "&#13;"]
FORMULAS = [
    "\\(",
    "\\)",
    "$$",
    "x^2",
    "\\frac",
    "\\text{",
    "<math>",
    "<mi>",
    "</mi>",
    "</math>",
    "<u>",
    "</u>",
]
TEXTS = [
    "팹리스",
    "{팹리스}",
    "image:board",
    "조문(제3조)",
    "https://a.kr",
    "[a](course:chips)",
    "course:",
    " ",
]
PIECES = st.lists(
    st.sampled_from([*STARTS, *BLOCKS, *INLINE, *FORMULAS, *TEXTS]) | st.text(max_size=6),
    max_size=40,
)
CHARACTERS = st.text(alphabet="*_`:[](){}!|-\n #>^ax<가(\"'&;", max_size=120)
MARKUP = PIECES.map(" ".join) | PIECES.map("".join) | CHARACTERS


@examples(150)
@given(st.text() | MARKUP)
def test_any_text_is_rendered_safely(source: str) -> None:
    assert_safe(block(source).html)
    assert_safe(render_inline(source, Course()).html)


@examples(150)
@given(st.text() | MARKUP)
def test_the_sanitiser_changes_nothing_that_rendering_makes(source: str) -> None:
    made = to_html(source, Page(Course(), labels_in("en"), "why"))
    assert sanitise(made) == made


@examples(100)
@given(MARKUP)
def test_faults_are_in_order_and_point_into_the_source(source: str) -> None:
    faults = block(source).faults
    assert list(faults) == sorted(faults)
    last = len(re.split(r"\r\n|\r|\n", source)) - 1
    assert all(isinstance(fault, Fault) and 1 <= fault.line <= last + 1 for fault in faults)


@pytest.mark.parametrize(
    "part",
    first(
        6,
        [
            "{",
            "[^",
            "** ",
            "<a ",
            "> ",
            ":::\n",
            "{a ",
            "::: analogy\n",
            "**가(",
            "<",
            "![",
            "*가 ",
        ],
    ),
)
def test_a_long_hostile_text_takes_no_more_than_its_length(part: str) -> None:
    started = time.process_time()
    block(part * (10_000 // len(part)))
    assert time.process_time() - started < 2  # quadratic work would take minutes


def test_threads_do_not_disturb_each_other() -> None:
    sources = [f"**글(가)**을 https://a{n}.kr/ {{팹리스}}[^a]\n\n[^a]: 글" for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(html, sources)) == [html(source) for source in sources]
