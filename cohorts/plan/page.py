"""What the page of a cohort's plan shows."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from cohorts.models import Plan
from cohorts.plan.form import PlanForm, WeeklyForm, faults
from courses.models import Cohort, Module


@dataclass(frozen=True)
class Row:
    """A module with the field of its day, what is wrong with that, and the day that is stored."""

    module: Module
    day: forms.BoundField
    faults: Sequence[str]
    stored: datetime.date | None


@dataclass(frozen=True)
class PlanPage:
    """The modules with their days: as stored, as proposed week by week, or as typed.

    `overtaken` is the plan that somebody else has stored since the page of these days was opened;
    `left_out` are modules with a day that are not out now.
    """

    form: PlanForm
    weekly: WeeklyForm
    rows: Sequence[Row]
    plan: Plan
    revision: int
    is_proposal: bool
    overtaken: Plan | None
    left_out: Sequence[str]

    @classmethod
    def stored(cls, cohort: Cohort, query: QueryDict | None = None) -> "PlanPage":
        """With days week by week, where `query` (of `WeeklyForm`) says from when on."""
        modules, stored = modules_of(cohort), _stored(cohort)
        weekly = WeeklyForm(query, initial=_usual(cohort))
        is_proposal = query is not None and weekly.is_valid()
        days = weekly.days(modules) if is_proposal else stored
        sentences: dict[int, list[str]] = {}
        for fault in faults(cohort, [(module, days.get(module.pk)) for module in modules]):
            sentences.setdefault(fault.module.pk, []).append(fault.sentence)
        form, plan = PlanForm(cohort, modules, days=days), _plan(cohort)
        rows = [
            Row(module, form.field_of(module), sentences.get(module.pk, []), stored.get(module.pk))
            for module in modules
        ]
        return cls(form, weekly, rows, plan, plan.revision, is_proposal, None, _left_out(cohort))

    @classmethod
    def typed(cls, form: PlanForm, revision: int, overtaken: Plan | None = None) -> "PlanPage":
        """As somebody has typed it: with faults, or beside what another has stored meanwhile."""
        cohort, stored = form.cohort, _stored(form.cohort)
        weekly = WeeklyForm(initial=_usual(cohort))
        rows = [
            Row(module, day, list(map(str, day.errors)), stored.get(module.pk))
            for module in form.modules
            for day in [form.field_of(module)]
        ]
        plan = _plan(cohort)
        revision = overtaken.revision if overtaken else revision
        return cls(form, weekly, rows, plan, revision, False, overtaken, _left_out(cohort))


def modules_of(cohort: Cohort) -> list[Module]:
    """What can be planned, in the order of the course."""
    return list(Module.objects.of_outline(cohort.course))


def _usual(cohort: Cohort) -> dict[str, Any]:
    """The first module by the second meeting, where a group meets every week."""
    begins = cohort.starts_on
    return {"start": begins and begins + datetime.timedelta(weeks=1), "weeks": 1}


def _stored(cohort: Cohort) -> dict[int, datetime.date]:
    return dict(cohort.target_dates.values_list("module", "day"))


def _plan(cohort: Cohort) -> Plan:
    plan = Plan.objects.filter(cohort=cohort).select_related("changed_by").first()
    return plan or Plan(cohort=cohort)


def _left_out(cohort: Cohort) -> list[str]:
    dates = cohort.target_dates.filter(module__is_published=False)
    return list(dates.order_by("module__position").values_list("module__label", flat=True))
