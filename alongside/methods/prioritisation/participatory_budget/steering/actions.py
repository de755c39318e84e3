"""Writes of the steering group: a version of the rules, and each side's agreement to it."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import require_countable
from alongside.blocks.rank.models import Poll
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.participatory_budget.models import LaidBallot, RulesVersion
from alongside.methods.prioritisation.participatory_budget.rules import FIRST, LAST, Terms
from alongside.methods.prioritisation.participatory_budget.steering.gate import newest_rules

ACT = "budget.rules"


def _member(*, initiative: Initiative, actor: Party | None) -> Membership:
    """Return the membership by which somebody writes or agrees the rules."""
    require(ACT, party=actor, initiative=initiative)
    steering = [one for one in memberships_of(party=actor, initiative=initiative) if one.role.startswith("steering_")]
    if not steering:
        raise NotAllowed(_("The rules are written by the steering group."))
    return steering[0]


@transaction.atomic
def write_rules(*, initiative: Initiative, terms: Terms, why: str, actor: Party | None) -> RulesVersion:
    """Write the next version of the rules; whoever writes it agrees it for their own side, the other side must follow.

    Refuses while a vote runs by the version before: nobody changes rules under the hands of those who vote.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    member = _member(initiative=initiative, actor=actor)
    _check(initiative=initiative, terms=terms, why=why)
    before = newest_rules(initiative.pk, initiative.organisation_id)
    if before is not None and before.terms == terms.as_data():
        raise Refused(_("These are the rules already. Change something, or leave them."))
    version = RulesVersion(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        number=before.number + 1 if before else 1,
        terms=terms.as_data(),
        why=why.strip()[:300],
        by=member,
    )
    _sign(version=version, member=member)
    version.save(force_insert=True)
    write_audit(act="write_rules", record=version, actor=actor, after={"number": version.number})
    return version


def _check(*, initiative: Initiative, terms: Terms, why: str) -> None:
    if not why.strip():
        raise Refused(_("Say why the rules are as they are, so that everybody can follow it."), "why")
    if terms.ballot_kind not in Poll.Kind.values:
        raise Refused(_("Choose what a ballot may say."), "ballot_kind")
    require_countable(ballot_kind=terms.ballot_kind, rules=(terms.rule, terms.other_rule))
    if terms.repeat not in (FIRST, LAST):
        raise Refused(_("Say which ballot of a person counts."), "repeat")
    if terms.ballot_kind in (Poll.Kind.POINTS, Poll.Kind.SCORE) and not terms.most_points:
        raise Refused(_("Say how many points there are to give."), "most_points")
    if any(count < 1 for count in terms.people.values()) or not 0 <= terms.whole_percent <= 90:
        raise Refused(_("Give the number of people of each district, and at most 90 % to the whole town."), "people")
    laid = LaidBallot.objects.filter(organisation_id=initiative.organisation_id, version__initiative=initiative)
    if laid.exclude(poll__state=Poll.State.PREPARING).exists():
        raise Refused(_("People vote by the rules as they are. New rules are for the next round."))
    newest = laid.order_by("-id").first()
    if newest is not None and newest.version.said.people != terms.people:
        raise Refused(_("The ballots are laid out by these districts already; the districts stay."), "people")


def _sign(*, version: RulesVersion, member: Membership) -> None:
    setattr(version, f"{member.side}_agreed_by", member)
    setattr(version, f"{member.side}_agreed_at", clock.now())


@transaction.atomic
def agree_rules(*, version: RulesVersion, actor: Party | None) -> RulesVersion:
    """Agree the newest version for one's own side."""
    version = RulesVersion.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=version.pk)
    member = _member(initiative=version.initiative, actor=actor)
    newest = newest_rules(version.initiative_id, version.organisation_id)
    if newest is None or newest.pk != version.pk:
        raise Refused(_("There is a newer version. Read that one."))
    if getattr(version, f"{member.side}_agreed_at"):
        raise Refused(_("Your side has agreed already."))
    _sign(version=version, member=member)
    version.save(update_fields=[f"{member.side}_agreed_by", f"{member.side}_agreed_at"])
    write_audit(act="agree_rules", record=version, actor=actor, after={"side": member.side})
    return version
