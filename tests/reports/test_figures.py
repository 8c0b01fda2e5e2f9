"""How figures are written: rounded, half up, as people do it; Django's number_format cuts."""

import pytest
from django.utils import translation

from analysis.items import Share
from analysis.templatetags import figures
from reports.templatetags import reports


@pytest.mark.parametrize(
    ("value", "text"), [(17 / 27, "63 %"), (5 / 8, "63 %"), (0.0, "0 %"), (None, "–")]
)
def test_a_percentage_is_rounded_half_up(value: float | None, text: str) -> None:
    assert figures.percent(value) == text


def test_a_share_and_its_interval_are_rounded() -> None:
    share = Share(17, 27)
    with translation.override("ko"):
        assert figures.share(share).startswith("63 % <")
        assert figures.interval(share) == "44–78 %"
    assert figures.share(Share(2, 3)) == "2 / 3"


@pytest.mark.parametrize(
    ("value", "text"), [(0.346, "0.35"), (-0.056, "-0.06"), (-0.001, "0.00"), (None, "–")]
)
def test_an_index_has_two_decimals(value: float | None, text: str) -> None:
    assert figures.figure(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.126, "+13"), (-0.126, "−13"), (0.004, "±0"), (-0.004, "±0")]
)
def test_a_difference_has_a_sign_unless_it_is_none(value: float, text: str) -> None:
    assert reports.points(value) == text
