"""What the page of a self-diagnosis shows to one learner."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape

from courses.access import is_author
from courses.kept import Kept
from courses.marks import mark
from courses.models import Module, SelfDiagnosis
from courses.models.edition import Edition, Tokens
from courses.one_row import one_row
from courses.opened import OPENED, Opened
from courses.outline import Outline, Pager
from progress.forms import DiagnosisForm, Row
from progress.kept.self_diagnosis import KEPT_SELF_DIAGNOSES, KeptSelfDiagnosis
from progress.models import Diagnosis, DiagnosisDraft, Rating, Seen
from progress.pieces import Piece, respond
from progress.profile import Bar, Profile

if TYPE_CHECKING:
    from accounts.models import User

ERROR_IN_TITLE = "forms/_error_in_title.html"
# What there is of the reader's; most who open the page have written nothing there yet.
OF_PAGE = "WHERE learner_id = %(learner)s AND self_diagnosis_id = %(page)s"
MINE = f"""
    {OPENED},
    EXISTS (SELECT 1 FROM progress_diagnosisdraft {OF_PAGE}),
    EXISTS (SELECT 1 FROM progress_diagnosis {OF_PAGE})
"""  # noqa: S608 - of constants


@dataclass(frozen=True)
class _Mine:
    opened: Opened
    has_draft: bool
    has_diagnoses: bool

    @property
    def edition(self) -> Tokens:
        return self.opened.edition

    @classmethod
    def ask(cls, learner: "User", page: SelfDiagnosis) -> "_Mine":
        today = timezone.localdate()
        values = {"learner": learner.pk, "course": page.course_id, "page": page.pk, "today": today}
        edition, is_open, *has = one_row(MINE, values)
        return cls(Opened(tuple(edition), is_open, is_author(learner)), *has)


@dataclass(frozen=True)
class SelfDiagnosisPage:
    """The form, and the profile of what was said before.

    `overtaken` says why what stands in the form was not kept.
    """

    copy: Kept[KeptSelfDiagnosis]
    form: DiagnosisForm
    draft: DiagnosisDraft | None
    history: Sequence[Diagnosis]
    outline: Outline
    overtaken: str = ""

    @classmethod
    def of(cls, user: "User", course: str, slug: str) -> "SelfDiagnosisPage | None":
        """As it was left; None where there is no such page, or this person may not read it."""
        pair = KEPT_SELF_DIAGNOSES.beside(
            lambda content: _Mine.ask(user, content.page), course, slug
        )
        if pair is None or not pair[1].opened.may_read_module(pair[0].content.page.after):
            return None
        copy, of_reader = pair
        page = copy.content.page
        draft = DiagnosisDraft.objects.of(user, page).first() if of_reader.has_draft else None
        history = Diagnosis.objects.history_of(user, page) if of_reader.has_diagnoses else []
        form = DiagnosisForm.restored(page, draft.contents if draft else {})
        return cls(copy, form, draft, history, _outline(copy, user))

    @classmethod
    def refused(
        cls, user: "User", sent: DiagnosisForm, overtaken: str = ""
    ) -> "SelfDiagnosisPage | None":
        """With the form as it was sent."""
        page = sent.self_diagnosis
        now = Edition.objects.current()
        copy = KEPT_SELF_DIAGNOSES.of(now, page.course.slug, page.slug)
        if copy.content is None:
            return None
        there = Kept(copy.edition, copy.content)
        draft = DiagnosisDraft.objects.of(user, page).first()
        history = Diagnosis.objects.history_of(user, page)
        return cls(there, sent, draft, history, _outline(there, user), overtaken)

    @property
    def seen(self) -> Seen:
        """What the form knows of."""
        return Seen.of(self.draft, self.history)

    @property
    def pager(self) -> Pager:
        return self.outline.around(self.copy.content.page)

    @property
    def modules_before(self) -> list[Module]:
        return self.outline.modules_before(self.copy.content.page)

    @property
    def of_reader(self) -> dict[str, Any]:
        """What the form and the profile show."""
        return {
            "self_diagnosis": self.copy.content.page,
            "form": self.form,
            "draft": self.draft,
            "history": self.history,
            # Those taken already.
            "sent_forms": " ".join(str(diagnosis.form) for diagnosis in self.history),
            "number": self.form.on_page.number,
            "sequence": self.form.on_page.sequence,
            "seen": self.seen,
            "overtaken": self.overtaken,
            "profile": Profile.of(self.history),
            "pager": self.pager,
            "modules_before": self.modules_before,
        }

    def respond(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        page, context = self.copy.content.page, self.of_reader
        form = self._form(context)
        if self.history:
            pieces = {
                "progress/_diagnosis_form.html": [form],
                **{
                    f"progress/_profile_bar.html {bar.rating.level.pk}": [_bar_piece(page, bar)]
                    for bar in context["profile"].bars
                },
            }
            form = Piece("progress/_taken.html", context, mine=pieces)
        shown = {"self_diagnosis": page, "pager": self.pager}
        state = (page.pk, self.pager.next and self.pager.next.url)
        has_error = bool(self.form.errors or self.overtaken)
        pieces = {
            "progress/_taken.html": [form],
            ERROR_IN_TITLE: [Piece(ERROR_IN_TITLE, context, has_error)],
        }
        whole = Piece("progress/self_diagnosis.html", shown, state, pieces)
        return respond(request, whole, self.copy.edition, status)

    def _form(self, context: dict[str, Any]) -> Piece:
        page, form = self.copy.content.page, self.form
        has_notes = form.errors or self.draft or self.overtaken
        notes = [Piece("progress/_form_notes.html", context)] if has_notes else []
        marked = ("sent_forms", "number", "sequence", "seen")
        marks = {name: escape(context[name]) for name in marked}
        shown = {**context, **{name: mark(name) for name in marked}}
        pieces = {"progress/_form_notes.html": notes}
        for row in form.rows:
            pieces[f"progress/_level.html {row.level.pk}"] = [_level_piece(page, row)]
        return Piece("progress/_diagnosis_form.html", shown, (page.pk, form.shared), pieces, marks)


def readable(user: "User", course: str, slug: str) -> SelfDiagnosis | None:
    """The page itself, where this person may read it now."""
    pair = KEPT_SELF_DIAGNOSES.beside(
        lambda content: Opened.ask(user, content.page.course), course, slug
    )
    if pair is None or not pair[1].may_read_module(pair[0].content.page.after):
        return None
    return pair[0].content.page


def _outline(copy: Kept[KeptSelfDiagnosis], user: "User") -> Outline:
    return copy.content.of_course.outline(with_drafts=is_author(user))


def _level_piece(page: SelfDiagnosis, row: Row) -> Piece:
    marked = Row(row.level, row.rating, mark("evidence"), row.rating_error, row.evidence_error)
    has_error = row.rating_error or row.evidence_error
    return Piece(
        "progress/_level.html",
        {"self_diagnosis": page, "row": marked},
        None if has_error else (row.level.pk, row.rating),
        marks={"evidence": escape(row.evidence)},
    )


def _bar_piece(page: SelfDiagnosis, bar: Bar) -> Piece:
    """Kept by what was said, without the evidence for it."""
    rating, level = bar.rating, bar.rating.level
    evidence = mark("evidence") if rating.evidence else ""
    marked = Bar(Rating(level=level, rating=rating.rating, evidence=evidence), bar.previous)
    return Piece(
        "progress/_profile_bar.html",
        {"self_diagnosis": page, "bar": marked},
        (level.pk, rating.rating, bar.previous and bar.previous.rating, bool(evidence)),
        marks={"evidence": escape(rating.evidence)},
    )
