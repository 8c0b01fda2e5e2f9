"""What the authors' own pages show, beside those that Django's admin makes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.content import RowFault
from authoring.drafts import Draft
from authoring.history.bringing_back import MOST_LISTED as MOST_DELETED
from authoring.history.bringing_back import Deletion, deletions
from authoring.history.fields import RowChange
from authoring.history.page import MOST_LISTED, Page, Version
from authoring.renaming import Place
from authoring.words import words_in
from banks.formats.registry import FORMATS, BankFormat
from banks.importing.planning import Plan
from courses.models import Course
from quizzes.models import Quiz
from texts import Fault, Kind, Rendered, render
from texts.sizes import why_too_large
from texts.word_list import WordList

if TYPE_CHECKING:
    from django.core.paginator import Page as PageOfList


@dataclass(frozen=True)
class PublishPage:
    """What a module lacks before it is published."""

    faults: list[RowFault]
    is_ready: bool

    @classmethod
    def of(cls, faults: list[RowFault]) -> "PublishPage":
        return cls(faults, all(fault.is_warning for fault in faults))


@dataclass(frozen=True)
class TextPreview:
    """A text as learners will see it."""

    rendered: Rendered
    content_language: str
    advice: list[Fault]

    @classmethod
    def of(cls, text: str, course: Course, kind: Kind) -> "TextPreview":
        if reason := why_too_large(text, kind):
            return cls(Rendered("", (Fault(message=reason),)), course.language, [])
        pages, words = course.pages(), WordList.of(course.word_list)
        rendered = render(text, pages, kind, is_draft=True)
        advice = words_in(text, kind, words, pages) if words else ()
        return cls(rendered, course.language, [*advice])


@dataclass(frozen=True)
class HistoryPage:
    """The versions of a page of content, as many as are listed."""

    versions: list[Version]
    most: int = MOST_LISTED


@dataclass(frozen=True)
class DeletedPage:
    """What was deleted last, and is not back."""

    deletions: list[Deletion]
    most: int = MOST_DELETED

    @classmethod
    def of_all(cls) -> "DeletedPage":
        return cls(deletions())


@dataclass(frozen=True)
class LinkPlace:
    """A text with links to an old address, and whether these are to be changed."""

    place: Place
    is_chosen: bool


@dataclass(frozen=True)
class LinksPage:
    """The texts of a course with links to what is called otherwise once the form is saved."""

    places: list[LinkPlace]
    links: int
    shown: str

    @classmethod
    def of(cls, places: list[Place], is_chosen: Callable[[Place], bool]) -> "LinksPage":
        return cls(
            [LinkPlace(place, is_chosen(place)) for place in places],
            sum(place.count for place in places),
            " ".join(place.key for place in places),
        )


@dataclass(frozen=True)
class VersionPage:
    """What a version changed, and what has changed since."""

    version: Version
    since: list[RowChange]
    shown: str
    rewords: bool

    @classmethod
    def of(cls, page: Page, version: Version) -> "VersionPage":
        shown = page.last_changed()
        return cls(version, page.changed_since(version), shown, page.rewords(version))


@dataclass(frozen=True)
class BankUploadPage:
    """The formats of banks, and what is wrong with the file that was sent."""

    formats: dict[str, BankFormat]
    chosen: str
    fault: str

    @classmethod
    def of(cls, chosen: str, fault: str) -> "BankUploadPage":
        return cls(FORMATS, chosen, fault)


@dataclass(frozen=True)
class BankPreviewPage:
    """What importing a bank would do, and where its questions fill the form one by one."""

    plan: Plan
    one_by_one: str = ""


@dataclass(frozen=True)
class PastePage:
    """The text as it was sent, and why it was not read."""

    text: str = ""
    fault: str = ""


@dataclass(frozen=True)
class KeptDraft:
    """A draft in the table of explanations, and what it lacks."""

    draft: Draft
    missing: list[str]
    is_saved: bool = False

    @classmethod
    def of(cls, draft: Draft, quiz: Quiz, *, is_saved: bool = False) -> "KeptDraft":
        return cls(draft, draft.missing(quiz.module.course.pages(let_out=quiz.module)), is_saved)


@dataclass(frozen=True)
class DraftsPage:
    """Drafts with their explanations; of one that was overtaken both what is stored and typed."""

    rows: list[KeptDraft]
    numbers: "PageOfList[Draft]"
    is_overtaken: bool

    @classmethod
    def of(cls, quiz: Quiz, drafts: "PageOfList[Draft]", *, is_overtaken: bool) -> "DraftsPage":
        pages = quiz.module.course.pages(let_out=quiz.module)
        rows = [KeptDraft(draft, draft.missing(pages)) for draft in drafts]
        return cls(rows, drafts, is_overtaken)
