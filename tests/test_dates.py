"""How dates are written: by the formats of the language, and no page by a format of its own."""

import datetime
import re

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format

DAY = datetime.datetime(2026, 11, 6, 9, 5)  # noqa: DTZ001 - its form alone
BY_HAND = {"c", "H:i:s"}  # for programs, and versions of one minute


@pytest.mark.parametrize(
    ("language", "format_name", "written"),
    [
        ("ko", "DATE_FORMAT", "2026년 11월 6일"),
        ("ko", "SHORT_DATE_FORMAT", "2026. 11. 6."),
        ("ko", "SHORT_DATETIME_FORMAT", "2026. 11. 6. 오전 9:05"),
        ("ko", "DATETIME_FORMAT", "2026년 11월 6일 오전 9:05"),
        ("ko", "TIME_FORMAT", "오전 9:05"),
        ("en", "DATE_FORMAT", "Nov. 6, 2026"),
        ("en", "SHORT_DATE_FORMAT", "6 Nov 2026"),
        ("en", "SHORT_DATETIME_FORMAT", "6 Nov 2026 09:05"),
    ],
)
def test_dates_are_long_in_sentences_and_short_in_tables(
    language: str, format_name: str, written: str
) -> None:
    with translation.override(language):
        assert date_format(DAY, format_name) == written


def test_no_template_writes_a_date_by_a_format_of_its_own() -> None:
    named = {
        name
        for page in (settings.BASE_DIR / "templates").rglob("*.html")
        for name in re.findall(r"""\|(?:date|time):["']([^"']*)["']""", page.read_text())
    }
    assert {name for name in named if not name.endswith("_FORMAT")} == BY_HAND
