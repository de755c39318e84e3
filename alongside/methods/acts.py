"""The acts that a method gives to roles, in words, and the table of who may do what in each stage."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import ANYONE, OFFICER, PERSON, Method, Text, catalogue

ACTS: Mapping[str, Text] = {
    "initiative.manage": _("Manage the initiative"),
    "question.write": _("Write the question"),
    "question.open": _("Open the question"),
    "contribution.add": _("Answer"),
    "contribution.acknowledge": _("Write back to somebody who gave something"),
    "contribution.theme": _("Gather answers under themes"),
    "theme.check": _("Check the themes"),
    "paper.print": _("Print paper forms"),
    "paper.enter": _("Enter what came on paper"),
    "propose.add": _("Propose something"),
    "propose.support": _("Support a proposal"),
    "propose.comment": _("Comment on a proposal"),
    "propose.merge": _("Bring proposals together"),
    "propose.appraise": _("Say whether a proposal can be done, and its cost"),
    "propose.appeal": _("Appeal against a no"),
    "rank.issue_codes": _("Issue voting codes"),
    "rank.cast": _("Vote"),
    "rank.enter_paper": _("Enter paper ballots"),
    "rank.check_paper": _("Read paper ballots a first or a second time"),
    "rank.count": _("Count the votes"),
    "fund.ringfence": _("Set the money aside"),
    "fund.award": _("Award the money"),
    "fund.approve": _("Approve an award as the second person"),
    "fund.pay": _("Prepare, approve and make payments"),
    "fund.match": _("Publish the rule by which money is added"),
    "fund.campaign": _("Write down a campaign for an idea"),
    "fund.open_campaign": _("Look at a campaign and open it"),
    "fund.pledge": _("Pledge money, time or things"),
    "fund.collect": _("Take in what was pledged, and give it back"),
    "fund.receive": _("Write down that time or a thing was given"),
    "decision.write": _("Write the decision"),
    "thanks.send": _("Send thanks"),
}
"""Every act that the core and the blocks ask permission for, in the order in which an initiative meets them."""


def known_acts() -> Mapping[str, Text]:
    """Return every act in words: those of the core and the blocks, then the own ones of each method."""
    own = {act: words for method in catalogue() for act, words in method.acts.items()}
    return {**ACTS, **own}


EVERYBODY: Mapping[str, Text] = {
    ANYONE: _("Anyone"),
    PERSON: _("Anyone signed in"),
    OFFICER: _("Any officer of the organisation"),
}
"""The three roles that need no membership."""


@dataclass(frozen=True, kw_only=True)
class Permission:
    """One act in one stage ("" for always, in every stage), and the keys of the roles that may do it."""

    stage: str
    act: str
    roles: frozenset[str]


def permissions_of(method: Method) -> tuple[Permission, ...]:
    """Return who may do what in a method: first what is always open, then stage by stage, acts in the usual order."""
    spans = [("", method.always), *((stage.key, stage.acts) for stage in method.stages)]
    return tuple(
        Permission(stage=stage, act=act, roles=acts[act])
        for stage, acts in spans
        for act in sorted(acts, key=_place_of)
    )


def _place_of(act: str) -> tuple[int, str]:
    order = list(known_acts())
    return (order.index(act) if act in order else len(order), act)


def act_title(act: str) -> Text:
    """Return an act in words; its key where a newer block asks for one that has none yet."""
    return known_acts().get(act, act)


def role_titles(*, method: Method, roles: frozenset[str]) -> tuple[Text, ...]:
    """Return the titles of roles: everybody first, then in the method's order."""
    titles: dict[str, Text] = {**EVERYBODY, **{role.key: role.title for role in method.roles}}
    return tuple(title for key, title in titles.items() if key in roles)
