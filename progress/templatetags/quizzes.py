from typing import Any

from django import template

from courses.models import Module
from quizzes.answer_sheet import AnswerSheet

register = template.Library()


@register.inclusion_tag("quizzes/_quiz.html", takes_context=True)
def check_quiz(context: dict[str, Any], module: Module) -> dict[str, Any]:
    """The module's check quiz as the signed-in learner left it."""
    quiz = getattr(module, "quiz", None)
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "messages": context.get("messages"),
        "quiz": quiz,
        "sheet": AnswerSheet.of_quiz(quiz, context["request"].user) if quiz else None,
        "pager": context["pager"],
    }
