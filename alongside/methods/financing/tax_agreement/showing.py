"""Turns what was read into the lines that the pages draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from alongside.kit.money import money
from alongside.methods.financing.tax_agreement import law, rules
from alongside.methods.financing.tax_agreement.models import Base, Statement
from alongside.methods.financing.tax_agreement.queries import Worked, bands_for, principle_for, worked

ALONE = Fraction(3, 4)
"""What an only adult pays. Source: Local Government Finance Act 1992, section 11: a discount of 25 per cent."""


def percent_words(*, rise: int, before: int) -> str:
    """Write a rise as a share of what it was, to two places; it never stands without the pounds."""
    return f"{100 * rise / before:.2f} %"


def judged_words(state: str) -> tuple[str, str]:
    """Return what is said of a rise and the law, and how it is drawn."""
    return {
        rules.WITHIN: (_("No referendum by law is needed"), "kept"),
        rules.EXCESSIVE: (_("By law this rise needs a referendum"), "late"),
        rules.NO_LIMIT: (_("No limit was set for this kind of authority"), "kept"),
        rules.UNKNOWN: (_("To be checked: this software does not judge it"), "care"),
    }[state]


@dataclass(frozen=True, kw_only=True)
class OptionShown:
    """One option as a page shows it."""

    one: Worked
    band_d: str
    percent: str
    brings: str
    judged: str
    colour: str
    purposes: list[tuple[str, str]]
    rest: str
    is_chosen: bool


def options_shown(base: Base) -> list[OptionShown]:
    """Return the options, worked out."""
    taken = base.earmark.option_id if hasattr(base, "earmark") else None
    found = []
    for one in worked(base):
        words, colour = judged_words(one.judged) if one.option.rise else (_("No rise"), "")
        rest = one.brings - one.allotted
        found.append(
            OptionShown(
                one=one,
                band_d=money(one.option.rise),
                percent=percent_words(rise=one.option.rise, before=base.band_d),
                brings=money(one.brings),
                judged=words,
                colour=colour,
                purposes=[(purpose.what, money(purpose.amount)) for purpose in one.option.purposes.all()],
                rest=money(rest) if rest and one.option.rise else "",
                is_chosen=one.option.pk == taken,
            )
        )
    return found


def band_table(found: Sequence[Worked]) -> list[dict[str, Any]]:
    """Return a row for each band: the bill now, and what each option adds a year and a week."""
    if not found or not found[0].lines:
        return []
    rows = []
    for at, line in enumerate(found[0].lines):
        cells = [(one.option.title, money(one.lines[at].more), money(one.lines[at].more_a_week)) for one in found]
        rows.append({"band": line.band, "before": money(line.before), "cells": cells})
    return rows


def law_shown(base: Base) -> dict[str, str]:
    """Return what the law says of bands and of limits here, with where it stands."""
    bands, principle = bands_for(base), principle_for(base)
    shown = {"bands": bands.source, "bands_url": bands.url} if bands else {}
    elsewhere = law.ELSEWHERE.get(base.nation)
    if elsewhere is not None:
        return shown | {"says": str(elsewhere.says), "source": elsewhere.source, "url": elsewhere.url, "checked": ""}
    if principle is None:
        says = _("The limit for %(year)s and this kind of authority is to be checked. No option is judged here.") % {
            "year": rules.said_year(base.year)
        }
        return shown | {"says": says, "source": "", "url": "", "checked": ""}
    return shown | {
        "says": principle_words(principle),
        "source": principle.source,
        "url": principle.url,
        "checked": "yes" if principle.url else "",
    }


def principle_words(principle: rules.Principle) -> str:
    """Say a year's principle in a sentence."""
    year = rules.said_year(principle.year)
    if principle.is_none_set:
        return _("For %(year)s no limit was set for this kind of authority.") % {"year": year}
    percent = f"{float(principle.percent):g} %" if principle.percent is not None else ""
    if principle.percent is not None and principle.pence is not None:
        says = _(
            "For %(year)s a rise of %(percent)s or more that is also more than %(pounds)s on band D needs a referendum."
        )
    elif principle.percent is not None:
        says = _("For %(year)s a rise of %(percent)s or more needs a referendum.")
    else:
        says = _("For %(year)s a rise of more than %(pounds)s on band D needs a referendum.")
    said = says % {"year": year, "percent": percent, "pounds": money(principle.pence or 0)}
    if principle.url:
        said += " " + _("Some authorities had a limit of their own that year: check whether yours is one.")
    if principle.care_percent:
        said += " " + _("%(care)s %% of it is for social care alone.") % {"care": principle.care_percent}
    return said


def bill_rows(base: Base, *, band: str, alone: bool) -> list[dict[str, str]]:
    """Return what one home pays by each option: now, then, more a year, a month and a week."""
    share = ALONE if alone else Fraction(1)
    rows = []
    for one in worked(base):
        line = one.line(band)
        before, after = rules.to_penny(line.before * share), rules.to_penny(line.after * share)
        rows.append(
            {
                "title": one.option.title,
                "before": money(before),
                "after": money(after),
                "more": money(after - before),
                "month": money(rules.to_penny(Fraction(after - before, 12))),
                "week": money(rules.to_penny(Fraction(after - before, 52))),
            }
        )
    return rows


def your_share(statement: Statement, *, base: Base, band: str) -> dict[str, Any]:
    """Return what a home of a band paid more in a year, and what that paid for, to the penny."""
    one = next(one for one in worked(base) if one.option.pk == statement.earmark.option_id)
    mine = one.line(band).more
    spent = [(str(what), int(amount)) for what, amount in statement.spent]
    parts = rules.share_lines(mine=mine, spent=[amount for _what, amount in spent], left=statement.left)
    names = [what for what, _amount in spent] + [_("Still in the account")]
    return {
        "band": band,
        "mine": money(mine),
        "lines": [(name, money(part)) for name, part in zip(names, parts, strict=True)],
    }
