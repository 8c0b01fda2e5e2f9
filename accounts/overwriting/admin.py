"""Forms of the admin that write over nothing that their page did not show."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import models
from django.forms import BaseModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.access.noted import NotesChanges
from accounts.overwriting.page import Change, ConflictPage, change_told_by_log
from accounts.overwriting.rows import token_of
from accounts.overwriting.submission import Submission
from accounts.overwriting.values import guarded, shown, typed
from accounts.words import words_of

MOST_NAMED = 5


class WritesWhatIsTouched(forms.ModelForm):
    """A form for which what was only sent back as it was is no change."""

    # Why it is not saved though nothing is wrong with it.
    held_back = ""

    @cached_property
    def changed_data(self) -> list[str]:
        changed: list[str] = super().changed_data
        if self.instance.pk is None:
            return changed
        own = guarded(self.fields, type(self.instance))
        return [name for name in changed if name not in own or self._differs(name)]

    def _differs(self, name: str) -> bool:
        field, html_name = self.fields[name], self.add_prefix(name)
        before = shown(field, self.get_initial_for_field(field, name))
        return before != typed(field, self.data, self.files, html_name)

    def _post_clean(self) -> None:
        changed = set(self.changed_data)
        for name, value in self.cleaned_data.items():
            # Blanks at the ends, which the field cuts off, stay where nobody has touched it.
            if isinstance(value, str) and name in self.initial and name not in changed:
                self.cleaned_data[name] = self.initial[name]
        super()._post_clean()  # type: ignore[misc]  # Django's own way in
        if self.held_back:
            self.add_error(None, self.held_back)


class NeverOverwrites(NotesChanges):
    """Each row of the form carries what it showed; who changes what is otherwise by now is shown
    both texts and asked (templates/admin/conflict.html)."""

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        held_back = getattr(request, "held_back", "")
        return type(form.__name__, (WritesWhatIsTouched, form), {"held_back": held_back})

    def get_formsets_with_inlines(
        self, request: HttpRequest, obj: Any = None
    ) -> Iterator[tuple[Any, Any]]:
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            form = formset.form
            formset.form = type(form.__name__, (WritesWhatIsTouched, form), {})
            yield formset, inline

    def save_model(self, request: HttpRequest, obj: Any, form: BaseModelForm, change: bool) -> None:
        if form.changed_data or not change:
            super().save_model(request, obj, form, change)

    def _changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and "_saveasnew" not in request.POST:
            refusal = self._bring_together(request, unquote(object_id))
            if refusal is not None:
                return refusal
        above: Any = super()
        answer: HttpResponse = above._changeform_view(request, object_id, form_url, extra_context)
        return answer

    def _bring_together(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """The answer where something is not to be saved; else None, with the form as it is to be
        saved."""
        row = self._locked(request, object_id)
        if not self.has_change_permission(request, row):
            return None
        if row is None:
            return self.answer_of_gone(request, object_id)
        submission = Submission(self, request, row)
        submission.choose()
        conflicts = submission.conflicts()
        others = submission.merge()
        if conflicts:
            page = ConflictPage.of(
                request,
                submission.data,
                conflicts,
                lambda model, pk: self.last_change(request, model, pk),
            )
            return self.show_conflict(request, row, page)
        self._tell(request, submission, others)
        request.seen = submission.tokens()  # type: ignore[attr-defined]
        if submission.is_to_edit:
            request.held_back = _(  # type: ignore[attr-defined]
                "Not saved yet: both texts stand in the form. Edit them, then save."
            )
        request.POST = submission.data  # type: ignore[assignment]
        return None

    def _locked(self, request: HttpRequest, object_id: str) -> Any:
        """The row, which nobody else changes until the transaction ends."""
        row = self.get_object(request, object_id)
        if row is None:
            return None
        self.lock_before(row)
        rows = self.get_queryset(request).select_for_update(no_key=True, of=["self"])
        return rows.filter(pk=row.pk).first()

    def lock_before(self, row: Any) -> None:
        """Lock what all who save such rows lock first, so that nobody waits for the other."""

    def last_change(
        self, request: HttpRequest, model: type[models.Model], pk: Any
    ) -> Change | None:
        return change_told_by_log(model, pk, request.user)

    def bring_back(
        self, head: models.Model, model: type[models.Model], pk: Any
    ) -> models.Model | None:
        """Store once more a row that was part of `head`; None where nothing is kept of it."""
        return None

    def answer_of_gone(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """What somebody typed into the form of what is deleted by now is given back."""
        message = _("Nothing was saved: what this form is about was deleted meanwhile.")
        context = {"message": message, "words": words_of(request)}
        return render(request, "words/refused.html", context, status=409)

    def show_conflict(
        self, request: HttpRequest, row: models.Model | None, page: ConflictPage
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": _("Somebody else has changed this meanwhile"),
            **vars(page),
        }
        return render(request, "admin/conflict.html", context, status=409)

    def _tell(self, request: HttpRequest, submission: Submission, others: list[Any]) -> None:
        names = [Truncator(str(row.stored)).chars(60) for row in others]
        if names:
            more = "…" if len(names) > MOST_NAMED else ""
            sentence = _("What others have saved meanwhile stays as they wrote it: %(rows)s.")
            listed = ", ".join(names[:MOST_NAMED]) + more
            messages.info(request, sentence % {"rows": listed})
        if submission.is_order_merged:
            messages.warning(
                request, _("Others have changed the order meanwhile: look whether it is right.")
            )

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if change and obj is not None:
            context["seen"] = getattr(request, "seen", None) or " ".join(_tokens(context))
        return super().render_change_form(request, context, add, change, form_url, obj)


def _tokens(context: dict[str, Any]) -> Iterator[str]:
    parts: list[BaseModelForm] = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        parts += inline.formset.initial_forms
    for form in parts:
        yield token_of(form.instance, form.fields)
