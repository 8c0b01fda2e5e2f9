"""What no style sheet of ours may do: take a control off the page that someone must see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

SHEETS = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
CONTROL = re.compile(r"\b(input|button|select|textarea)\b|radio|checkbox|option|choice|\.btn")
HIDES = re.compile(
    r"opacity:\s*0*(\.0+)?(%|;|$)|appearance:\s*none|visibility:\s*hidden|display:\s*none|clip(-path)?:"
)


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Every selector with its declarations, those inside `@media` too, but those for paper."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@media print \{([^{}]*\{[^{}]*\})*\s*\}", "", css)
    for selector, body in re.findall(r"([^{};]+)\{([^{}]*)\}", css):
        yield " ".join(selector.split()), body


def hidden_controls(css: str) -> list[str]:
    return [
        selector for selector, body in rules(css) if CONTROL.search(selector) and HIDES.search(body)
    ]


# Paper has no controls: there one answers with a pen.
@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.stem != "print"], ids=lambda sheet: sheet.stem
)
def test_no_control_is_hidden(sheet: Path) -> None:
    assert hidden_controls(sheet.read_text()) == []


@pytest.mark.parametrize(
    "css",
    [
        ".lms-option input { opacity: 0; }",
        "@media (forced-colors: active) { [type=radio] { appearance: none } }",
        ".lms-choice input { visibility: hidden; }",
    ],
)
def test_a_control_that_is_hidden_is_found(css: str) -> None:
    assert hidden_controls(css)


def test_a_control_that_is_only_coloured_is_let_be() -> None:
    assert hidden_controls(".lms-option input { opacity: 0.9; accent-color: red; }") == []
