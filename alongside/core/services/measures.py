"""A measure as a chart whose title says its point, and says no more than the readings allow (rule 17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.services.models import Observation, Outcome
from alongside.core.services.saying import (
    assurance_words,
    before_and_after_words,
    newest_words,
    reasons_words,
    too_few_words,
)
from alongside.engines.change.rules import MAKING_DATA_COUNT, RuleSet
from alongside.engines.change.verdict import Assurance, Verdict, assurance, verdict
from alongside.engines.change.xmr import Xmr, xmr
from alongside.kit.charts import RunChart, RunPoint


@dataclass(frozen=True, kw_only=True)
class MeasureChart:
    """A measure drawn: the chart (its `rows` are the equal table), the sentence that is its title, and its grounds.

    `target` is a sentence about meeting the target, "" where there is none or too few readings.
    """

    chart: RunChart
    sentence: str
    verdict: Verdict
    target: str
    assurance: Assurance | None
    rules: RuleSet


def measure_chart(
    outcome: Outcome, observations: Sequence[Observation], *, changed_on: Sequence[date] = ()
) -> MeasureChart | None:
    """Draw the readings of a measure, in the order of time and without corrected ones (as `queries.series` gives them).

    `changed_on` are the days from which the process was knowingly another: limits begin anew there. Where the first
    twelve or more readings are marked as the baseline, limits are drawn from them alone. None without a reading.
    """
    if not observations:
        return None
    readings = list(observations)
    chart = _read(readings=readings, changed_on=changed_on)
    said = verdict(chart, better=outcome.better)
    words = _sentence(outcome=outcome, readings=readings, chart=chart, said=said)
    kept = assurance(chart, target=outcome.target, better=outcome.better) if outcome.target is not None else None
    return MeasureChart(
        chart=_drawn(outcome=outcome, readings=readings, chart=chart, title=words),
        sentence=words,
        verdict=said,
        target=assurance_words(kept),
        assurance=kept,
        rules=chart.rules,
    )


def _read(*, readings: Sequence[Observation], changed_on: Sequence[date]) -> Xmr:
    phases = []
    for day in sorted(set(changed_on)):
        place = next((place for place, one in enumerate(readings) if one.on >= day), len(readings))
        if 0 < place < len(readings) and place not in phases:
            phases.append(place)
    leading = next((place for place, one in enumerate(readings) if not one.baseline), len(readings))
    baseline = leading if not phases and leading >= MAKING_DATA_COUNT.least else None
    return xmr([one.value for one in readings], phases=phases, baseline=baseline)


def _label(readings: Sequence[Observation], place: int) -> str:
    months = {(one.on.year, one.on.month) for one in readings}
    return date_format(readings[place].on, "M Y" if len(months) == len(readings) else "j M Y")


def _sentence(*, outcome: Outcome, readings: Sequence[Observation], chart: Xmr, said: Verdict) -> str:
    if said is Verdict.TOO_FEW:
        return too_few_words(values=[one.value for one in readings], unit=outcome.unit)
    if said is Verdict.NO_CHANGE:
        return _("No real change yet")
    why = reasons_words(chart)
    if said is Verdict.MIXED:
        return _("Not clear yet: %(why)s") % {"why": why}
    since = _label(readings, min(found.first for found in chart.now))
    if since == _label(readings, len(readings) - 1):
        return (
            _("Better at the newest reading: %(why)s")
            if said is Verdict.BETTER
            else _("Worse at the newest reading: %(why)s")
        ) % {"why": why}
    return (_("Better since %(when)s: %(why)s") if said is Verdict.BETTER else _("Worse since %(when)s: %(why)s")) % {
        "when": since,
        "why": why,
    }


def _drawn(*, outcome: Outcome, readings: Sequence[Observation], chart: Xmr, title: str) -> RunChart:
    limits = chart.phases[-1].limits
    marked = {place for found in chart.findings for place in found.points}
    return RunChart(
        title=title,
        note=_note(outcome=outcome, readings=readings, chart=chart),
        points=tuple(
            RunPoint(
                label=_label(readings, place),
                value=float(one.value),
                special=place in marked,
                baseline=one.baseline,
                note=_("%(n)s counted") % {"n": one.n} if one.n is not None and place not in marked else "",
            )
            for place, one in enumerate(readings)
        ),
        mean=float(limits.mean) if limits else None,
        lower=float(limits.lower) if limits else None,
        upper=float(limits.upper) if limits else None,
        target=float(outcome.target) if outcome.target is not None else None,
        unit=outcome.unit,
    )


def _note(*, outcome: Outcome, readings: Sequence[Observation], chart: Xmr) -> str:
    count = len(readings)
    words = [f"{outcome.measure}."]
    words.append(ngettext("%(count)s reading.", "%(count)s readings.", count) % {"count": count})
    words.append(newest_words(readings[-1]))
    if chart.phases[-1].limits is None:
        words.append(before_and_after_words(outcome=outcome, first=readings[0], last=readings[-1]))
        return " ".join(filter(None, words))
    if len(chart.phases) > 1:
        words.append(_("Limits begin anew in %(when)s.") % {"when": _label(readings, chart.phases[-1].start)})
    words.append(
        _("Read by the rules of %(rules)s, %(version)s.") % {"rules": chart.rules.name, "version": chart.rules.version}
    )
    if chart.now:
        words.append(_("A line alone cannot say what brought the change."))
    return " ".join(filter(None, words))
