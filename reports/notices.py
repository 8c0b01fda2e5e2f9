"""Writing to chosen members of a cohort, and who has read what was written."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from accounts.models import User
from cohorts.models import NOTICE_LENGTH, Notice, NoticeRecipient
from cohorts.plain_text import PlainText, SubmissionField
from courses.models import Cohort, Module
from progress.counted import Counted
from reports.overview import LATE, LATE_TEXT, PEOPLE, Overview, Selection

NOTICES_A_PAGE, PEOPLE_A_PAGE = 20, 100
EVERYBODY = "all"
GROUPS = {EVERYBODY: gettext_lazy("All members"), **PEOPLE, LATE: LATE_TEXT}
NOBODY = gettext_lazy("There is nobody to send this to. Choose who is to read it.")
STRANGERS = gettext_lazy(
    "Somebody whom you chose is not in this cohort any more. Please choose again."
)


class NoticeForm(forms.Form):
    """What they are to read; to whom it goes, `Audience` knows."""

    text = PlainText(
        NOTICE_LENGTH,
        label=gettext_lazy("Notice"),
        error_messages={"required": gettext_lazy("Write what they are to read.")},
    )
    submission = SubmissionField()


@dataclass(frozen=True)
class Audience:
    """Members who are in a state now, or chosen ones; nobody where neither is asked for.

    `strangers` tells that somebody was chosen who is not a member.
    """

    cohort: Cohort
    group: str
    chosen: Sequence[User]
    strangers: bool

    @classmethod
    def asked(cls, cohort: Cohort, query: QueryDict) -> "Audience":
        """From an address or a form."""
        numbers = set(query.getlist("to"))
        keys = [int(pk) for pk in numbers if pk.isascii() and pk.isdigit() and len(pk) < 19]
        members = cohort.enrolments.active().not_erased().filter(learner__in=keys)
        in_order = members.select_related("learner").order_by("learner__name", "learner")
        people = [enrolment.learner for enrolment in in_order]
        group = query.get("group", "")
        return cls(cohort, group if group in GROUPS else "", people, len(people) < len(numbers))

    @property
    def learners(self) -> list[int]:
        """The numbers of all of them."""
        if not self.group:
            return [person.pk for person in self.chosen]
        state = "" if self.group == EVERYBODY else self.group
        overview = _overview(self.cohort, Selection(state=state), limit=None)
        return [member.learner for member in overview.members]


@dataclass(frozen=True)
class NoticesPage:
    """A form to write to members, and what was written, the latest first."""

    form: NoticeForm
    audience: Audience
    groups: Sequence[tuple[str, str, int]]
    page: Page[Notice]
    fault: str

    @classmethod
    def of(
        cls,
        audience: Audience,
        *,
        number: str = "",
        form: NoticeForm | None = None,
        fault: str = "",
    ) -> "NoticesPage":
        overview = _overview(audience.cohort, Selection(), limit=0)
        groups = [(EVERYBODY, str(GROUPS[EVERYBODY]), overview.people), *overview.tiles]
        notices = Notice.objects.filter(cohort=audience.cohort).with_counts()
        notices = notices.select_related("author").order_by("-sent_at", "-pk")
        page = Paginator(notices, NOTICES_A_PAGE).get_page(number)
        page.object_list = list(page.object_list)
        return cls(form or NoticeForm(), audience, groups, page, fault)


@dataclass(frozen=True)
class NoticePage:
    """A notice with whom it was sent to: who has not read it comes first."""

    notice: Notice
    page: Page[NoticeRecipient]

    @classmethod
    def of(cls, notice: Notice, number: str) -> "NoticePage":
        recipients = notice.recipients.select_related("learner").order_by(
            F("read_at").desc(nulls_first=True), "learner__name", "pk"
        )
        page = Paginator(recipients, PEOPLE_A_PAGE).get_page(number)
        page.object_list = list(page.object_list)
        return cls(notice, page)

    @property
    def learners(self) -> list[int]:
        """Whose data it shows."""
        return [recipient.learner_id for recipient in self.page.object_list]


def _overview(cohort: Cohort, selection: Selection, limit: int | None) -> Overview:
    modules = list(Module.objects.of_outline(cohort.course))
    return Overview.of(Counted.people_of(cohort), modules, selection, limit)
