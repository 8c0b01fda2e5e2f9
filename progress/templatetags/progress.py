from collections.abc import Sequence
from typing import Any

from django import template

from progress.levels_chart import LevelsChart
from progress.models import Diagnosis
from progress.standing_rows import TakenDiagnosis

register = template.Library()


@register.inclusion_tag("progress/_levels_chart.html")
def levels_over_time(
    diagnoses: Sequence[Diagnosis | TakenDiagnosis], language: str
) -> dict[str, Any]:
    """Levels reached from the oldest diagnosis on: a picture once there are two, and in words."""
    return {
        "chart": LevelsChart.of(diagnoses),
        "diagnoses": diagnoses,
        "language": language,
    }
