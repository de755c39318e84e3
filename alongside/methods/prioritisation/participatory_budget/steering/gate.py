"""The gate before a vote: it opens only by rules that both sides agreed, with money that is there for all its pots."""

from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext as _

from alongside.blocks.fund.models import Pot
from alongside.blocks.rank.models import Poll
from alongside.core.questions.models import Question
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.models import LaidBallot, RulesVersion
from alongside.methods.prioritisation.participatory_budget.rules import Terms


def newest_rules(initiative_id: UUID, organisation_id: UUID) -> RulesVersion | None:
    """Return the newest version of an initiative's rules, agreed or not."""
    found = RulesVersion.objects.filter(organisation_id=organisation_id, initiative_id=initiative_id)
    people = ("by__party", "public_agreed_by__party", "citizen_agreed_by__party")
    return found.select_related(*people).order_by("-number").first()


def as_laid(*, poll: Poll, terms: Terms) -> bool:
    """Say whether a vote is what the rules say."""
    laid = (
        poll.ballot_kind,
        poll.wins,
        poll.most_choices,
        poll.most_points,
        poll.rule,
        poll.other_rule,
        poll.roll_only,
    )
    return laid == (
        terms.ballot_kind,
        terms.repeat,
        terms.most_choices,
        terms.most_points,
        terms.rule.to_json(),
        terms.other_rule.to_json() if terms.other_rule else "",
        terms.roll_only or terms.by_district,
    )


def rules_agreed(question: Question) -> None:
    """Refuse to open a vote by rules that are not agreed by both sides, or that are not its own.

    An election that was read from a published file has its rules in that file, and no versions here.
    """
    if question.block != "rank":
        return
    version = newest_rules(question.initiative_id, question.organisation_id)
    poll = Poll.objects.filter(organisation_id=question.organisation_id, question=question).first()
    if version is None or poll is None:
        return
    if not version.is_agreed:
        raise Refused(_("The rules are not agreed yet: somebody of each side of the steering group must agree them."))
    laid = LaidBallot.objects.filter(organisation_id=poll.organisation_id, poll=poll).first()
    if laid is None or laid.version_id != version.pk or not as_laid(poll=poll, terms=version.said):
        raise Refused(_("The rules have changed since this vote was prepared. Bring it up to date first."))
    pot = Pot.objects.filter(organisation_id=poll.organisation_id, initiative=question.initiative).first()
    together = Poll.objects.filter(organisation_id=poll.organisation_id, laid__version__initiative=question.initiative)
    asked = together.aggregate(sum=Sum("budget"))["sum"] or 0
    if pot is not None and asked > pot.amount:
        words = {"asked": money(asked, poll.currency), "pot": money(pot.amount, pot.currency)}
        raise Refused(_("The votes together spend %(asked)s, but the pot holds %(pot)s.") % words)
