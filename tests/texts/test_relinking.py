"""A changed address is changed in links alone, whatever they are written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tables import examples
from texts import Kind
from texts.relinking import relinked

NEW = {"course:old_m": "course:new", "course:old_m#one": "course:new#first", "#one": "#first"}

# What stands in a text, what of it is to become of it, and how many links it has.
LINKS = [
    ("[글](course:old_m)", "[글](course:new)", 1),
    ("[글](course:old_m#one)을", "[글](course:new#first)을", 1),
    ("[글](<course:old_m> '제목')", "[글](<course:new> '제목')", 1),
    ("[글](course:old\\_m)", "[글](course:new)", 1),
    ("[절](#one)", "[절](#first)", 1),
    ("<course:old_m>", "<course:new>", 1),
    ("**[법](course:old_m)**을 [또](course:old_m)", "**[법](course:new)**을 [또](course:new)", 2),
    ("[`코드`](course:old_m)", "[`코드`](course:new)", 1),
    ("![그림](chart) 옆 [글](course:old_m)", "![그림](chart) 옆 [글](course:new)", 1),
]
NO_LINKS = [
    "`[글](course:old_m)`",
    "course:old_m 이라고 씁니다.",
    "\\[글](course:old_m)",
    "[글](course:old_m-2) [글](course:old_m2#one)",
    "[글](course:other#one)",
    "[글](https://example.com/course:old_m)",
    "\\(x = course:old_m\\)",
    "[글](course:old_m 2)",
    "{course:old_m}",
]
BLOCKS = [
    ("- [글](course:old_m)", "- [글](course:new)", 1),
    ("> [글](course:old_m)", "> [글](course:new)", 1),
    ("| 표 |\n|---|\n| [글](course:old_m) |", "| 표 |\n|---|\n| [글](course:new) |", 1),
    ("::: analogy\n[글](course:old_m)\n:::", "::: analogy\n[글](course:new)\n:::", 1),
    ("- [ ] [글](course:old_m)", "- [ ] [글](course:new)", 1),
    ("## [글](course:old_m)", "## [글](course:new)", 1),
    ("말[^1]\n\n[^1]: [글](course:old_m)", "말[^1]\n\n[^1]: [글](course:new)", 1),
    ("[글][1] [또][1]\n\n[1]: course:old_m", "[글][1] [또][1]\n\n[1]: course:new", 1),
    ("```\n[글](course:old_m)\n```", "```\n[글](course:old_m)\n```", 0),
    ("    [글](course:old_m)", "    [글](course:old_m)", 0),
]


@pytest.mark.parametrize("kind", ["block", "line", "item"])
def test_links_are_led_on_and_nothing_else_changes(kind: Kind) -> None:
    for source, changed, number in LINKS:
        assert relinked(source, NEW.get, kind) == (changed, number)
    for source in NO_LINKS:
        assert relinked(source, NEW.get, kind) == (source, 0)


def test_links_in_blocks() -> None:
    for source, changed, number in BLOCKS:
        assert relinked(source, NEW.get) == (changed, number)


def test_two_that_change_their_names_with_each_other() -> None:
    swapped = {"course:a": "course:b", "course:b": "course:a"}
    assert relinked("[글](course:a) [글](course:b)", swapped.get) == (
        "[글](course:b) [글](course:a)",
        2,
    )


@examples(30)
@given(
    pieces=st.lists(
        st.sampled_from([*LINKS, *((text, text, 0) for text in NO_LINKS), *BLOCKS]), max_size=8
    ),
    word=st.text("가나 다.,*_~", max_size=6).map(lambda text: f"말{text}말"),
)
def test_whatever_stands_around_them(pieces: list[tuple[str, str, int]], word: str) -> None:
    def joined(number: int) -> str:
        """The sources, or what is to become of them; each with labels of its own."""
        texts = (str(piece[number]) for piece in pieces)
        own = (
            text.replace("[1]", f"[r{at}]").replace("[^1]", f"[^f{at}]")
            for at, text in enumerate(texts)
        )
        return f"\n\n{word}\n\n".join(own)

    links = sum(number for _source, _changed, number in pieces)
    assert relinked(joined(0), NEW.get) == (joined(1), links)
