"""What all cohorts together tell authors of a quiz's questions, and what facilitators told them."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analysis.findings import Finding, findings
from analysis.items import Item
from analysis.pooling import all_items
from quizzes.models import Quiz, Remark


@dataclass(frozen=True)
class QuestionFigures:
    """One question on the page: its figures over all cohorts, what to look at, what was told."""

    item: Item
    remarks: list[Remark]

    @property
    def findings(self) -> list[Finding]:
        return list(findings(self.item))


@dataclass(frozen=True)
class FiguresPage:
    """The questions of a quiz; no name of a learner, and no figure of fewer than five."""

    questions: list[QuestionFigures]

    @classmethod
    def of(cls, quiz: Quiz) -> "FiguresPage":
        remarks: dict[int, list[Remark]] = {}
        about = Remark.objects.open().filter(question__quiz=quiz)
        for remark in about.select_related("sent_by", "cohort"):
            remarks.setdefault(remark.question_id, []).append(remark)
        return cls(
            [
                QuestionFigures(item, remarks.get(item.question.pk, []))
                for item in all_items(quiz.module.course_id, [quiz.module])
            ]
        )


@require_safe
def figures(request: HttpRequest, quiz: Quiz, context: dict[str, Any]) -> HttpResponse:
    page = FiguresPage.of(quiz)
    context |= {"title": _("Figures of all cohorts"), **vars(page)}
    return render(request, "admin/quizzes/quiz/figures.html", context)
