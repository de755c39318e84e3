"""Writes about the figures and the options: what is short, each way with what follows, and the officer's name."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.financing.tax_agreement import law, wording
from alongside.methods.financing.tax_agreement.models import Base, Option, Passed, Purpose
from alongside.methods.financing.tax_agreement.queries import base_of, standing, wording_of, worked

MOST = 10**13
LEAST_YEAR, LAST_YEAR = 1993, 2100


def _check_base(*, nation: str, authority: str, year: int, band_d: int, dwellings: Mapping[str, int]) -> None:
    """Refuse figures of a year that nothing could be worked out from."""
    if nation not in law.NATIONS or authority not in law.AUTHORITIES:
        raise Refused(_("Say in which nation, and what kind of authority."), "nation")
    if not LEAST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Give the year in which the financial year begins, like 2026."), "year")
    if not 0 < band_d <= MOST:
        raise Refused(_("Give this authority’s amount for band D before the rise."), "band_d")
    bands = law.bands_of(nation, year)
    if bands is None:
        raise Refused(
            _(
                "There are no bands for this nation and year here, so no amounts by band: Northern Ireland has rates "
                "on capital values. This method cannot be run there yet."
            ),
            "nation",
        )
    unknown = sorted(set(dwellings) - set(bands.parts))
    if unknown:
        raise Refused(_("There is no band %(band)s there.") % {"band": unknown[0]}, "dwellings")
    if not any(count > 0 for count in dwellings.values()) or any(count < 0 for count in dwellings.values()):
        raise Refused(_("Give the number of homes in each band."), "dwellings")


@transaction.atomic
# long: it names its keyword arguments one to a line
def write_base(
    *,
    initiative: Initiative,
    nation: str,
    authority: str,
    year: int,
    band_d: int,
    dwellings: Mapping[str, int],
    gap: int,
    gap_words: str,
    advisory: str,
    actor: Party | None,
    collected: int = 10_000,
    **limits: Any,
) -> Base:
    """Write down what the options are worked out from; again, before it is signed, it changes it.

    `dwellings`: homes by band in hundredths, after discounts; `collected`: hundredths of a per cent that come in.
    `limits`: the year's principle where this software holds none: limit_hundredths, limit_pence, limit_source.
    """
    require("tax.write", party=actor, initiative=initiative)
    _check_base(nation=nation, authority=authority, year=year, band_d=band_d, dwellings=dwellings)
    if not 1 <= collected <= 10_000:
        raise Refused(_("The share that is collected is above 0 and at most 100 per cent."), "collected")
    if not gap_words.strip() or not 0 <= gap <= MOST:
        raise Refused(_("Say how much is short, and why."), "gap_words")
    if not advisory.strip():
        raise Refused(_("Say beforehand what the result binds, and who decides in the end."), "advisory")
    has_limit = limits.get("limit_hundredths") is not None or limits.get("limit_pence") is not None
    if has_limit and not str(limits.get("limit_source") or "").strip():
        raise Refused(_("Say where the year’s limit stands."), "limit_source")
    before = Base.objects.select_for_update().filter(initiative=initiative).first()
    if before is not None and before.signed_at is not None:
        raise Refused(_("The figures are signed and stay as they are."))
    base, _created = Base.objects.update_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        defaults={
            "nation": nation,
            "authority": authority,
            "year": year,
            "band_d": band_d,
            "dwellings": dict(dwellings),
            "collected": collected,
            "gap": gap,
            "gap_words": gap_words.strip(),
            "advisory": advisory.strip(),
            "limit_hundredths": limits.get("limit_hundredths"),
            "limit_pence": limits.get("limit_pence"),
            "limit_source": str(limits.get("limit_source") or "").strip()[:300],
        },
    )
    write_audit(act="write_base", record=base, actor=actor, after={"year": year, "band_d": band_d})
    return base


def unsigned(base: Base) -> Base:
    """Return the base under a lock; refuse once it is signed: what people weigh does not change under their hands."""
    base = Base.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=base.pk)
    if base.signed_at is not None:
        raise Refused(_("The options are signed and stay as they are."))
    return base


@transaction.atomic
def write_option(
    *, base: Base, title: str, rise: int, does: str, does_not: str, actor: Party | None, option: Option | None = None
) -> Option:
    """Write an option, or change one: the rise of band D (pence a year, 0 for none), and what follows, both ways."""
    require("tax.write", party=actor, initiative=base.initiative)
    base = unsigned(base)
    if not title.strip():
        raise Refused(_("Name the option in a few words."), "title")
    if not does.strip() or not does_not.strip():
        field = "does_not" if does.strip() else "does"
        raise Refused(_("Say both: what is done by this option, and what is not done."), field)
    if not 0 <= rise <= MOST:
        raise Refused(_("This rise is too large."), "rise")
    last = Option.objects.filter(organisation_id=base.organisation_id, base=base).order_by("-number").first()
    option = option or Option(organisation_id=base.organisation_id, base=base, number=last.number + 1 if last else 1)
    option.title, option.rise, option.does, option.does_not = title.strip()[:200], rise, does.strip(), does_not.strip()
    try:
        with transaction.atomic():
            option.save()
    except IntegrityError:
        raise Refused(_("Another option has this name."), "title") from None
    write_audit(act="write_option", record=option, actor=actor, after={"rise": rise})
    return option


@transaction.atomic
def drop_option(*, option: Option, actor: Party | None) -> None:
    """Take an option out before it is signed, with what it would pay for."""
    require("tax.write", party=actor, initiative=option.base.initiative)
    unsigned(option.base)
    write_audit(act="drop_option", record=option, actor=actor)
    option.purposes.all().delete()
    option.delete()


@transaction.atomic
def set_purpose(*, option: Option, what: str, amount: int, actor: Party | None) -> Purpose:
    """Say what the extra money of an option is for; the same name again changes its amount.

    Refuses more than the option brings in.
    """
    require("tax.write", party=actor, initiative=option.base.initiative)
    base = unsigned(option.base)
    if not what.strip():
        raise Refused(_("Say what the money is for."), "what")
    if amount <= 0:
        raise Refused(_("Give an amount above nothing."), "amount")
    rows = Purpose.objects.filter(organisation_id=base.organisation_id, option=option)
    purpose, _created = Purpose.objects.update_or_create(
        organisation_id=base.organisation_id,
        option=option,
        what=what.strip()[:200],
        defaults={"amount": amount},
        create_defaults={"amount": amount, "position": rows.count() + 1},
    )
    fresh = base_of(base.initiative)
    one = next(one for one in worked(fresh) if one.option.pk == option.pk) if fresh else None
    if one is not None and one.allotted > one.brings:
        raise Refused(
            _("That is %(over)s more than this option brings in a year.") % {"over": money(one.allotted - one.brings)},
            "amount",
        )
    write_audit(act="set_purpose", record=purpose, actor=actor, after={"amount": amount})
    return purpose


@transaction.atomic
def let_stand(*, base: Base, digest: str, reason: str, actor: Party) -> Passed:
    """Let a finding of the wording check stand, with a reason that everybody reads; only for the words as they are."""
    require("tax.write", party=actor, initiative=base.initiative)
    finding = next((one for one in wording_of(base) if one.digest == digest), None)
    if finding is None:
        raise Refused(_("These words have changed: look at the list again."))
    if not reason.strip():
        raise Refused(_("Say why, in public."), "reason")
    passed, _created = Passed.objects.get_or_create(
        organisation_id=base.organisation_id,
        base=base,
        digest=digest,
        defaults={
            "rule": finding.rule,
            "where": finding.where[:300],
            "found": finding.found[:300],
            "reason": reason.strip(),
            "by": actor,
        },
    )
    write_audit(act="let_stand", record=passed, actor=actor, after={"rule": finding.rule})
    return passed


def refuse_wording(base: Base, findings: list[wording.Finding]) -> None:
    """Refuse while anything of the wording check is neither mended nor let stand."""
    left = standing(base, findings)
    if left:
        first = left[0]
        raise Refused(
            _("The words are not neutral yet: in %(where)s, %(found)s. %(mend)s")
            % {"where": first.where, "found": first.found, "mend": first.mend}
        )


@transaction.atomic
def sign_options(*, base: Base, actor: Party) -> Base:
    """Sign, as the finance officer, that figures and options are right; from then on they never change.

    Refuses words that are not neutral, and a rise with no purpose.
    """
    require("tax.write", party=actor, initiative=base.initiative)
    unsigned(base)
    fresh = base_of(base.initiative)
    assert fresh is not None  # noqa: S101 - it was just locked
    refuse_wording(fresh, wording_of(fresh))
    for one in worked(fresh):
        if one.option.rise and not one.allotted:
            raise Refused(_("“%(title)s” does not say yet what its money is for.") % {"title": one.option.title})
    fresh.signed_by, fresh.signed_at = actor, clock.now()
    fresh.save(update_fields=["signed_by", "signed_at"])
    write_audit(act="sign_options", record=fresh, actor=actor, after={"signed": True})
    return fresh
