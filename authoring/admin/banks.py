"""Banks of questions on the page of a quiz: upload, look at, import; and export."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Act, note_access
from accounts.requests import signed_in
from accounts.responses import HttpResponseFile, HttpResponseSeeOther
from authoring.admin.pasting import one_by_one
from authoring.pages import BankPreviewPage, BankUploadPage
from banks.exporting import bank_questions
from banks.formats.bank import UnreadableBankError
from banks.formats.registry import FORMATS, LARGEST_FILE
from banks.formats.table import UnwritableBankError
from banks.importing.planning import Plan, plan
from banks.importing.saving import OutdatedPlanError, save
from quizzes.models import BankUpload, Quiz

# Longer ones take longer than a page may: they are for `manage.py importquestions`.
MOST_QUESTIONS, MOST_IMAGES = 2000, 40


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, quiz: Quiz, context: dict[str, Any]) -> HttpResponse:
    fault = ""
    if request.method == "POST":
        try:
            bank = _uploaded(request, quiz)
        except UnreadableBankError as error:
            fault = str(error)
        else:
            address = reverse("admin:quizzes_quiz_import_preview", args=[quiz.pk, bank.pk])
            return HttpResponseSeeOther(address)
    page = BankUploadPage.of(request.POST.get("format", ""), fault)
    context |= {"title": _("Import questions"), **vars(page)}
    status = 400 if fault else 200
    return render(request, "admin/quizzes/quiz/import.html", context, status=status)


def _uploaded(request: HttpRequest, quiz: Quiz) -> BankUpload:
    """The posted file, read once to see that it can be, and kept for the next page."""
    BankUpload.forget_expired()
    file, name = request.FILES.get("file"), request.POST.get("format", "")
    if file is None:
        raise UnreadableBankError(_("Choose a file first."))
    if name not in FORMATS:
        raise UnreadableBankError(_("Choose the format of the file."))
    content = file.read(LARGEST_FILE + 1)
    bank = FORMATS[name].read(content, MOST_QUESTIONS)
    if bank.images > MOST_IMAGES:
        reason = _("The file has more than %(most)d pictures: import it by the command line.")
        raise UnreadableBankError(reason % {"most": MOST_IMAGES})
    return BankUpload.objects.create(
        quiz=quiz, made_by=signed_in(request), format=name, content=content
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, quiz: Quiz, context: dict[str, Any], bank: int) -> HttpResponse:
    uploads = BankUpload.objects.filter(quiz=quiz, made_by=signed_in(request))
    uploaded = get_object_or_404(uploads, pk=bank)
    planned = plan(FORMATS[uploaded.format].read(bytes(uploaded.content)), quiz)
    if request.method == "POST":
        try:
            with transaction.atomic():
                # Of two who send the form, the second waits here and then finds nothing to import.
                if not uploads.filter(pk=bank).delete()[0]:
                    raise Http404("This bank is imported already.")
                save(planned)
        except OutdatedPlanError as error:
            messages.error(request, str(error))
            return HttpResponseSeeOther(request.path)
        note = _told(planned)
        log = LogEntry.objects
        log.log_actions(signed_in(request).pk, [quiz], CHANGE, note, single_object=True)
        note_access(request, Act.IMPORTED, what=f"quizzes.quiz {quiz.pk}")
        messages.success(request, note)
        return HttpResponseSeeOther(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
    page = BankPreviewPage(planned, one_by_one(uploaded))
    context |= {"title": _("Import questions"), **vars(page)}
    return render(request, "admin/quizzes/quiz/import_preview.html", context)


def _told(import_plan: Plan) -> str:
    """What was imported, in sentences."""
    questions, images = len(import_plan.planned), len(import_plan.images)
    sentences = [
        ngettext("%(count)d question imported.", "%(count)d questions imported.", questions)
        % {"count": questions}
    ]
    if images:
        sentences.append(
            ngettext(
                "%(count)d picture added to the course.",
                "%(count)d pictures added to the course.",
                images,
            )
            % {"count": images}
        )
    if import_plan.drafts:
        sentences.append(
            _("Drafts that lack explanations: %(drafts)d.") % {"drafts": import_plan.drafts}
        )
    return " ".join(sentences)


@require_safe
def export(request: HttpRequest, quiz: Quiz, _context: dict[str, Any], name: str) -> HttpResponse:
    bank_format = FORMATS.get(name)
    if bank_format is None or bank_format.write is None:
        raise Http404("No such format to export.")
    questions = bank_questions(quiz, with_images=bank_format.holds_images)
    if not questions:
        messages.error(request, _("There is no question that could be exported."))
        return HttpResponseSeeOther(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
    try:
        written = bank_format.write(questions)
    except UnwritableBankError as error:
        messages.error(request, str(error))
        return HttpResponseSeeOther(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))
    file_name = f"{quiz.module.slug}{bank_format.suffix}"
    note_access(request, Act.DOWNLOADED, what=f"quizzes.quiz {quiz.pk}", format=name[:10])
    return HttpResponseFile(written, "application/octet-stream", file_name)
