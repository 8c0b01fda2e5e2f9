"""“저자에게 알리기”: a question with a facilitator's words, put before the authors."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from cohorts.pages import cohort_page, facilitators_only
from courses.models import Cohort
from quizzes.models import Question, Remark
from quizzes.models.remark import LONGEST
from reports.renamed import follow_renames
from texts.visible import is_visible


class RemarkForm(forms.Form):
    """The words; they come back with what is wrong with them."""

    text = forms.CharField(
        label=gettext_lazy("Words to the authors"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Do not name learners: all authors read this."),
        error_messages={
            "required": gettext_lazy("Write what the authors should know. Nothing was sent."),
            "max_length": gettext_lazy(
                "At most %(limit_value)d letters, and here are %(show_value)d. Nothing was sent."
            ),
        },
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not is_visible(text):
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text


@dataclass(frozen=True)
class RemarkPage:
    """The question, the form, and what this cohort has told of it already."""

    question: Question
    form: RemarkForm
    sent: list[Remark]
    back: str


@facilitators_only
@require_http_methods(["GET", "HEAD", "POST"])
@follow_renames
def tell_authors(request: HttpRequest, cohort: Cohort, module: str, question: str) -> HttpResponse:
    published = Question.objects.filter(
        quiz__module__course=cohort.course, quiz__module__is_published=True, is_draft=False
    ).select_related("quiz__module")
    about = get_object_or_404(published, quiz__module__slug=module, slug=question)
    back = reverse("reports:quiz", args=[cohort.slug, module]) + f"#{about.slug}"
    form = RemarkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        Remark.objects.send(about, cohort, signed_in(request), form.cleaned_data["text"])
        messages.success(request, _("The authors see it on their first page."))
        return HttpResponseSeeOther(back)
    sent = about.remarks.filter(cohort=cohort).select_related("sent_by", "done_by")
    page = RemarkPage(about, form, list(sent), back)
    context = cohort_page(cohort, _("Tell the authors")) | vars(page)
    return render(
        request, "reports/tell_authors.html", context, status=400 if form.is_bound else 200
    )
