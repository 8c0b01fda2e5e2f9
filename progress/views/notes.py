import unicodedata

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.decorators import sign_in_and_return
from accounts.requests import HtmxRequest, signed_in
from accounts.responses import HttpResponseSeeOther
from accounts.words import note
from courses.models import Lesson
from progress.forms import form_on_page
from progress.models import NOTE_LENGTH, LessonNote, NoteOvertaken
from progress.pages.notes import NotePage, NotesPage, address_of
from progress.views.lessons import get_lesson


@login_required
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    page = NotesPage.of(signed_in(request), request.GET.get("q", "").strip())
    return render(request, "progress/notes.html", vars(page))


@require_POST
@sign_in_and_return
def note_at(request: HtmxRequest, pk: int) -> HttpResponse:
    lesson, text = get_lesson(request, pk).content, _typed(request)
    if len(text) > NOTE_LENGTH:
        return _too_long(request, lesson, text)
    form = form_on_page(request.POST)
    try:
        stored = LessonNote.objects.keep(signed_in(request), lesson, text, form)
    except NoteOvertaken as overtaken:
        return _overtaken(request, lesson, text, overtaken)
    if request.htmx:
        return render(request, "progress/_note_status.html", {"note": stored})
    return HttpResponseSeeOther(address_of(lesson))


@require_POST
@sign_in_and_return
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """One whose section cannot be read any more; others are emptied where they stand."""
    get_object_or_404(LessonNote, learner=signed_in(request), pk=pk).delete()
    return HttpResponseSeeOther(reverse("progress:notes"))


def _typed(request: HttpRequest) -> str:
    """Line ends count as one letter, as they do in the field, and Hangul is composed."""
    text = request.POST.get("text", "").replace("\0", "").replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text).strip()


def _too_long(request: HtmxRequest, lesson: Lesson, text: str) -> HttpResponse:
    message = _(
        "Not saved yet: a note has room for %(limit)s letters, and this one has %(length)s."
    ) % {"limit": f"{NOTE_LENGTH:,}", "length": f"{len(text):,}"}
    if request.htmx:
        return note(request, message, 400)
    page = NotePage.of(lesson, text, form_on_page(request.POST).seen, message)
    return render(request, "progress/note.html", vars(page), status=400)


def _overtaken(
    request: HtmxRequest, lesson: Lesson, text: str, overtaken: NoteOvertaken
) -> HttpResponse:
    """Newer words are kept than these, which stay where they were typed."""
    newest, address = overtaken.newest, address_of(lesson)
    if request.htmx:
        context = {"overtaken": str(overtaken), "newest": newest.seen, "address": address}
        return render(request, "progress/_note_overtaken.html", context, status=409)
    page = NotePage.of(lesson, text, newest.seen, str(overtaken), newest.text)
    return render(request, "progress/note.html", vars(page), status=409)
