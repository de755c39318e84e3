"""Writes about awards: awarding, approving by a second person, terms, putting back what is not needed."""

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions.standing import check_second, check_words, money_account
from alongside.blocks.fund.models import Award, Pot
from alongside.blocks.fund.models.pots import Agreed
from alongside.blocks.fund.rules import needs_two
from alongside.core.accounts.actions import Line, post
from alongside.core.accounts.models import Account, Transaction
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.permissions import may, require
from alongside.core.people.models import Party
from alongside.kit import clock, ids
from alongside.kit.refused import NotAllowed, Refused


@transaction.atomic
# long: it names its keyword arguments one to a line
def award_money(
    *,
    pot: Pot,
    contribution: Contribution,
    title: str,
    amount: int,
    actor: Party | None,
    asked: int | None = None,
    terms: str = "",
) -> Award:
    """Award money from a pot to a contribution, once. Awards never exceed the pot, under any concurrency (rule 10).

    `amount` and `asked` (what was applied for: less awarded is a part-award) in minor units. With `terms`, nothing is
    paid before they are accepted. From the pot's limit on, the award waits for a second person (`approve_award`); its
    money is out of the pot from now on all the same. Act `fund.award`.
    """
    require("fund.award", party=actor, initiative=pot.initiative)
    _check_awardable(pot=pot, contribution=contribution, amount=amount, asked=asked)
    waits = needs_two(amount=amount, two_people_from=pot.two_people_from)
    if waits and actor is None:
        raise Refused(_("Two people award this: say who is the first."))
    account, posted = _set_apart(pot=pot, contribution=contribution, title=title, amount=amount, actor=actor)
    try:
        with transaction.atomic():
            award = Award.objects.create(
                organisation_id=pot.organisation_id,
                pot=pot,
                contribution=contribution,
                title=title[:300],
                state=Agreed.PROPOSED if waits else Agreed.STANDING,
                asked=asked,
                amount=amount,
                terms=terms.strip(),
                account=account,
                transaction=posted,
                by=actor,
            )
    except IntegrityError:
        raise Refused(_("It has its award already."), "contribution") from None
    write_audit(act="award_money", record=award, actor=actor, after={"amount": amount, "waits": waits})
    return award


def _check_awardable(*, pot: Pot, contribution: Contribution, amount: int, asked: int | None) -> None:
    if amount <= 0:
        raise Refused(_("Award an amount above nothing."), "amount")
    if asked is not None and amount > asked:
        raise Refused(_("That is more than was asked for."), "amount")
    if contribution.initiative_id != pot.initiative_id:
        raise Refused(_("This belongs to another initiative."), "contribution")
    if _awards(pot, contribution).exclude(state=Agreed.DECLINED).exists():
        raise Refused(_("It has its award already."), "contribution")


def _awards(pot: Pot, contribution: Contribution) -> QuerySet[Award]:
    return Award.objects.filter(organisation_id=pot.organisation_id, pot=pot, contribution=contribution)


def _set_apart(
    *, pot: Pot, contribution: Contribution, title: str, amount: int, actor: Party | None
) -> tuple[Account, Transaction]:
    """Move the money from the pot to an account of the award; one after a declined award has an account of its own."""
    before = _awards(pot, contribution).count()
    key = f"award:{contribution.pk}" + (f":{before + 1}" if before else "")
    account = money_account(initiative=pot.initiative, key=key, name=title, currency=pot.currency, floor=0)
    posted = post(
        organisation=pot.initiative.organisation,
        key=key,
        what=title,
        lines=[
            Line(account=pot.account, amount=-amount),
            Line(account=account, amount=amount, contribution=contribution),
        ],
        actor=actor,
        because=contribution,
    )
    return account, posted


def locked_award(award: Award) -> Award:
    """Return the award under a lock, with its pot, initiative and account."""
    return (
        Award.objects.select_for_update(of=("self",))
        .select_related("pot__initiative__organisation", "pot__account", "account", "contribution")
        .get(pk=award.pk)
    )


