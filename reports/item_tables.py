"""The item analysis of one quiz as tables and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from analysis.findings import Finding, findings, sections
from analysis.items import Item, OptionFigures
from progress.tables import Table
from quizzes.numbering import labels_of
from reports.charts import Bar, Bars


def effect_text(choice: OptionFigures) -> str:
    return {
        "teaches": _("teaches"),
        "does-not": _("does not teach"),
        "unclear": _("not clear"),
    }.get(choice.effect, "")


def facility_bars(items: Sequence[Item]) -> Bars:
    """Share right at first per question, with its interval."""
    labels = labels_of((item.number, item.question) for item in items)
    return Bars.of(
        Bar(
            item.name if item.number else labels[item.question.pk],
            f"{item.facility.count} / {item.answered}" if item.answered else _("not reached"),
            item.facility.value,
            item.facility.low,
            item.facility.high,
            "now",
        )
        for item in items
    )


def choice_bars(item: Item, *, with_words: bool = True) -> Bars:
    """First choices; as long as their share of all first answers, whatever their number.

    Without words they are labelled with letters and counts alone.
    """

    def bar(choice: OptionFigures) -> Bar:
        label, note = choice.sign, str(choice.first.count)
        if with_words:
            label = f"{choice.sign} {_('right') if choice.is_right else ''}"
            counts = {"first": choice.first.count, "ever": choice.ever}
            note = _("%(first)d first, %(ever)d ever") % counts
        share = choice.first.count / (item.answered or 1)
        return Bar(label, note, share, kind="right" if choice.is_right else "wrong")

    return Bars.of(map(bar, item.choices))


@dataclass(frozen=True)
class Card:
    """One question on the page: its figures, its options as bars, what to look at."""

    item: Item

    @cached_property
    def findings(self) -> list[Finding]:
        return list(findings(self.item))

    @property
    def bars(self) -> Bars:
        return choice_bars(self.item)

    @property
    def choices(self) -> list[tuple[OptionFigures, str]]:
        """Each option with whether its explanation teaches, in words."""
        return [(choice, effect_text(choice)) for choice in self.item.choices]


def items_table(items: Sequence[Item]) -> Table:
    columns = [
        ("question", _("Question")),
        ("number", _("Number")),
        ("stem", _("Stem")),
        ("answered", _("Answered")),
        ("right_first", _("Right at first")),
        ("facility", _("Facility")),
        ("facility_low", _("Lower end (95 %)")),
        ("facility_high", _("Upper end (95 %)")),
        ("sheets", _("Whole sheets")),
        ("discrimination", _("Discrimination")),
        ("discrimination_low", _("Discrimination, lower end (95 %)")),
        ("discrimination_high", _("Discrimination, upper end (95 %)")),
        ("upper_lower", _("Upper-lower 27 %")),
        ("tries_mean", _("Tries until right (mean)")),
        ("right_by_now", _("Right by now")),
        ("not_right_yet", _("Not right yet")),
        ("sure", _("Sure")),
        ("sure_and_wrong", _("Sure and wrong")),
        ("retired", _("No longer asked")),
        ("answered_earlier", _("Answered in an earlier cohort")),
    ]
    table = Table("items", _("Item analysis"), columns)
    for item in items:
        share = item.facility
        table.rows.append(
            [
                *(item.question.slug, item.number, item.question.short_stem),
                *(item.answered, share.count),
                *(share.value, share.low, share.high),
                *(item.whole, item.discrimination, *(item.discrimination_interval or (None, None))),
                *(item.upper_lower, item.tries_mean, item.right_by_now, item.not_right_yet),
                *(item.sure.total, item.sure.count),
                *(item.question.is_retired, item.earlier),
            ]
        )
    return table


def pooled_table(items: Sequence[Item]) -> Table:
    """What all cohorts of the course tell together, and this cohort's share drawn towards it."""
    columns = [
        ("question", _("Question")),
        ("number", _("Number")),
        ("stem", _("Stem")),
        ("right_first", _("Right at first")),
        ("answered", _("Answered")),
        ("facility", _("Facility")),
        ("facility_low", _("Lower end (95 %)")),
        ("facility_high", _("Upper end (95 %)")),
        ("estimate", _("Estimate for this cohort")),
        ("estimate_low", _("Estimate, lower end (95 %)")),
        ("estimate_high", _("Estimate, upper end (95 %)")),
        ("sheets", _("Whole sheets")),
        ("discrimination", _("Discrimination")),
        ("upper_lower", _("Upper-lower 27 %")),
        ("before_right_first", _("Earlier wordings: right at first")),
        ("before_answered", _("Earlier wordings: answered")),
    ]
    table = Table("pooled", _("All cohorts of the course together"), columns)
    for item in items:
        if item.pooled is None:
            continue
        pooled, estimate = item.pooled, item.estimate
        share, before = pooled.facility, pooled.before_rewording
        table.rows.append(
            [
                *(item.question.slug, item.number, item.question.short_stem),
                *(share.count, share.total, share.value, share.low, share.high),
                *((estimate.value, *estimate.interval) if estimate else (None, None, None)),
                *(pooled.whole, pooled.discrimination, pooled.upper_lower),
                *(before.count, before.total),
            ]
        )
    return table


def options_table(items: Sequence[Item]) -> Table:
    columns = [
        ("question", _("Question")),
        ("number", _("Number")),
        ("option", _("Option")),
        ("sign", _("Sign on the page")),
        ("text", _("Text")),
        ("is_right", _("Right")),
        ("first", _("Chosen first")),
        ("answered", _("Answered")),
        ("share_first", _("Share of first choices")),
        ("ever", _("Chosen ever")),
        ("not_working", _("Not working")),
        ("rest", _("Share right on the rest")),
        ("right_next", _("Right at the next try")),
        ("tried_again", _("Tried again")),
        ("chance", _("By chance")),
        ("explanation", _("Explanation")),
    ]
    table = Table("options", _("Options"), columns)
    for item in items:
        for choice in item.choices:
            option, again = choice.option, choice.next_right
            table.rows.append(
                [
                    *(item.question.slug, item.number, option.slug, choice.sign),
                    *(option.short_text, choice.is_right),
                    *(choice.first.count, choice.first.total, choice.first.value, choice.ever),
                    *(choice.is_not_working, choice.rest_value),
                    *(
                        (None,) * 3
                        if choice.is_right
                        else (again.count, again.total, choice.chance)
                    ),
                    effect_text(choice),
                ]
            )
    return table


def tries_table(items: Sequence[Item]) -> Table:
    most = max((tries for item in items for tries in item.tries), default=1)
    columns = [("question", _("Question"))]
    columns += [
        (f"try_{tries}", _("Right at try %(tries)d") % {"tries": tries})
        for tries in range(1, most + 1)
    ]
    columns += [("not_right_yet", _("Not right yet")), ("mean", _("Mean"))]
    table = Table("tries", _("Tries until right"), columns)
    for item in items:
        counts = [item.tries.get(tries, 0) for tries in range(1, most + 1)]
        question = f"{item.number or item.name}. {item.question.short_stem}"
        table.rows.append([question, *counts, item.not_right_yet, item.tries_mean])
    return table


def sections_table(items: Sequence[Item]) -> Table:
    columns = [("section", _("Section")), ("misses", _("Wrong first answers"))]
    table = Table("sections", _("Where to read again"), columns)
    for section in sections(items):
        table.rows.append([section.lesson.title, section.misses])
    return table
