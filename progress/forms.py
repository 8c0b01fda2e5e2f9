import re
import uuid
from dataclasses import dataclass, field

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Cohort, Level, SelfDiagnosis
from progress.models import FormOnPage, Rating, Seen
from texts.visible import VISIBLE

EVIDENCE_LENGTH = 2000


class JoinCodeForm(forms.Form):
    """A cohort's code; when it is right, the cohort."""

    code = forms.CharField(
        label=gettext_lazy("Join code"),
        error_messages={"required": gettext_lazy("Type the code that your facilitator gave you.")},
        widget=forms.TextInput(
            {
                "maxlength": 40,
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> Cohort:
        cohort = Cohort.objects.with_code(self.cleaned_data["code"]).first()
        if cohort is None:
            raise forms.ValidationError(
                _("There is no cohort with this code. Check it, or ask your facilitator."),
                "nobodys",
            )
        return cohort

    @property
    def is_nobodys_code(self) -> bool:
        return self.has_error("code", "nobodys")


@dataclass
class Row:
    """One level on the page: what was chosen and written, and what is wrong with it."""

    level: Level
    rating: str = ""
    evidence: str = ""
    rating_error: str = ""
    evidence_error: str = ""

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        return [(value, str(label), value == self.rating) for value, label in Rating.Choice.choices]

    def check(self) -> None:
        if self.rating not in Rating.Choice.values:
            self.rating_error = _("Choose one of the three for level %(rank)d.") % {
                "rank": self.level.rank
            }
        if self.rating == Rating.Choice.ON_MY_OWN and not re.search(VISIBLE, self.evidence):
            self.evidence_error = _(
                "Level %(rank)d: write one line on what you did on your own."
            ) % {"rank": self.level.rank}
        if len(self.evidence) > EVIDENCE_LENGTH:
            self.evidence_error = _("Level %(rank)d: at most %(length)d letters.") % {
                "rank": self.level.rank,
                "length": EVIDENCE_LENGTH,
            }


@dataclass
class DiagnosisForm:
    """A self-diagnosis page as filled in; its six levels are rows, not fields of one model."""

    self_diagnosis: SelfDiagnosis
    rows: list[Row]
    on_page: FormOnPage = field(default_factory=lambda: FormOnPage(uuid.uuid4()))
    shared: bool = False

    @classmethod
    def blank(cls, self_diagnosis: SelfDiagnosis) -> "DiagnosisForm":
        return cls(self_diagnosis, [Row(level) for level in self_diagnosis.levels.all()])

    @classmethod
    def filled(cls, self_diagnosis: SelfDiagnosis, data: QueryDict) -> "DiagnosisForm":
        form = cls.blank(self_diagnosis)
        for row in form.rows:
            row.rating = data.get(f"rating-{row.level.rank}", "")
            row.evidence = data.get(f"evidence-{row.level.rank}", "").replace("\0", "")
            row.check()
        form.shared = bool(data.get("shared"))
        form.on_page = form_on_page(data)
        return form

    @classmethod
    def restored(cls, self_diagnosis: SelfDiagnosis, contents: dict[str, str]) -> "DiagnosisForm":
        """As it stood when it was left; nothing is checked yet."""
        form = cls.blank(self_diagnosis)
        for row in form.rows:
            row.rating = contents.get(f"rating-{row.level.rank}", "")
            row.evidence = contents.get(f"evidence-{row.level.rank}", "")
        form.shared = bool(contents.get("shared"))
        return form

    def contents(self) -> dict[str, str]:
        """What stands in the form, right or not, to be kept as a draft."""
        contents = {"shared": "on"} if self.shared else {}
        for row in self.rows:
            contents[f"rating-{row.level.rank}"] = row.rating
            contents[f"evidence-{row.level.rank}"] = row.evidence
        return {name: text for name, text in contents.items() if text}

    @property
    def is_too_long(self) -> bool:
        """Whether it holds more than any page lets one type."""
        return any(len(row.evidence) > 2 * EVIDENCE_LENGTH for row in self.rows)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What to mend, each with the id of its field."""
        faults = []
        for row in self.rows:
            if row.rating_error:
                faults.append((f"rating-{row.level.rank}-not-yet", row.rating_error))
            if row.evidence_error:
                faults.append((f"evidence-{row.level.rank}", row.evidence_error))
        return faults

    def ratings(self) -> list[Rating]:
        return [
            Rating(level=row.level, rating=row.rating, evidence=row.evidence.strip())
            for row in self.rows
        ]


def form_on_page(data: QueryDict) -> FormOnPage:
    """The form that sent these fields, as far as it says."""
    try:
        number = uuid.UUID(data.get("submission", ""))
    except ValueError:
        # A form without one gets its own: it only tells a form from itself sent twice.
        number = uuid.uuid4()
    sequence = data.get("sequence", "")
    is_counted = re.fullmatch(r"\d{1,9}", sequence, re.ASCII)
    last_seen = Seen.parsed(data.get("seen", ""))
    return FormOnPage(number, int(sequence) if is_counted else 0, last_seen)
