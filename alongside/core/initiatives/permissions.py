"""Who may do what, at this moment (rule 3): roles from memberships, acts from the open stages of the method."""

from collections.abc import Set

from django.utils.translation import gettext as _

from alongside.core.initiatives.methods import ANYONE, OFFICER, PERSON
from alongside.core.initiatives.models import Initiative, Membership, StageRun
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.kit import clock
from alongside.kit.refused import NotAllowed


def memberships_of(*, party: Party | None, initiative: Initiative) -> list[Membership]:
    """Return the memberships of a party in an initiative that are valid now."""
    if party is None:
        return []
    now = clock.now()
    # A party has few in one initiative: which hold now is told here, which costs less than a longer question.
    ever = Membership.objects.filter(
        organisation_id=initiative.organisation_id, initiative_id=initiative.pk, party_id=party.pk
    )
    return [one for one in ever if one.valid_from <= now and (one.valid_to is None or one.valid_to > now)]


def roles_of(*, party: Party | None, initiative: Initiative) -> frozenset[str]:
    """Return the keys of the roles that a party has in an initiative now, with those that everybody has."""
    if party is None:
        return frozenset({ANYONE})
    if party.organisation_id != initiative.organisation_id or party.erased_at:
        return frozenset()
    own = {membership.role for membership in memberships_of(party=party, initiative=initiative)}
    appointed = {OFFICER} if OFFICER in roles_in_organisation(party) else set()
    return frozenset(own | appointed | {ANYONE, PERSON})


def may_see(*, party: Party | None, initiative: Initiative) -> bool:
    """Say whether an initiative and what hangs on it may be shown: unless listed, only to officers and its members."""
    if initiative.listed:
        return True
    if party is None or party.organisation_id != initiative.organisation_id:
        return False
    member = Membership.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative, party=party)
    return OFFICER in roles_in_organisation(party) or member.exists()


def acts_open(initiative: Initiative) -> dict[str, frozenset[str]]:
    """Return every act that is open now, with the roles that may do it: the method's `always` and its open stages."""
    method = initiative.method
    acts = dict(method.always)
    for key in _open_stages(initiative):
        for act, roles in method.stage(key).acts.items():
            acts[act] = acts.get(act, frozenset()) | roles
    return acts


def _open_stages(initiative: Initiative) -> list[str]:
    runs = StageRun.objects.filter(
        organisation_id=initiative.organisation_id, initiative_id=initiative.pk, closed_at__isnull=True
    )
    return list(runs.values_list("key", flat=True))


def may(act: str, *, party: Party | None, initiative: Initiative) -> bool:
    """Say whether a party may do an act in an initiative now.

    Nearly every write asks this, so that nothing is read which cannot change the answer: no stage where no stage of
    the method has the act, no role beyond the one that settles it.
    """
    method = initiative.method
    allowed = method.always.get(act, frozenset())
    if _has_one(of=allowed, party=party, initiative=initiative):
        return True
    if not any(act in stage.acts for stage in method.stages):
        return False
    more = frozenset[str]().union(*(method.stage(key).acts.get(act, ()) for key in _open_stages(initiative)))
    return _has_one(of=more - allowed, party=party, initiative=initiative)


def _has_one(*, of: Set[str], party: Party | None, initiative: Initiative) -> bool:
    """Say whether a party has one of these roles: as `roles_of` would, reading only what is needed to tell."""
    if not of:
        return False
    if party is None:
        return ANYONE in of
    if party.organisation_id != initiative.organisation_id or party.erased_at:
        return False
    if ANYONE in of or PERSON in of:
        return True
    if OFFICER in of and OFFICER in roles_in_organisation(party):
        return True
    return any(membership.role in of for membership in memberships_of(party=party, initiative=initiative))


def require(act: str, *, party: Party | None, initiative: Initiative) -> None:
    """Refuse, in words, an act that the party may not do now."""
    if may(act, party=party, initiative=initiative):
        return
    if act not in acts_open(initiative):
        raise NotAllowed(_("This part of “%(title)s” is not open now.") % {"title": initiative.title})
    if party is None:
        raise NotAllowed(_("Sign in first, so that we know that you may do this."))
    raise NotAllowed(_("Your role in “%(title)s” does not let you do this.") % {"title": initiative.title})
