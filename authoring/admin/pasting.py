"""A test that is pasted: one question of it fills the form, several are looked at like a bank."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import signed_in
from accounts.responses import HttpResponseSeeOther
from authoring.pages import PastePage
from banks.formats.bank import Format, Text, UnreadableBankError
from banks.formats.pasted import LONGEST_PASTE, PastedQuestion, pasted
from banks.importing.texts import as_block, as_item
from quizzes.models import BankUpload, Quiz

FORMAT = "text"


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, quiz: Quiz, context: dict[str, Any]) -> HttpResponse:
    page = PastePage()
    if request.method == "POST":
        text = request.POST.get("pasted", "").replace("\0", "").replace("\r\n", "\n")
        try:
            return HttpResponseSeeOther(_kept(request, quiz, text))
        except UnreadableBankError as error:
            # What is too long is in the clipboard still, and would make this page as long.
            page = PastePage(text if len(text) <= LONGEST_PASTE else "", str(error))
    context |= {"title": _("Paste questions"), **vars(page)}
    status = 400 if page.fault else 200
    return render(request, "admin/quizzes/quiz/paste.html", context, status=status)


def _kept(request: HttpRequest, quiz: Quiz, text: str) -> str:
    """Keep the text, and tell where it goes on; `UnreadableBankError` where there is nothing."""
    questions = pasted(text)
    if not questions:
        raise UnreadableBankError(_("No question was found in the text."))
    BankUpload.forget_expired()
    upload = BankUpload.objects.create(
        quiz=quiz, made_by=signed_in(request), format=FORMAT, content=text.encode()
    )
    if len(questions) > 1:
        return reverse("admin:quizzes_quiz_import_preview", args=[quiz.pk, upload.pk])
    return one_by_one(upload)


def one_by_one(upload: BankUpload) -> str:
    """Where the form is filled with the first question; "" of what was not pasted."""
    if upload.format != FORMAT:
        return ""
    address = reverse("admin:quizzes_question_add")
    return f"{address}?quiz={upload.quiz_id}&pasted={upload.pk}"


@dataclass(frozen=True)
class Pasted:
    """A question of a text that this person has pasted, as what the form begins with."""

    upload: BankUpload
    questions: list[PastedQuestion]
    place: int

    @classmethod
    def named_in(cls, request: HttpRequest) -> "Pasted | None":
        """The one that the address of the form names, if there is one."""
        numbers = [request.GET.get(name, "0") for name in ("pasted", "of")]
        if "pasted" not in request.GET or not all(number.isdecimal() for number in numbers):
            return None
        key, place = map(int, numbers)
        uploads = BankUpload.objects.filter(made_by=signed_in(request), format=FORMAT)
        upload = uploads.select_related("quiz__module__course").filter(pk=key).first()
        if upload is None:
            return None
        questions = pasted(bytes(upload.content).decode())
        return cls(upload, questions, place) if place < len(questions) else None

    @property
    def question(self) -> PastedQuestion:
        return self.questions[self.place]

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def total(self) -> int:
        return len(self.questions)

    @property
    def notes(self) -> list[str]:
        """What its author has to look at, and what has no place here."""
        aside = [
            _("Left aside, as Dure has no place for it: %(line)s") % {"line": line}
            for line in self.question.left_aside
        ]
        return [*self.question.faults, *aside]

    @property
    def query_of_next(self) -> str:
        if self.number == self.total:
            return ""
        return f"&pasted={self.upload.pk}&of={self.number}"

    @property
    def of_question(self) -> dict[str, Any]:
        is_explained = all(row["explanation"] for row in self.of_options)
        return {"stem": as_item(_plain(self.question.stem)), "is_draft": not is_explained}

    @cached_property
    def of_options(self) -> list[dict[str, Any]]:
        return [
            {
                "text": as_item(_plain(text)),
                "explanation": as_block(_plain(self._explanation(place, explanation))),
                "is_correct": self.question.right == (place,),
            }
            for place, (text, explanation) in enumerate(self._options())
        ]

    def _options(self) -> tuple[tuple[str, str], ...]:
        if self.question.is_true is None:
            return self.question.options
        with translation.override(self.upload.quiz.module.course.language):
            return ((_("It is true."), ""), (_("It is not true."), ""))

    def _explanation(self, place: int, explanation: str) -> str:
        """What is said of the whole question goes to the right option, where everybody ends."""
        is_right = self.question.right == (place,)
        parts = [explanation, self.question.general] if is_right else [explanation]
        return "\n\n".join(filter(None, parts))


def _plain(text: str) -> Text:
    return Text(text, Format.PLAIN)
