from collections.abc import Sequence
from typing import Any

from django import template

from courses.models import Course, Module
from progress.levels_chart import LevelsChart
from progress.models import Diagnosis
from progress.module_progress import CourseStanding, standings
from progress.reading import Reading

register = template.Library()


@register.simple_tag(takes_context=True)
def reading_of(context: dict[str, Any], module: Module) -> Reading:
    """The module's sections with the signed-in learner's marks."""
    return Reading.of(module, module.lessons.all(), context["request"].user)


@register.simple_tag(takes_context=True)
def course_standing(context: dict[str, Any], course: Course) -> CourseStanding:
    """The signed-in learner's standing in the course."""
    return standings([course], context["request"].user)[0]


@register.inclusion_tag("progress/_levels_chart.html")
def levels_over_time(diagnoses: Sequence[Diagnosis], language: str) -> dict[str, Any]:
    """Levels reached from the oldest diagnosis on: a picture once there are two, and in words."""
    return {
        "chart": LevelsChart.of(diagnoses),
        "diagnoses": diagnoses,
        "language": language,
    }
