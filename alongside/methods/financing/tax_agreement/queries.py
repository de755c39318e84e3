"""Reads of the method that are used more than once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Prefetch, Sum

from alongside.blocks.rank.models import Poll
from alongside.core.initiatives.models import Initiative
from alongside.core.questions.models import Question
from alongside.methods.financing.tax_agreement import law, rules, wording
from alongside.methods.financing.tax_agreement.models import Base, Collected, Earmark, Option, Passed, Purpose, Spent


def base_of(initiative: Initiative, *, purposes: bool = True) -> Base | None:
    """Return what the options are worked out from, with the options and, if asked for, what they pay for."""
    options = Option.objects.all()
    if purposes:
        options = options.prefetch_related(Prefetch("purposes", queryset=Purpose.objects.order_by("position")))
    return (
        Base.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .select_related("initiative__organisation", "panel", "earmark__option", "signed_by")
        .prefetch_related(Prefetch("options", queryset=options.order_by("number")))
        .first()
    )


def bands_for(base: Base) -> rules.Bands | None:
    """Return the bands that hold for a base."""
    return law.bands_of(base.nation, base.year)


def principle_for(base: Base) -> rules.Principle | None:
    """Return the year's principle: the one that the finance officer entered, else the one this software holds.

    What was entered comes first, since some authorities are given a principle of their own for a year.
    """
    if not base.limit_source or base.nation != law.ENGLAND:
        return law.principle_of(nation=base.nation, authority=base.authority, year=base.year)
    return rules.Principle(
        authority=base.authority,
        year=base.year,
        percent=Fraction(base.limit_hundredths, 100) if base.limit_hundredths is not None else None,
        pence=base.limit_pence,
        source=base.limit_source,
    )


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One option, worked out: bills by band, what it brings in a year, what the law says of the rise."""

    option: Option
    lines: tuple[rules.BandLine, ...]
    brings: int
    judged: str
    allotted: int

    def line(self, band: str) -> rules.BandLine:
        """Return what one band pays; KeyError where there is no such band."""
        return {one.band: one for one in self.lines}[band]


def worked(base: Base) -> list[Worked]:
    """Work the options out. Without bands (Northern Ireland) no cash amounts and no yield can be given: no lines."""
    bands, principle = bands_for(base), principle_for(base)
    whole = rules.tax_base(bands=bands, dwellings=base.dwellings, collected=base.collected) if bands else Fraction(0)
    return [
        Worked(
            option=option,
            lines=rules.band_lines(bands=bands, band_d=base.band_d, rise=option.rise) if bands else (),
            brings=rules.yield_of(base=whole, rise=option.rise),
            judged=rules.judged(principle, before=base.band_d, rise=option.rise),
            allotted=sum(purpose.amount for purpose in option.purposes.all()),
        )
        for option in base.options.all()
    ]


def wording_of(base: Base, *, prompt: str = "") -> list[wording.Finding]:
    """Return what to mend in the words of the options, and of the question about them."""
    options = [
        wording.Worded(title=one.title, does=one.does, does_not=one.does_not, rise=one.rise)
        for one in base.options.all()
    ]
    return wording.check(options=options, prompt=prompt)


def passed_in(base: Base) -> list[Passed]:
    """Return what an officer let stand in the words of the options, each with the reason."""
    rows = Passed.objects.filter(organisation_id=base.organisation_id, base=base)
    return list(rows.select_related("by").order_by("id"))


def standing(
    base: Base, findings: Sequence[wording.Finding], *, passed: Sequence[Passed] | None = None
) -> list[wording.Finding]:
    """Return the findings that nobody let stand with a reason; `passed`: what was let stand, if it was read already."""
    known = {one.digest for one in (passed_in(base) if passed is None else passed)}
    return [finding for finding in findings if finding.digest not in known]


def survey_of(initiative: Initiative) -> Question | None:
    """Return the survey."""
    found = Question.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, block="ask")
    return found.select_related("decider__party").order_by("-id").first()


def poll_of(initiative: Initiative) -> Poll | None:
    """Return the advisory vote."""
    return (
        Poll.objects.filter(organisation_id=initiative.organisation_id, question__initiative=initiative)
        .select_related("question__initiative__organisation", "question__decider__party")
        .order_by("-id")
        .first()
    )


def survey_and_poll(initiative: Initiative) -> tuple[Question | None, Poll | None]:
    """Return the survey and the advisory vote, as `survey_of` and `poll_of` do, in one query."""
    rows = Question.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, block__in=("ask", "rank")
    )
    found = list(rows.select_related("decider__party", "poll").order_by("-id"))
    surveys = (one for one in found if one.block == "ask")
    polls = (one.poll for one in found if hasattr(one, "poll"))
    return next(surveys, None), next(polls, None)


@dataclass(frozen=True, kw_only=True)
class YearSums:
    """The money of one financial year: brought forward, come in, spent by purpose, left at its end."""

    opening: int
    collected: int
    spent: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """What stands in the account at the end of the year."""
        return self.opening + self.collected - sum(amount for _what, amount in self.spent)


def year_sums(earmark: Earmark, year: int) -> YearSums:
    """Add up one financial year from the payments and what came in."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    came = Collected.objects.filter(organisation_id=earmark.organisation_id, earmark=earmark)
    paid = Spent.objects.filter(organisation_id=earmark.organisation_id, purpose__option__earmark=earmark)
    before = (came.filter(on__lt=first).aggregate(sum=Sum("amount"))["sum"] or 0) - (
        paid.filter(on__lt=first).aggregate(sum=Sum("amount"))["sum"] or 0
    )
    within = dict(
        paid.filter(on__range=(first, last))
        .values_list("purpose")
        .annotate(sum=Sum("amount"))
        .values_list("purpose", "sum")
    )
    purposes = Purpose.objects.filter(organisation_id=earmark.organisation_id, option=earmark.option_id)
    return YearSums(
        opening=before,
        collected=came.filter(on__range=(first, last)).aggregate(sum=Sum("amount"))["sum"] or 0,
        spent=tuple((one.what, within.get(one.pk, 0)) for one in purposes.order_by("position")),
    )
