"""What is Dure's own in a text is written as Markdown that every program knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks.portable import portable
from tests.tables import examples

BOX = """앞

:::: deep-dive 제목
{CPU}는 [평가](course:evaluation)에 있습니다.

::: calc
값: 2 × 3 = 6
---
합 = 6
:::
::::

뒤"""
PORTABLE_BOX = """앞


> **심화 학습: 제목**
>
> CPU는 평가에 있습니다.
>
>
> > 값: 2 × 3 = 6
> >
> > 합 = 6
>


뒤"""


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("{CPU}가", "CPU가"),
        (r"\{CPU\} `{x}`", r"\{CPU\} `{x}`"),
        ("```\n{CPU}\n::: analogy\n```", "```\n{CPU}\n::: analogy\n```"),
        (
            "[**1절**](course:a#b)과 [밖](https://example.org)",
            "**1절**과 [밖](https://example.org)",
        ),
        ("![그림](image:x)", "![그림](image:x)"),
        ("말[^1]\n\n[^1]: 출처", "말 (출처)"),
        (r"\(x_{1}\)", r"\(x_{1}\)"),
        ("<math><mo>{</mo><mo>}</mo></math>{CPU}", "<math><mo>{</mo><mo>}</mo></math>CPU"),
        ("::: analogy\n상자\n:::", "> **비유**\n>\n> 상자"),
        ("::: 모름\n상자", "::: 모름\n상자"),
    ],
)
def test_a_text_is_written_for_others(markdown: str, written: str) -> None:
    assert portable(markdown, "ko") == written


def test_boxes_within_boxes_are_quotations_within_quotations() -> None:
    lines = [line.rstrip() for line in portable(BOX, "ko").split("\n")]
    assert lines == [line.rstrip() for line in PORTABLE_BOX.split("\n")]


PIECES = st.sampled_from(
    ["{CPU}", "[가](course:x)", "\n::: analogy\n", "\n:::\n", "`{a}`", "말", "\n\n", "\\{", "```\n"]
)


@examples(20)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_what_is_written_for_others_is_written_so_once(markdown: str) -> None:
    written = portable(markdown, "ko")
    assert portable(written, "ko") == written
