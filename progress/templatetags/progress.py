from typing import Any

from django import template

from courses.models import Course, Module
from progress.models import LessonRead
from progress.standing import CourseStanding, standings

register = template.Library()


@register.simple_tag(takes_context=True)
def lessons_read(context: dict[str, Any], module: Module) -> set[int]:
    """Which lessons of the module the signed-in learner has read."""
    reads = LessonRead.objects.filter(learner=context["request"].user, lesson__module=module)
    return set(reads.values_list("lesson_id", flat=True))


@register.simple_tag(takes_context=True)
def course_standing(context: dict[str, Any], course: Course) -> CourseStanding:
    """The signed-in learner's standing in the course."""
    return standings([course], context["request"].user)[0]
