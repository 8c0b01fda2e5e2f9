from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from courses.marks import mark
from progress.checklists import Checklist, tick_marks, with_checklists
from progress.levels_chart import LevelsChart
from progress.models import Diagnosis
from progress.reading import Section
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


@register.simple_tag(takes_context=True)
def with_boxes(context: Context, html: str, section: Section) -> SafeString:
    """The text of a section, or a part of it, with its checklists to be ticked."""
    ticks = tick_marks(section.ticks)

    def of_reader(name: str) -> str:
        return mark(name) if context.get("is_in_pieces") else ticks.get(name, "")

    def shown(part: str | Checklist) -> str:
        if isinstance(part, str):
            return part
        was = "".join(of_reader(f"was {key}") for key in part.keys)
        with context.push(lesson=section.lesson, checklist=part, was=mark_safe(was)):  # our marks # nosec B703
            engine: Any = context.template.engine  # type: ignore[union-attr]
            checklist: str = engine.get_template("progress/_checklist.html").render(context)
            return checklist

    parts = with_checklists(html, lambda key: of_reader(f"tick {key}"))
    return mark_safe("".join(map(shown, parts)))  # sanitised when saved # nosec B703
