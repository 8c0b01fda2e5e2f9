"""What no style sheet of ours may do: take a control off the page that someone must see, or name a
colour that is none of the tokens."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from PIL.ImageColor import colormap

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


NAMED = "|".join(colormap)
COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|(?<![\w-])(?:(?:rgb|hsl)a?|hwb|(?:ok)?l(?:ab|ch)|color|color-mix)\(|(?<![\w-])(?:{NAMED})(?![\w-])",
    re.IGNORECASE,
)


def raw_colours(css: str) -> list[str]:
    """Declarations with a colour of their own; the margins of paper know no tokens."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"@page \{([^{}]*\{[^{}]*\})*\s*\}", "", css)
    values = re.findall(r"[{;]\s*([\w-]+:[^{};]*)(?=[;}])", css)
    return [value for value in values if COLOUR.search(re.sub(r"\"[^\"]*\"|^[\w-]+:", "", value))]


@pytest.mark.parametrize(
    "sheet", [sheet for sheet in SHEETS if sheet.stem != "tokens"], ids=lambda sheet: sheet.stem
)
def test_every_colour_is_a_token(sheet: Path) -> None:
    assert raw_colours(sheet.read_text()) == []


@pytest.mark.parametrize(
    "value",
    [
        *("color: #0B50D0", "border: 1px solid #ccc", "background: rgb(0 0 0 / 30%)"),
        *("fill: light-dark(#fff, #000)", "color: White", "box-shadow: 0 0 2px oklch(0 0 0)"),
        "color: var(--body-fg, #333)",
    ],
)
def test_a_colour_that_is_none_is_found(value: str) -> None:
    assert raw_colours(f".a {{ margin: 0; {value}; }}") == [value]


def test_tokens_and_colours_of_the_system_are_let_be() -> None:
    rules_of_css = (
        '.white { color: var(--lms-tan); white-space: pre; content: "red"; fill: Canvas }'
    )
    assert raw_colours(rules_of_css) == []
