"""A finding in words: what is, with its figures and how far they may be off, and what to do."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from analysis.findings import Finding


def _figures(finding: "Finding") -> dict[str, str | int]:
    low, high = finding.interval
    return {
        "count": finding.count,
        "total": finding.n,
        "share": round(100 * finding.share),
        "low": round(100 * low),
        "high": round(100 * high),
        "sign": finding.option.sign if finding.option else "",
    }


def _whole(finding: "Finding", sentence: str, advice: str) -> str:
    """What is, of whom, and either what to do or that it is not sure yet."""
    if finding.pooled:
        sentence = _("Over all cohorts: %(sentence)s") % {"sentence": sentence}
    if not finding.sure:
        return _("Not sure yet: %(sentence)s") % {"sentence": sentence}
    return f"{sentence} {advice}"


def _misconception(finding: "Finding") -> str:
    item = finding.item
    sentence = _(
        "Of %(total)d who were wrong at first, %(count)d chose %(sign)s (%(share)d %%, range "
        "%(low)d–%(high)d %%; by chance %(chance)d %%)."
    ) % {**_figures(finding), "chance": round(100 / len(item.distractors))}
    if finding.pooled and finding.option:
        here = {"count": finding.option.first.count, "total": item.missed}
        sentence += " " + _("In this cohort %(count)d of %(total)d.") % here
    return _whole(finding, sentence, _("Take up this misconception first."))


def _hard(finding: "Finding") -> str:
    sentence = _(
        "%(count)d of %(total)d were right at first (%(share)d %%, range %(low)d–%(high)d %%)."
    ) % _figures(finding)
    return _whole(finding, sentence, _("Go over the section again."))


def _sure(finding: "Finding") -> str:
    sentence = _(
        "%(count)d of %(total)d who were sure were wrong (%(share)d %%, range %(low)d–%(high)d %%)."
    ) % _figures(finding)
    return _whole(finding, sentence, _("Let them say why."))


def _explanation(finding: "Finding") -> str:
    chance = finding.option.chance if finding.option else None
    sentence = _(
        "Of %(total)d who read the explanation of %(sign)s, %(count)d were right next (%(share)d "
        "%%, range %(low)d–%(high)d %%; by chance %(chance)d %%)."
    ) % {**_figures(finding), "chance": round(100 * (chance or 0))}
    return _whole(finding, sentence, _("That is no more than by chance: explain it another way."))


def _faulty(finding: "Finding") -> str:
    low, high = finding.interval
    sentence = _(
        "Those who got this right did worse on the rest (discrimination %(value).2f, range "
        "%(low).2f to %(high).2f, n = %(total)d)."
    ) % {"value": finding.share, "low": low, "high": high, "total": finding.n}
    return _whole(finding, sentence, _("The question or its key may be at fault: read it again."))


SENTENCES = {
    "misconception": _misconception,
    "hard": _hard,
    "sure": _sure,
    "explanation": _explanation,
    "faulty": _faulty,
}
