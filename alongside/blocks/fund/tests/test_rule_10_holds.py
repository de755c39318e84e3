"""Rule 10 under any sequence of what people and time may do with money: read back from the tables after every step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from alongside.blocks.fund import actions
from alongside.blocks.fund.actions.collecting import fail_collection, take_payment
from alongside.blocks.fund.models import Award, Campaign, Collection, Payment, Pledge, Pot, Variation
from alongside.blocks.fund.tests.conftest import Drive
from alongside.core.accounts.models import Account, Entry
from alongside.core.accounts.proving import findings
from alongside.kit import clock
from alongside.kit.refused import Refused

PLACE = st.integers(0, 11)
AMOUNT = st.integers(1, 40_000)
WHO = st.sampled_from(["match_funder", "verifier", "payment_agent"])
ROLLED_BACK = "the machine rolls each run back"


class Money(RuleBasedStateMachine):
    """A pot, awards with their changes and payments, campaigns, and pledges that come, go, and return."""

    drive: Drive

    @initialize(limit=st.sampled_from([None, 0, 10_000]))
    def begin(self, limit: int | None) -> None:
        """A pot, with or without the second person."""
        self.drive = Drive()
        self.now = clock.now()
        self.drive.pot = actions.require_two_people(
            pot=self.drive.pot, amount=limit, actor=self.drive.who("match_funder")
        )
        self.firsts: dict[Any, int] = {}

    def attempt(self, do: Callable[..., Any], **given: Any) -> None:
        """Do something at the moment of this run; a refusal is an answer."""
        try:
            with clock.at(self.now):
                do(**given)
        except Refused:
            pass

    def one(self, model: type[Any], at: int) -> Any:
        """One row of a table, or None where it is empty."""
        rows = list(model.objects.order_by("id"))
        return rows[at % len(rows)] if rows else None

    @rule(amount=AMOUNT)
    def ringfence(self, amount: int) -> None:
        initiative, actor = self.drive.initiative, self.drive.who("match_funder")
        self.attempt(actions.ringfence_pot, initiative=initiative, amount=amount, source="More", actor=actor)

    @rule(amount=AMOUNT)
    def award(self, amount: int) -> None:
        idea = self.drive.draft().contribution
        pot = Pot.objects.select_related("account", "initiative__organisation").get()
        actor = self.drive.who("match_funder")
        self.attempt(actions.award_money, pot=pot, contribution=idea, title="A", amount=amount, actor=actor)

    @rule(at=PLACE, who=WHO, yes=st.booleans())
    def answer_award(self, at: int, who: str, yes: bool) -> None:
        if (found := self.one(Award, at)) is not None:
            given = {"award": found, "actor": self.drive.who(who)}
            self.attempt(
                actions.approve_award if yes else actions.decline_award, **given, **({} if yes else {"why": "No"})
            )

    @rule(at=PLACE, change=st.integers(-40_000, 40_000))
    def vary(self, at: int, change: int) -> None:
        if (found := self.one(Award, at)) is not None:
            actor = self.drive.who("match_funder")
            self.attempt(actions.vary_award, award=found, change=change, reason="Other prices", actor=actor)

    @rule(at=PLACE, who=WHO, yes=st.booleans())
    def answer_variation(self, at: int, who: str, yes: bool) -> None:
        if (found := self.one(Variation, at)) is not None:
            do = actions.approve_variation if yes else actions.decline_variation
            self.attempt(do, variation=found, actor=self.drive.who(who))

    @rule(at=PLACE, amount=AMOUNT, source=st.sampled_from(["award", "pot", "campaign"]))
    def prepare(self, at: int, amount: int, source: str) -> None:
        model = {"award": Award, "pot": Pot, "campaign": Campaign}[source]
        if (found := self.one(model, at)) is not None:
            actor = self.drive.who("payment_agent")
            self.attempt(actions.prepare_payment, **{source: found}, amount=amount, what="Wood", actor=actor)

    @rule(at=PLACE, step=st.sampled_from(["approve", "pay", "fail", "return"]), other=st.booleans())
    def step_payment(self, at: int, step: str, other: bool) -> None:
        if (found := self.one(Payment, at)) is not None:
            actor = self.drive.run.town.officer if other else self.drive.who("payment_agent")
            do: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
                "approve": (actions.approve_payment, {}),
                "pay": (actions.pay, {"on": self.now.date()}),
                "fail": (actions.fail_payment, {"why": "No"}),
                "return": (actions.return_payment, {"why": "No"}),
            }
            self.attempt(do[step][0], payment=found, actor=actor, **do[step][1])

    @rule(at=PLACE, why=st.just("Less was needed"))
    def return_rest(self, at: int, why: str) -> None:
        if (found := self.one(Award, at)) is not None:
            self.attempt(actions.return_rest, award=found, why=why, actor=self.drive.who("payment_agent"))

    @rule(needs=st.integers(2, 60_000), whole=st.booleans(), cap=st.none() | st.integers(0, 30_000))
    def open_campaign(self, needs: int, whole: bool, cap: int | None) -> None:
        with clock.at(self.now):
            self.drive.rule(percent=100, most_per_person=cap)
            self.drive.open(target=needs, all_or_nothing=whole)

    @rule(at=PLACE, amount=AMOUNT, again=st.booleans())
    def pledge(self, at: int, amount: int, again: bool) -> None:
        if (found := self.one(Campaign, at)) is not None:
            party = self.drive.run.town.somebody if again else self.drive.person()
            self.attempt(actions.pledge, campaign=found, kind="money", amount=amount, actor=party, party=party)

    @rule(at=PLACE)
    def withdraw(self, at: int) -> None:
        if (found := self.one(Pledge, at)) is not None:
            self.attempt(actions.withdraw_pledge, made=found, actor=found.party)

    @rule(days=st.sampled_from([1, 25]))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)
        for found in Campaign.objects.filter(state="open"):
            self.attempt(actions.close_campaign, campaign=found)

    @rule(at=PLACE, wrong=st.booleans(), name=st.sampled_from("ab"))
    def money_comes(self, at: int, wrong: bool, name: str) -> None:
        if (found := self.one(Collection, at)) is not None:
            amount = found.amount + wrong
            self.attempt(take_payment, collection=found, amount=amount, currency="GBP", payment_id=name)

    @rule(at=PLACE, back=st.booleans())
    def money_goes(self, at: int, back: bool) -> None:
        if (found := self.one(Collection, at)) is not None:
            if back:
                agent = self.drive.who("payment_agent")
                self.attempt(actions.give_back, collection=found, why="They asked", actor=agent)
            else:
                self.attempt(fail_collection, collection=found, why="No funds")

    @rule(at=PLACE, settle=st.booleans())
    def match(self, at: int, settle: bool) -> None:
        if (found := self.one(Campaign, at)) is not None:
            do = actions.settle_match if settle else actions.award_match
            self.attempt(do, campaign=found, actor=self.drive.who("match_funder"))

    @rule(at=PLACE)
    def cancel(self, at: int) -> None:
        if (found := self.one(Campaign, at)) is not None:
            self.attempt(actions.cancel_campaign, campaign=found, why="Called off", actor=self.drive.who("creator"))

    @invariant()
    def the_books_agree(self) -> None:
        if hasattr(self, "drive"):
            assert findings(self.drive.organisation) == []
            assert Entry.objects.aggregate(all=Sum("amount", default=0))["all"] == 0

    @invariant()
    def awards_never_exceed_what_was_set_aside(self) -> None:
        if hasattr(self, "drive"):
            pot = Pot.objects.select_related("account").get()
            awards = Award.objects.exclude(state="declined")
            out = sum(award.total - award.returned for award in awards)
            straight = Payment.objects.filter(pot=pot).exclude(state__in=["failed", "returned"])
            out += straight.aggregate(all=Sum("amount", default=0))["all"]
            put_by = Account.objects.filter(key__startswith="match:").aggregate(all=Sum("balance", default=0))["all"]
            assert pot.account.balance >= 0
            assert pot.amount == out + put_by + pot.account.balance

    @invariant()
    def a_first_award_never_changes(self) -> None:
        for key, amount in Award.objects.values_list("pk", "amount") if hasattr(self, "drive") else ():
            assert self.firsts.setdefault(key, amount) == amount

    @invariant()
    def nothing_is_collected_before_its_condition_or_twice(self) -> None:
        for found in Campaign.objects.all() if hasattr(self, "drive") else ():
            paid = Collection.objects.filter(pledge__campaign=found, state="paid")
            if found.state == "reached":
                assert found.closes_at <= self.now
                assert found.pledged + found.match >= found.target or not found.all_or_nothing
            else:
                assert Collection.objects.filter(pledge__campaign=found).count() == 0
            assert paid.values("pledge").distinct().count() == paid.count()
            out = Payment.objects.filter(campaign=found, state__in=["prepared", "approved", "paid"])
            spent = out.aggregate(all=Sum("amount", default=0))["all"]
            assert found.collected == spent + Account.objects.get(pk=found.account_id).balance

    @invariant()
    def two_people_where_the_pot_says_so(self) -> None:
        if hasattr(self, "drive") and self.drive.pot.two_people_from == 0:
            for row in [*Award.objects.filter(state="standing"), *Payment.objects.filter(state="paid", campaign=None)]:
                assert row.by_id
                assert row.approved_by_id
                assert row.by_id != row.approved_by_id


@pytest.mark.slow
@pytest.mark.django_db
def test_rule_10_holds_under_any_sequence() -> None:
    from django.db import transaction

    class Alone(Money):
        """Each run in a savepoint that is rolled back."""

        def __init__(self) -> None:
            super().__init__()
            self.point = transaction.savepoint()

        def teardown(self) -> None:
            """Leave the tables as they were."""
            transaction.savepoint_rollback(self.point)

    run_state_machine_as_test(Alone, settings=settings(stateful_step_count=25))
