"""What an answered question says: who changes it says that its wording alone is mended, or has the
new text asked as a question of its own, in one step."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from authoring.admin.base import ContentAdmin
from authoring.admin.filling_in import FillsIn, Values
from courses.models.base import ContentModel
from quizzes.models import Question
from quizzes.wording import says_the_same

# The tick; and the button that retires the question and asks its new text instead.
MARK, MENDED = "wording", "mended"
ASK_ANEW = "_ask-anew"
REWORDED = "reworded"  # the code of the fault


def is_mended(request: HttpRequest) -> bool:
    return request.POST.get(MARK) == MENDED


def look_at_wording(form: BaseModelForm, field: str) -> None:
    """Add a fault where the form of an answered question changes this text and says not how."""
    text = form.cleaned_data.get(field)
    if text is None or form.data.get(MARK) == MENDED or ASK_ANEW in form.data:
        return
    if field in form.changed_data and not says_the_same(form.initial.get(field, ""), text):
        reason = _(
            "People have answered this as it read. Say above whether its wording alone is mended, "
            "or ask the new text as another question."
        )
        form.add_error(field, ValidationError(reason, code=REWORDED))


class QuestionForm(FillsIn):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sibling_of" in self.fields:
            self.fields["sibling_of"].queryset = self._firsts()  # type: ignore[attr-defined]

    def _firsts(self) -> QuerySet[Question]:
        """What it may be a sibling of: questions of its quiz that are none themselves."""
        quiz = self.instance.quiz_id or self.data.get("quiz") or self.initial.get("quiz")
        if not str(quiz).isdecimal():
            return Question.objects.none()
        firsts = Question.objects.filter(quiz=quiz, sibling_of=None).exclude(pk=self.instance.pk)
        return firsts.filter(Q(retired_at=None) | Q(pk=self.instance.sibling_of_id))

    def clean(self) -> Values:
        values = super().clean()
        if self.instance.has_answers:
            look_at_wording(self, "stem")
        return values


class MendsWording(ContentAdmin):
    """The page of a question: the tick, the button, and what becomes of them."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Question | None = None,
    ) -> HttpResponse:
        forms = [context["adminform"].form]
        for inline in context["inline_admin_formsets"]:
            forms += inline.formset.forms
        context |= {
            "is_mended": is_mended(request),
            "asks_about_wording": any(map(_is_reworded, forms)),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, obj: Question, form: BaseModelForm, change: bool
    ) -> None:
        if change and ASK_ANEW in request.POST and not obj.is_retired:
            request.asked_anew = obj.pk  # type: ignore[attr-defined]  # stored with its options
            return
        if change and is_mended(request):
            obj.mend_wording()
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: BaseModelForm, formsets: Any, change: bool
    ) -> None:
        answered = getattr(request, "asked_anew", None)
        if answered is None:
            super().save_related(request, form, formsets, change)
            return
        for formset in formsets:
            formset.new_objects = formset.changed_objects = formset.deleted_objects = []
            options = [row.instance for row in formset.initial_forms]
        form.instance.ask_anew(options)
        self._render_all(request, form.instance)
        note = _("%(slug)s is asked in its place.") % {"slug": form.instance.slug}
        self.log_change(request, Question.objects.get(pk=answered), note)

    def response_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        if getattr(request, "asked_anew", None) is None:
            return super().response_change(request, obj)
        self.message_user(
            request,
            _(
                "The question is retired with the answers given to it, and %(slug)s is asked in "
                "its place."
            )
            % {"slug": obj.slug},
        )
        return self.response_post_save_change(request, obj)

    def version_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        with transaction.atomic():  # in which the mark holds
            return super().version_view(request, pk, number)

    def when_gone_back(self, request: HttpRequest, row: ContentModel) -> Callable[[], None]:
        if isinstance(row, Question) and is_mended(request):
            row.mend_wording()
        return super().when_gone_back(request, row)


def _is_reworded(form: BaseModelForm) -> bool:
    faults = (fault for faults in form.errors.as_data().values() for fault in faults)
    return any(fault.code == REWORDED for fault in faults)
