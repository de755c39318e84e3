"""Reads about winners on their way: each with its promise, money, milestones and variations, in five queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from alongside.blocks.fund.models import Award
from alongside.blocks.propose.models import Proposal
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.threads.models import Link
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.models import Milestone, Opening, Variation


@dataclass(frozen=True, kw_only=True)
class Winner:
    """One winner: what was promised, the proposal that it was, its money, and how far it is."""

    action: Action
    proposal: Proposal | None
    award: Award | None
    milestones: list[Milestone]
    variations: list[Variation]
    opening: Opening | None
    today: date

    @property
    def next(self) -> Milestone | None:
        """The first step that is not done."""
        return next((one for one in self.milestones if one.done_on is None), None)

    @property
    def done_count(self) -> int:
        """How many steps are done."""
        return sum(1 for one in self.milestones if one.done_on)

    @property
    def late(self) -> int:
        """How many days the open step that is latest, or the promise itself, is behind the day first promised."""
        if self.action.confirmed_at or self.action.explained:
            return 0
        own = 0 if self.action.done_at else max(0, (self.today - self.action.due).days)
        return max([own, *(one.days_late(self.today) for one in self.milestones if one.done_on is None)])

    @property
    def state(self) -> str:
        """confirmed, doubted, done, dropped, late, begun or planned."""
        if self.action.confirmed_at:
            return "confirmed"
        if self.action.done_at:
            return "done"
        if self.action.returned_at:
            return "doubted"
        if self.action.explained:
            return "dropped"
        if self.late:
            return "late"
        return "begun" if any(one.begun_on for one in self.milestones) else "planned"


# long: each table is read once and laid beside the others
def winners(initiative: Initiative, *, action_key: UUID | None = None) -> list[Winner]:
    """Return what won in an initiative and was promised, in the order of the result; one of them with `action_key`."""
    of = {"organisation_id": initiative.organisation_id}
    link = Link.objects.filter(
        **of, target_id=OuterRef("pk"), target_kind="action", source_kind="contribution", relation="acted"
    )
    actions = (
        Action.objects.filter(
            **of,
            decision__question__initiative=initiative,
            decision__question__block="propose",
            decision__state=Decision.State.PUBLISHED,
        )
        .select_related("owner__party", "decision__question__initiative__organisation", "opening")
        .annotate(source=Subquery(link.order_by("id").values("source_id")[:1]))
    )
    if action_key is not None:
        actions = actions.filter(pk=action_key)
    found = list(actions.order_by("id"))
    awards, proposals = _money_and_words(initiative, {action.source for action in found})
    of_action = {**of, "action__in": found}
    steps, other = defaultdict(list), defaultdict(list)
    for step in Milestone.objects.filter(**of_action).order_by("number"):
        steps[step.action_id].append(step)
    for variation in Variation.objects.filter(**of_action).order_by("id"):
        other[variation.action_id].append(variation)
    return [
        Winner(
            action=action,
            proposal=proposals.get(action.source),
            award=awards.get(action.source),
            milestones=steps[action.pk],
            variations=other[action.pk],
            opening=getattr(action, "opening", None),
            today=clock.today(),
        )
        for action in found
    ]


def _money_and_words(initiative: Initiative, sources: set[UUID]) -> tuple[dict[UUID, Award], dict[UUID, Proposal]]:
    """The award and the proposal of each contribution: in one query, and a second for those that cost nothing."""
    of = {"organisation_id": initiative.organisation_id, "contribution__in": sources}
    standing = (
        Award.objects.filter(**of, pot__initiative=initiative)
        .exclude(state="declined")
        .select_related("pot", "contribution__party", "contribution__proposal__neighbourhood")
    )
    awards = {award.contribution_id: award for award in standing}
    proposals = {key: award.contribution.proposal for key, award in awards.items()}
    if rest := sources - set(awards) - {None}:
        more = Proposal.objects.filter(**{**of, "contribution__in": rest})
        proposals |= {one.contribution_id: one for one in more.select_related("contribution__party", "neighbourhood")}
    return awards, proposals
