"""The target dates of a cohort as they are typed, and what may be wrong with them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Cohort, Module

# As browsers send it, and as somebody types it where the browser has no calendar to choose from.
FORMATS = ["%Y-%m-%d", "%Y. %m. %d.", "%Y. %m. %d", "%Y.%m.%d.", "%Y.%m.%d", "%Y/%m/%d"]
EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2199, 12, 31)
MOST_WEEKS = 4
DAY = "day-"


@dataclass(frozen=True)
class Fault:
    """What is wrong with the day of a module."""

    module: Module
    sentence: str


def faults(cohort: Cohort, days: Sequence[tuple[Module, datetime.date | None]]) -> Iterator[Fault]:
    """In the order of the outline, which is that of `days`."""
    before: tuple[Module, datetime.date] | None = None
    for module, day in days:
        if day is None:
            continue
        if cohort.starts_on and day < cohort.starts_on:
            begins = _("The cohort begins on %(day)s: this is before it.")
            yield Fault(module, begins % {"day": _in_words(cohort.starts_on)})
        elif cohort.ends_on and day > cohort.ends_on:
            ends = _("The cohort ends on %(day)s: this is after it.")
            yield Fault(module, ends % {"day": _in_words(cohort.ends_on)})
        elif before and day < before[1]:
            earlier = _("This is before the day of %(module)s, which comes first in the course.")
            yield Fault(module, earlier % {"module": before[0].label})
        if before is None or day >= before[1]:
            before = module, day


def _in_words(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


class DayField(forms.DateField):
    """A day, or none, in a browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
        super().__init__(
            widget=widget,
            input_formats=FORMATS,
            error_messages={
                "invalid": gettext_lazy("Type the day as 2026-12-09."),
                "required": gettext_lazy("Choose a day."),
            },
            validators=[
                validator(limit, gettext_lazy("This year is no year of a plan."))
                for validator, limit in ((MinValueValidator, EARLIEST), (MaxValueValidator, LATEST))
            ],
            **options,
        )


class PlanForm(forms.Form):
    """A day for each module that is out."""

    def __init__(
        self,
        cohort: Cohort,
        modules: Sequence[Module],
        data: QueryDict | None = None,
        days: Mapping[int, datetime.date] | None = None,
    ) -> None:
        super().__init__(data, initial={f"{DAY}{pk}": day for pk, day in (days or {}).items()})
        self.cohort, self.modules = cohort, modules
        for module in modules:
            self.fields[f"{DAY}{module.pk}"] = DayField(required=False, label=module.label)

    def field_of(self, module: Module) -> forms.BoundField:
        return self[f"{DAY}{module.pk}"]

    @property
    def days(self) -> dict[int, datetime.date | None]:
        """As checked: by the number of each module."""
        return {module.pk: self.cleaned_data.get(f"{DAY}{module.pk}") for module in self.modules}

    def clean(self) -> dict[str, Any]:
        days = [(module, self.cleaned_data.get(f"{DAY}{module.pk}")) for module in self.modules]
        for fault in faults(self.cohort, days):
            self.add_error(f"{DAY}{fault.module.pk}", fault.sentence)
        for sentence in self._about_others():
            self.add_error(None, sentence)
        return self.cleaned_data

    def _about_others(self) -> Iterator[str]:
        """Of days for what is no module of the plan: one that was taken back meanwhile, say."""
        others = {
            name.removeprefix(DAY)
            for name, day in self.data.items()
            if name.startswith(DAY) and name not in self.fields and str(day).strip()
        }
        drafts = Module.objects.filter(course=self.cohort.course_id, is_published=False)
        labels = {str(pk): label for pk, label in drafts.values_list("pk", "label")}
        for number in sorted(others & set(labels)):
            draft = _("%(module)s is not out, so it cannot be planned.")
            yield draft % {"module": labels[number]}
        if others - set(labels):
            yield _("One of these modules is not in this course.")


class WeeklyForm(forms.Form):
    """From a day on, a module every so many weeks."""

    start = DayField(label=gettext_lazy("First module by"))
    weeks = forms.TypedChoiceField(
        label=gettext_lazy("Then a module"),
        coerce=int,
        choices=[
            (1, gettext_lazy("every week")),
            (2, gettext_lazy("every 2 weeks")),
            (3, gettext_lazy("every 3 weeks")),
            (MOST_WEEKS, gettext_lazy("every 4 weeks")),
        ],
    )

    def days(self, modules: Sequence[Module]) -> dict[int, datetime.date]:
        """A day for each module; needs the form to be valid."""
        start = self.cleaned_data["start"]
        step = datetime.timedelta(weeks=self.cleaned_data["weeks"])
        return {module.pk: start + at * step for at, module in enumerate(modules)}
