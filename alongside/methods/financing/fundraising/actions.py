"""Writes of the method: saying formally what came of a campaign, and thanking everybody who gave."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from alongside.blocks.fund.actions import award_match
from alongside.blocks.fund.actions.pledging import link_of
from alongside.blocks.fund.models import Campaign, Pledge
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.theming import theme_by_rule
from alongside.core.decisions.actions import draft_decision, plan_action, publish_decision, write_answer
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Membership
from alongside.core.messages.actions import tell
from alongside.core.people.models import Party
from alongside.core.recognition.actions import thank
from alongside.core.recognition.models import Recognition
from alongside.core.threads.actions import tie
from alongside.kit.money import money
from alongside.kit.refused import Refused

State = Campaign.State


# long: it names its keyword arguments one to a line
@transaction.atomic
def publish_outcome(
    *, campaign: Campaign, reason: str, next_step: str, owner: Membership, due: date, actor: Party
) -> Decision:
    """Publish what came of a campaign that has ended, as its decider: everybody who pledged has the answer.

    `next_step` is what will be done now, `owner` and `due` by whom and by when: delivering it, or what happens to the
    idea. Where the target was reached, the match is awarded with it. Refuses a campaign that has not ended, and
    whatever publishing a decision refuses.
    """
    if campaign.state not in {State.REACHED, State.MISSED} or campaign.question is None:
        raise Refused(_("The campaign has not ended yet."))
    reached = campaign.state == State.REACHED
    given = Contribution.objects.filter(
        organisation_id=campaign.organisation_id, question=campaign.question, state=Contribution.State.RECEIVED
    )
    title = _("It comes together") if reached else _("It did not come together")
    themes = theme_by_rule(question=campaign.question, groups={title: list(given)}, actor=actor)
    decision = draft_decision(question=campaign.question, result=say_outcome(campaign), reason=reason, actor=actor)
    for theme in themes:
        verdict = "adopted" if reached else "not_adopted"
        write_answer(decision=decision, theme=theme, verdict=verdict, why=say_outcome(campaign), actor=actor)
    action = plan_action(decision=decision, what=next_step, owner=owner, due=due, actor=actor)
    tie(source=campaign.contribution, target=action, relation="acted")
    decision = publish_decision(decision=decision, actor=actor)
    if reached and campaign.match and campaign.award_id is None:
        award_match(campaign=campaign, actor=actor)
    return decision


def say_outcome(campaign: Campaign) -> str:
    """Write in a sentence what came of a campaign."""
    said = {
        "target": money(campaign.target, campaign.currency),
        "pledged": money(campaign.pledged, campaign.currency),
        "match": money(campaign.match, campaign.currency),
    }
    if campaign.state == State.MISSED:
        return _("Of %(target)s, %(pledged)s was pledged. Nothing is collected.") % said
    if campaign.match:
        return _("%(pledged)s was pledged, and the pot adds %(match)s: the %(target)s is together.") % said
    return _("%(pledged)s was pledged: the %(target)s is together.") % said


@transaction.atomic
def thank_backers(*, campaign: Campaign, text: str, actor: Party) -> list[Recognition]:
    """Thank everybody who gave something, as somebody who gains from it, with what it bought.

    Whose idea it was is thanked first, and may let the words be shown on the campaign's page. Act
    `thanks.send`. Refuses before anything was given, and twice by the
    same person.
    """
    gifts = Pledge.objects.filter(
        organisation_id=campaign.organisation_id, campaign=campaign, state=Pledge.State.GIVEN
    ).select_related("contribution__party", "party__organisation", "campaign")
    if not gifts:
        raise Refused(_("Nothing was given yet."))
    told = Recognition.objects.filter(
        organisation_id=campaign.organisation_id,
        contribution=campaign.contribution,
        form=Recognition.Form.THANKS,
        from_party=actor,
    )
    if told.exists():
        raise Refused(_("You have thanked them already."))
    thanked = [thank(initiative=campaign.initiative, contribution=campaign.contribution, from_party=actor, text=text)]
    for made in gifts:
        thanked.append(
            thank(initiative=campaign.initiative, contribution=made.contribution, from_party=actor, text=text)
        )
        if made.party is not None:
            _tell(made, made.party, text)
    return thanked


def _tell(made: Pledge, party: Party, text: str) -> None:
    with override(party.language or None):
        tell(
            party=party,
            topic="mine",
            key=f"thanked:{made.pk}",
            subject=_("Thank you: %(title)s") % {"title": made.campaign.title},
            text=text,
            path=link_of(made),
        )
