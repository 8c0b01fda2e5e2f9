"""Drawings: plain data in, SVG and the same in words out, and what is no data."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import examples
from tests.texts.markdown_context import EmptyCourse, block, html, lines_at_fault
from texts.drawings import KINDS
from texts.drawings.scale import Scale
from texts.labels import labels_in
from texts.page import Page
from texts.renderer import to_html
from texts.sanitise import sanitise

BAR = "::: drawing bar Memory\nunit: GB\n"
SAMPLES = {
    "bar": "unit: GB\nmark: 21.6 used\n24 GB: weights 16.4 | cache 3.2\n48 GB: weights 16.4",
    "timeline": "unit: s\nFirst: reads 0–1.2 | writes 1.2–8\nSecond: waits 0–1.2",
    "grid": "columns: 1 | 2 | 3\nPlace 1: A | A | .\nPlace 2: B | . | C",
    "arrows": "Question → Search →(three passages) Answer\nback: Answer →(again) Question",
    "intervals": "unit: %\nscale: 60–100\nmark: 80 to pass\nFirst: 85 (70.9–92.9)",
    "map": "[[The wall]]\nNVIDIA\n[Ways round]\nInference: Cerebras | Groq",
}
SAID = {
    "bar": "24 GB: weights 16.4GB, cache 3.2GB. 48 GB: weights 16.4GB. used 21.6GB.",
    "timeline": "First: reads 0–1.2s, writes 1.2–8s. Second: waits 0–1.2s.",
    "grid": "Place 1: A ×2, –. Place 2: B, –, C.",
    "arrows": "Question → Search → (three passages) Answer. Answer → (again) Question.",
    "intervals": "First: 85% (70.9–92.9). to pass 80%.",
    "map": "The wall. NVIDIA. Ways round. Inference: Cerebras, Groq.",
}


def drawing(kind: str, lines: str) -> str:
    return f"::: drawing {kind} A title\n{lines}\n:::"


def said(source: str) -> str:
    words: str
    (words,) = re.findall(r'<div role="img" aria-label="(.*?)">', html(source))
    return words


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_its_title_and_says_what_it_shows(kind: str) -> None:
    source = drawing(kind, SAMPLES[kind])
    assert html(source).startswith(
        f'<figure class="lms-drawing lms-drawing-{kind}"><figcaption>A title</figcaption>'
    )
    assert said(source) == SAID[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_an_author_may_say_it_better(kind: str) -> None:
    assert said(drawing(kind, f"{SAMPLES[kind]}\nwords: What is to be seen.")) == (
        "What is to be seen."
    )


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    found = html(drawing("bar", "scale: 0–50\nOne: a 10 | b 25\nTwo: b 5"))
    bars = re.findall(r'<rect class="(lms-draw-\d)" x="([\d.]+)%" y="8%" width="([\d.]+)%"', found)
    assert bars == [
        ("lms-draw-1", "0.0", "20.0"),
        ("lms-draw-2", "20.0", "50.0"),
        ("lms-draw-2", "0.0", "10.0"),
    ]


def test_kinds_keep_their_shade_from_one_drawing_to_the_next() -> None:
    plain = html(drawing("grid", "1: B | A"))
    listed = html(drawing("grid", "kinds: A | B\n1: B | A"))
    assert re.findall(r'lms-draw-(\d)"', plain) == ["1", "2"]
    assert re.findall(r'lms-draw-(\d)"', listed) == ["2", "1"]


def test_spans_and_intervals_stand_where_they_begin() -> None:
    found = html(drawing("timeline", "scale: 0–10\nOne: a 1–2.5"))
    assert 'x="10.0%" y="15%" width="15.0%"' in found
    found = html(drawing("intervals", "scale: 50–100\nOne: 80 (75–90)"))
    assert 'x="50.0%" y="30%" width="30.0%"' in found
    assert 'cx="60.0%"' in found


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 24, ["0", "10", "20"]),
        (0, 1, ["0", "0.5", "1"]),
        (60, 100, ["60", "70", "80", "90", "100"]),
        (0, 4000, ["0", "1,000", "2,000", "3,000", "4,000"]),
        (0.3, 0.7, ["0.3", "0.4", "0.5", "0.6", "0.7"]),
    ],
)
def test_a_scale_has_round_numbers(low: float, high: float, ticks: list[str]) -> None:
    assert [tick.text for tick in Scale(low, high).ticks] == ticks


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("::: drawing cake A\na 1\n:::", 1),
        ("::: drawing\na 1\n:::", 1),
        ("::: drawing bar\nA: a 1\n:::", 1),
        ("::: drawing bar A\n:::", 1),
        (f"{BAR}A: a\n:::", 3),
        (f"{BAR}A: a -1\n:::", 3),
        (f"{BAR}A: a 1 | \n:::", 3),
        (f"{BAR}unit: MB\nA: a 1\n:::", 3),
        (f"{BAR}scale: 5\nA: a 1\n:::", 3),
        (f"{BAR}scale: 0–5\nA: a 6\n:::", 4),
        (f"{BAR}mark: most\nA: a 6\n:::", 3),
        (f"{BAR}scale: 0–5\nmark: 6 most\nA: a 1\n:::", 4),
        (f"{BAR}A: a 1 | b 1 | c 1 | d 1 | e 1\nB: f 1\n:::", 4),
        (BAR + "A: a 1\n" * 31 + ":::", 33),
        (drawing("timeline", "A: a 1"), 2),
        (drawing("timeline", "A: a 2–1"), 2),
        (drawing("timeline", "scale: 0–1\nA: a 0–2"), 3),
        (drawing("grid", "A: a | b\nB: a"), 3),
        (drawing("grid", "columns: 1\nA: a | b"), 3),
        (drawing("grid", "A: 이름이너무길어서 | b | c | d"), 2),
        (drawing("arrows", "Question"), 2),
        (drawing("arrows", "Question → "), 2),
        (drawing("arrows", "A → B\nback: B → C"), 3),
        (drawing("intervals", "A: 85"), 2),
        (drawing("intervals", "A: 95 (70–90)"), 2),
        (drawing("map", "NVIDIA"), 2),
        (drawing("map", "[A]\nb | "), 3),
    ],
)
def test_what_is_no_data_is_told_by_its_line(source: str, line: int) -> None:
    assert lines_at_fault(source) == [line - 1]
    assert "<figure" not in block(source).html


def test_the_svg_of_people_stays_text() -> None:
    source = '<svg onload="alert(1)"><path d="M0 0"/></svg>'
    assert "<svg" not in block(source).html
    assert sanitise('<svg><script>alert(1)</script><path d="M0 0" onclick="x"></path></svg>') == (
        '<svg><path d="M0 0"></path></svg>'
    )
    assert "x=" not in sanitise('<svg><a href="javascript:1"><rect x="url(a)"></rect></a></svg>')


LINES = st.lists(
    st.one_of(
        st.sampled_from([line for lines in SAMPLES.values() for line in lines.split("\n")]),
        st.text(alphabet="가a1.,–-|:→()[]% <>&\"'", max_size=30),
    ),
    max_size=8,
)


@examples(50)
@given(st.sampled_from([*KINDS]), LINES)
def test_whatever_is_written_is_drawn_safely_or_told(kind: str, lines: list[str]) -> None:
    source = drawing(kind, "\n".join(line.replace(":::", "") for line in lines))
    with override("en"):
        page = Page(EmptyCourse(), labels_in("ko"), "")
        found = to_html(source, page)
    assert sanitise(found) == found
    is_drawn = "<figure" in found
    assert is_drawn != bool(page.faults.in_order())
    assert all(float(number) <= 100.1 for number in re.findall(r'width="([\d.]+)%"', found))
