"""Who may do what, at this moment (rule 3): roles from memberships, acts from the open stages of the method."""

from django.db.models import Q
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
    return list(
        Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=now),
            organisation_id=initiative.organisation_id,
            initiative=initiative,
            party=party,
            valid_from__lte=now,
        )
    )


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
    open_keys = StageRun.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, closed_at__isnull=True
    ).values_list("key", flat=True)
    for key in open_keys:
        for act, roles in method.stage(key).acts.items():
            acts[act] = acts.get(act, frozenset()) | roles
    return acts


def may(act: str, *, party: Party | None, initiative: Initiative) -> bool:
    """Say whether a party may do an act in an initiative now."""
    allowed = acts_open(initiative).get(act, frozenset())
    return bool(allowed and allowed & roles_of(party=party, initiative=initiative))


def require(act: str, *, party: Party | None, initiative: Initiative) -> None:
    """Refuse, in words, an act that the party may not do now."""
    if may(act, party=party, initiative=initiative):
        return
    if act not in acts_open(initiative):
        raise NotAllowed(_("This part of “%(title)s” is not open now.") % {"title": initiative.title})
    if party is None:
        raise NotAllowed(_("Sign in first, so that we know that you may do this."))
    raise NotAllowed(_("Your role in “%(title)s” does not let you do this.") % {"title": initiative.title})
