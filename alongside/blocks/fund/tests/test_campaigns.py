"""Campaigns: nothing is collected before the condition holds, the match is what the rule gives, and all are told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.blocks.fund.actions import (
    approve_award,
    award_match,
    cancel_campaign,
    close_campaign,
    confirm_pledge,
    give_back,
    open_campaign,
    pledge,
    prepare_payment,
    publish_match_rule,
    receive_gift,
    require_two_people,
    settle_match,
    withdraw_pledge,
)
from alongside.blocks.fund.actions.closing import close_due_campaigns
from alongside.blocks.fund.actions.collecting import collection_of, fail_collection, take_payment
from alongside.blocks.fund.actions.pledging import link_of, read_link
from alongside.blocks.fund.models import Campaign, Collection, Pledge
from alongside.blocks.fund.tests.conftest import Drive
from alongside.core.accounts.queries import given_by_both
from alongside.core.messages.models import Message
from alongside.core.people.models import Party, User
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from tests.conformance.town import decider_of


def pay(made: Pledge, payment_id: str = "p1") -> str:
    collection = made.collections.get(state="asked")
    return take_payment(collection=collection, amount=made.amount, currency="GBP", payment_id=payment_id)


def fresh(campaign: Campaign) -> Campaign:
    return Campaign.objects.get(pk=campaign.pk)


def test_the_target_is_the_sum_of_the_costs_and_the_match_is_put_by_on_opening(drive: Drive) -> None:
    campaign = drive.open(target=80_000)
    assert (campaign.target, campaign.state, drive.balances(campaign)) == (80_000, "open", (0, 50_000, 0))
    other = drive.open(target=10_000)
    assert drive.balances(other) == (0, 0, 0)
    cancel_campaign(campaign=campaign, why="The bus stops elsewhere", actor=drive.who("creator"))
    assert drive.balances(campaign) == (50_000, 0, 0)


def test_two_people_bring_a_campaign_about(drive: Drive) -> None:
    draft = drive.draft()
    draft.by = drive.who("verifier")
    draft.save(update_fields=["by"])
    with pytest.raises(Refused, match="second person"):
        drive.open(draft)
    with pytest.raises(NotAllowed):
        open_campaign(
            campaign=draft,
            stage="campaign",
            decider=decider_of(drive.run),
            answer_by=clock.today() + timedelta(days=60),
            actor=drive.who("creator"),
        )


def test_a_campaign_that_reaches_its_target_with_match_collects_and_one_that_does_not_lets_go(drive: Drive) -> None:
    campaign = drive.open(target=60_000)
    pledges = [drive.pledge(campaign, amount) for amount in (20_000, 10_000)]
    ended = drive.end(campaign)
    assert (ended.state, ended.match, ended.match_held_by) == ("reached", 30_000, "")
    assert sorted(Collection.objects.values_list("amount", flat=True)) == [10_000, 20_000]
    assert [pay(made, f"p{made.pk}") for made in pledges] == ["paid", "paid"]
    award = award_match(campaign=campaign, actor=drive.who("match_funder"))
    assert (award.amount, drive.balances(campaign)) == (30_000, (20_000, 0, 30_000))
    assert given_by_both(organisation=drive.organisation).citizen_pence == 30_000
    other = drive.open(target=50_000)
    released = drive.pledge(other, 14_999)
    assert drive.balances(other) == (0, 20_000, 0)
    ended = drive.end(other)
    released.refresh_from_db()
    assert (ended.state, released.state, drive.balances(other)) == ("missed", "released", (20_000, 0, 0))
    assert Collection.objects.filter(pledge__campaign=other).count() == 0
    told = Message.objects.filter(key=f"campaign-ended:{released.pk}").get()
    assert "owe nothing of the £149.99" in told.text
    assert drive.sound()


def test_the_day_itself_ends_a_campaign_and_twice_changes_nothing(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    drive.pledge(campaign, 10_000)
    with pytest.raises(Refused, match="not over"):
        close_campaign(campaign=campaign)
    for _time in range(2):
        with clock.at(campaign.closes_at + timedelta(seconds=1)):
            close_due_campaigns()
    assert (fresh(campaign).state, Collection.objects.count()) == ("reached", 1)


def test_the_database_refuses_to_collect_early_whoever_writes(drive: Drive) -> None:
    made = drive.pledge(drive.open(), 500)
    with pytest.raises(IntegrityError), transaction.atomic():
        Collection.objects.create(
            organisation=drive.organisation, pledge=made, gateway="bank_transfer", reference="AS1", amount=500
        )
    with pytest.raises(Refused, match="Nothing is asked for"):
        collection_of(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.filter(pk=made.pk).update(amount=1)


def test_what_is_taken_back_before_the_day_does_not_count_and_after_it_stays(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    made, other = drive.pledge(campaign, 9_000), drive.pledge(campaign, 5_000)
    with pytest.raises(NotAllowed):
        withdraw_pledge(made=made, actor=other.party)
    withdraw_pledge(made=made, actor=made.party)
    found = fresh(campaign)
    assert (found.pledged, found.pledge_count) == (5_000, 1)
    assert drive.end(campaign).state == "reached"  # 5,000 and as much match
    with pytest.raises(Refused, match="taken back"):
        withdraw_pledge(made=other, actor=other.party)


def test_a_visitor_s_pledge_counts_once_the_address_is_proved(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    with pytest.raises(Refused, match="e-mail address in full"):
        guest(drive, campaign, "ann")
    made = guest(drive, campaign, "ann@example.org")
    assert (made.state, fresh(campaign).pledged) == ("unconfirmed", 0)
    letter = Message.objects.get(key=f"pledge-confirm:{made.pk}")
    assert letter.path == link_of(made)
    again = read_link(organisation=drive.organisation, token=letter.path.split("/")[3])
    for _time in range(2):
        assert confirm_pledge(made=again).state == "standing"
    assert fresh(campaign).pledged == 100
    with pytest.raises(Refused, match="not whole"):
        read_link(organisation=drive.organisation, token=letter.path.split("/")[3][:-1] + "x")


def guest(_drive: Drive, campaign: Campaign, email: str) -> Pledge:
    return pledge(campaign=campaign, kind="money", amount=100, actor=None, name="Ann", email=email)[0]


def test_a_proved_address_belongs_to_whoever_is_known_by_it_and_never_to_another_unproved_one(drive: Drive) -> None:
    campaign = drive.open()
    squatter = guest(drive, campaign, "ann@example.org")
    mine = guest(drive, campaign, "Ann@example.org")
    assert confirm_pledge(made=mine).party != squatter.party
    user = User.objects.create_user("bea@example.org")
    known = drive.person("Bea", email="bea@example.org", user=user)
    made = guest(drive, campaign, "bea@example.org")
    assert (confirm_pledge(made=made).party, made.contribution.initiative) == (known, drive.initiative)


def test_who_never_proved_the_address_is_forgotten_at_the_end(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    made = guest(drive, campaign, "ann@example.org")
    drive.end(campaign)
    assert Party.objects.filter(email="ann@example.org").count() == 0
    made.refresh_from_db()
    assert (made.state, made.party, made.contribution.state) == ("released", None, "erased")


def test_time_and_things_are_pledged_and_received(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    drive.pledge(campaign, 10_000)
    hours = drive.pledge(campaign, 120, kind="time")
    ladder = drive.pledge(campaign, 1, kind="thing", thing=0)
    for wrong in ({"kind": "thing", "thing": 7}, {"kind": "thing"}, {"kind": "hope"}, {"kind": "money", "amount": 0}):
        with pytest.raises(Refused):
            drive.pledge(campaign, **({"amount": 1} | wrong))  # type: ignore[arg-type]  # wrong on purpose
    drive.end(campaign)
    creator = drive.who("creator")
    receive_gift(made=hours, actor=creator, minutes=150)
    receive_gift(made=ladder, actor=creator)
    with pytest.raises(Refused, match="nothing to receive"):
        receive_gift(made=ladder, actor=creator)
    assert given_by_both(organisation=drive.organisation).citizen_minutes == 150
    assert fresh(campaign).minutes_given == 150


def test_money_comes_in_once_in_its_amount_and_goes_back_once(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    made = drive.pledge(campaign, 10_000)
    drive.end(campaign)
    collection = made.collections.get()
    said = [
        take_payment(collection=collection, amount=amount, currency=currency, payment_id=name)
        for amount, currency, name in (
            (9_999, "GBP", "a"),
            (10_000, "EUR", "a"),
            (10_000, "GBP", "a"),
            (10_000, "GBP", "a"),
            (10_000, "GBP", "b"),
        )
    ]
    assert said == ["another amount", "another amount", "paid", "known", "paid twice"]
    assert drive.balances(campaign)[2] == 10_000
    agent = drive.who("payment_agent")
    collection.refresh_from_db()
    give_back(collection=collection, why="They asked for it", actor=agent)
    collection.refresh_from_db()
    with pytest.raises(Refused, match="given back already"):
        give_back(collection=collection, why="Again", actor=agent)
    assert (drive.balances(campaign)[2], fresh(campaign).collected, drive.sound()) == (0, 0, True)
    assert given_by_both(organisation=drive.organisation).citizen_pence == 0


def test_what_was_raised_is_paid_out_and_then_cannot_go_back(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    made = drive.pledge(campaign, 10_000)
    drive.end(campaign)
    pay(made)
    prepare_payment(campaign=fresh(campaign), amount=6_000, what="Wood", actor=drive.who("payment_agent"))
    with pytest.raises(Refused, match="spent already"):
        give_back(collection=made.collections.get(), why="They asked", actor=drive.who("payment_agent"))
    assert given_by_both(organisation=drive.organisation).public_pence == 0


def test_the_match_is_settled_by_what_came_in_and_waits_for_two_where_the_pot_says_so(drive: Drive) -> None:
    drive.pot = require_two_people(pot=drive.pot, amount=5_000, actor=drive.who("match_funder"))
    campaign = drive.open(target=20_000)
    first, second = drive.pledge(campaign, 6_000), drive.pledge(campaign, 4_000)
    drive.end(campaign)
    funder = drive.who("match_funder")
    award = award_match(campaign=campaign, actor=funder)
    assert (award.state, award.amount) == ("proposed", 10_000)
    approve_award(award=award, actor=drive.who("verifier"))
    pay(first)
    with pytest.raises(Refused, match="still asked for"):
        settle_match(campaign=campaign, actor=funder)
    assert fail_collection(collection=second.collections.get(), why="No funds") == "failed"
    lowered = settle_match(campaign=campaign, actor=funder)
    assert (lowered and lowered.change, settle_match(campaign=campaign, actor=funder)) == (-4_000, None)
    assert (drive.balances(campaign)[0], drive.sound()) == (44_000, True)


def test_what_one_person_may_have_matched_spans_the_projects_of_a_pot(drive: Drive) -> None:
    drive.rule(percent=100, most_per_person=5_000, most_per_project=25_000)
    rich = drive.person()
    first, second = drive.open(target=20_000, all_or_nothing=False), drive.open(target=20_000, all_or_nothing=False)
    for campaign in (first, second):
        drive.pledge(campaign, 4_000, rich)
    assert [drive.end(campaign).match for campaign in (first, second)] == [4_000, 1_000]


def test_a_rule_that_makes_no_sense_is_refused_and_an_open_campaign_keeps_its_own(drive: Drive) -> None:
    campaign = drive.open(target=20_000, all_or_nothing=False)
    drive.rule(percent=1)
    for rule in ({"percent": 0}, {"percent": 1.5}, {"cap": 1}, {"most_per_backer": -1}, {"weights": {"x": 9_999}}):
        with pytest.raises(Refused):
            publish_match_rule(pot=drive.pot, rule=rule, actor=drive.who("match_funder"))
    drive.pledge(campaign, 3_000)
    assert drive.end(campaign).match == 3_000


def test_what_did_not_come_is_asked_for_again_when_its_giver_says_so_and_by_no_look_at_the_page(drive: Drive) -> None:
    campaign = drive.open(target=10_000)
    made = drive.pledge(campaign, 10_000)
    drive.end(campaign)
    first = made.collections.get()
    fail_collection(collection=first, why="No funds")
    assert "It did not come in" in Client().get(link_of(made)).content.decode()
    assert made.collections.count() == 1
    page = Client().post(link_of(made), {"do": "again"}, follow=True).content.decode()
    second = made.collections.get(state="asked")
    assert (second.reference != first.reference, second.reference in page) == (True, True)
    assert take_payment(collection=first, amount=10_000, currency="GBP", payment_id="late") == "paid twice"
    assert take_payment(collection=second, amount=10_000, currency="GBP", payment_id="p") == "paid"


def test_a_form_on_paper_is_entered_by_the_team_and_nobody_pledges_for_another(drive: Drive) -> None:
    campaign = drive.open()
    form = {"channel": "paper", "party": None, "name": "Cyril", "received_at": clock.now()}
    made, code = pledge(campaign=campaign, kind="money", amount=700, actor=drive.who("creator"), **form)
    assert (made.state, len(code), made.contribution.entered_by) == ("standing", 12, drive.who("creator"))
    with pytest.raises(NotAllowed):
        pledge(campaign=campaign, kind="money", amount=700, actor=drive.run.town.somebody, **form)
    with pytest.raises(NotAllowed):
        drive.pledge(campaign, 700, drive.person(), actor=drive.person())