@transaction.atomic
def approve_award(*, award: Award, actor: Party | None) -> Award:
    """Approve an award as the second person. Act `fund.approve`; whoever awarded it is refused."""
    award = locked_award(award)
    require("fund.approve", party=actor, initiative=award.pot.initiative)
    if award.state != Agreed.PROPOSED:
        raise Refused(_("It does not wait for a second person."))
    award.approved_by = check_second(first_id=award.by_id, second=actor)
    award.approved_at, award.state = clock.now(), Agreed.STANDING
    award.save(update_fields=["approved_by", "approved_at", "state"])
    write_audit(act="approve_award", record=award, actor=actor, after={"amount": award.amount})
    return award


@transaction.atomic
def decline_award(*, award: Award, why: str, actor: Party | None) -> Award:
    """Say no to an award that waits, with a reason; its money goes back into the pot. Act `fund.approve`.

    Whoever awarded it may do so too: they take it back.
    """
    award = locked_award(award)
    require("fund.approve", party=actor, initiative=award.pot.initiative)
    if award.state != Agreed.PROPOSED:
        raise Refused(_("It does not wait for a second person."))
    award.declined_because = check_words(why, refusal=_("Say why not."), field="why")[:300]
    award.state, award.returned = Agreed.DECLINED, award.amount
    award.save(update_fields=["declined_because", "state", "returned"])
    _put_back(award=award, amount=award.amount, what=award.declined_because, key=f"declined:{award.pk}", actor=actor)
    write_audit(act="decline_award", record=award, actor=actor, after={"amount": award.amount})
    return award


@transaction.atomic
def accept_terms(*, award: Award, actor: Party, on_paper: bool = False) -> Award:
    """Accept the terms of an award, as whose contribution it is.

    `on_paper`: an officer with the act `fund.approve` enters that they signed. Refuses where there are no terms, and
    an award that waits for its second person or was declined.
    """
    award = locked_award(award)
    initiative = award.pot.initiative
    own = award.contribution.party_id == actor.pk
    if not (own or (on_paper and may("fund.approve", party=actor, initiative=initiative))):
        raise NotAllowed(_("The terms are accepted by whom the award is for."))
    if award.state != Agreed.STANDING or not award.terms or award.terms_accepted_at:
        raise Refused(_("There are no terms to accept now."))
    award.terms_accepted_at, award.terms_accepted_by = clock.now(), actor
    award.save(update_fields=["terms_accepted_at", "terms_accepted_by"])
    write_audit(act="accept_terms", record=award, actor=actor, after={"on_paper": on_paper and not own})
    return award


@transaction.atomic
def return_rest(*, award: Award, why: str, actor: Party | None) -> Award:
    """Put what an award did not need back into the pot; what is in payments under way stays. Act `fund.pay`."""
    award = locked_award(award)
    require("fund.pay", party=actor, initiative=award.pot.initiative)
    rest = award.left
    if rest <= 0 or award.state != Agreed.STANDING:
        raise Refused(_("Nothing is left of it."))
    why = check_words(why, refusal=_("Say why it is not needed."), field="why")
    _put_back(award=award, amount=rest, what=why, key=f"return:{award.pk}:{ids.uuid7()}", actor=actor)
    Award.objects.filter(pk=award.pk).update(returned=F("returned") + rest)
    write_audit(act="return_rest", record=award, actor=actor, after={"amount": rest})
    award.refresh_from_db()
    return award


def _put_back(*, award: Award, amount: int, what: str, key: str, actor: Party | None) -> None:
    pot = Account.objects.get(pk=award.pot.account_id)
    post(
        organisation=award.pot.initiative.organisation,
        key=key,
        what=what,
        actor=actor,
        because=award.contribution,
        lines=[Line(account=award.account, amount=-amount), Line(account=pot, amount=amount)],
    )
