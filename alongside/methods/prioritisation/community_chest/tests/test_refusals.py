"""What a chest refuses, and what its database refuses whoever writes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.blocks.fund.actions import approve_award, decline_award
from alongside.blocks.fund.models import Pot
from alongside.core.contributions.actions import withdraw_contribution
from alongside.core.decisions.models import Answer
from alongside.core.initiatives import charter
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.community_chest.agreeing import recommend, recommend_all, set_awards
from alongside.methods.prioritisation.community_chest.applying import answer_host, ask_host
from alongside.methods.prioritisation.community_chest.granting import accept_grant, decline_grant, file_report
from alongside.methods.prioritisation.community_chest.judging import close_scoring, declare, file_sheet
from alongside.methods.prioritisation.community_chest.models import Application, Declaration, Grant, Mark, Round, Sheet
from alongside.methods.prioritisation.community_chest.queries import cases_for
from alongside.methods.prioritisation.community_chest.tests.conftest import Chest
from alongside.methods.prioritisation.community_chest.tests.test_round import decide, pay_out


def refused(words: str) -> object:
    return pytest.raises(Refused, match=words)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"amount": 60_000, "whole_cost": 60_000}, "between £50 and £500"),
        ({"amount": 4_000}, "between £50 and £500"),
        ({"whole_cost": 100}, "costs at least what you ask for"),
        ({"ends_on": clock.today()}, "ends before it starts"),
        ({"title": " "}, "title of a few words"),
        ({"text": "Beds for Seed swap"}, "Say more than the title"),
        ({"outcome": ""}, "what will be better"),
    ],
)
def test_an_application_that_lacks_something_says_what(chest: Chest, change: dict[str, object], words: str) -> None:
    with pytest.raises(Refused, match=words):
        chest.apply(**change)  # type: ignore[arg-type]  # each is one of its words
    assert Application.objects.count() == 0


def test_a_person_applies_only_where_the_round_lets_them(chest: Chest) -> None:
    with pytest.raises(Refused, match="This round is for groups"):
        chest.apply(group=chest.group("Joan", sort="person"))


def test_a_host_is_asked_one_at_a_time_and_says_why_not(chest: Chest) -> None:
    host = chest.member("fiscal_host")
    application = chest.apply(group=chest.group(has_account=False), host=host)
    keeper = application.contribution.party
    with pytest.raises(Refused, match="Another group has been asked already"):
        ask_host(application=application, host=host, actor=keeper)
    hosting = application.hostings.get()
    with pytest.raises(NotAllowed):
        answer_host(hosting=hosting, holds=True, actor=keeper)
    with pytest.raises(Refused, match="Say why you cannot"):
        answer_host(hosting=hosting, holds=False, actor=host.party)
    answer_host(hosting=hosting, holds=False, why="Our treasurer is away.", actor=host.party)
    ask_host(application=application, host=host, actor=keeper)
    chest.close()
    with pytest.raises(Refused, match="has not said yes yet"):
        chest.check(application)


def test_nobody_scores_without_having_declared_nor_with_an_interest(chest: Chest) -> None:
    application = chest.apply()
    chest.close()
    chest.check(application)
    seat, member = chest.who("panel_resident"), chest.member("panel_resident")
    points = {str(one.pk): 3 for one in chest.grant_round.criteria.all()}
    with pytest.raises(Refused, match="First say"):
        file_sheet(application=application, points=points, comment="Good", actor=seat)
    columns = {"organisation_id": application.organisation_id, "application": application, "member": member}
    for interest in (None, True):
        if interest:
            declare(application=application, interest=True, what="My sister", actor=seat)
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.create(comment="Past the action", **columns)
    with pytest.raises(NotAllowed, match="declared an interest"):
        file_sheet(application=application, points=points, comment="Good", actor=seat)
    with pytest.raises(Refused, match="it stays on record"):
        declare(application=application, interest=False, actor=seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.all().delete()
    assert Sheet.objects.count() == 0


def test_an_interest_that_comes_to_light_takes_the_points_back(chest: Chest) -> None:
    application = chest.apply()
    chest.close()
    chest.check(application)
    chest.score(application, "panel_resident", 5, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.update(interest=True)
    declare(application=application, interest=True, what="I found out", actor=chest.who("panel_resident"))
    assert (Sheet.objects.count(), Mark.objects.count()) == (0, 0)


def test_who_applies_or_holds_the_money_cannot_say_that_they_have_no_link(chest: Chest) -> None:
    seat = chest.who("panel_resident")
    application = chest.apply(keeper=seat)
    chest.close()
    chest.check(application)
    with pytest.raises(Refused, match="that is an interest"):
        declare(application=application, interest=False, actor=seat)


def test_points_are_hidden_until_ones_own_are_filed_and_from_who_is_barred_for_good(chest: Chest) -> None:
    application = chest.apply()
    chest.close()
    chest.check(application)
    chest.score(application, "panel_officer", 5, 5)
    seat = chest.who("panel_resident")
    second = cases_for(grant_round=chest.grant_round, party=seat)[0]
    assert (second.sees, list(second.others), second.filed) == (False, [], 1)
    chest.score(application, "panel_resident", 1, 1)
    assert [one.comment for one in cases_for(grant_round=chest.grant_round, party=seat)[0].others] == [
        "It reaches many."
    ]
    with pytest.raises(Refused, match="they stay"):
        file_sheet(
            application=application,
            points={str(one.pk): 2 for one in chest.grant_round.criteria.all()},
            comment="Again",
            actor=seat,
        )


def test_who_pays_does_not_score_and_points_end_with_the_scoring(chest: Chest) -> None:
    application = chest.apply()
    chest.close()
    chest.check(application)
    payer = chest.who("payer")
    charter.add_member(initiative=chest.run.initiative, party=payer, role="panel_officer", actor=chest.run.town.officer)
    declare(application=application, interest=False, actor=payer)
    points = {str(one.pk): 3 for one in chest.grant_round.criteria.all()}
    with pytest.raises(NotAllowed, match="does not score"):
        file_sheet(application=application, points=points, comment="Good", actor=payer)
    chest.score(application, "panel_officer", 3, 3)
    with pytest.raises(Refused, match="lacks the points of a resident"):
        close_scoring(grant_round=chest.grant_round, actor=chest.who("fund_officer"))
    chest.score(application, "panel_resident", 3, 3)
    close_scoring(grant_round=chest.grant_round, actor=chest.who("fund_officer"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.update(points=5)


def test_amounts_keep_to_the_round_and_each_has_a_reason(chest: Chest) -> None:
    one, two = chest.apply("A", 50_000), chest.apply("B", 50_000)
    chest.scored((one, 5), (two, 4))
    officer = chest.who("fund_officer")
    with pytest.raises(Refused, match="has no recommendation yet"):
        set_awards(grant_round=chest.grant_round, actor=officer)
    recommend_all(grant_round=chest.grant_round, actor=officer)
    for amount, reason, words in (
        (60_000, "More", "more than was asked for"),
        (4_000, "Little", "smallest grant here is £50"),
        (40_000, " ", "Write the reason"),
    ):
        with pytest.raises(Refused, match=words):
            recommend(application=one, amount=amount, reason=reason, actor=officer)
    Round.objects.update(amount=70_000)
    with pytest.raises(Refused, match="Only £200 of the round is left"):
        recommend(application=one, amount=30_000, reason="A part", actor=officer)


def test_a_second_person_sends_an_award_back_and_it_can_be_changed(chest: Chest) -> None:
    one = chest.apply("A", 50_000)
    chest.scored((one, 5))
    officer = chest.who("fund_officer")
    recommend_all(grant_round=chest.grant_round, actor=officer)
    (award,) = set_awards(grant_round=chest.grant_round, actor=officer)
    with pytest.raises(Refused, match="with the second person already"):
        recommend(application=one, amount=10_000, reason="Less", actor=officer)
    with pytest.raises(NotAllowed):
        approve_award(award=award, actor=officer)
    decline_award(award=award, why="Too much for six beds.", actor=chest.who("approver"))
    recommend(application=one, amount=30_000, reason="Four beds", actor=officer)
    (award,) = set_awards(grant_round=chest.grant_round, actor=officer)
    assert (award.amount, award.state, Pot.objects.get().account.balance) == (30_000, "proposed", 170_000)


# long: one story
def test_who_gets_nothing_is_told_why_and_where_else_and_is_named_nowhere(chest: Chest) -> None:
    one, two, three = chest.apply("A", 50_000), chest.apply("B", 50_000), chest.apply("C", 30_000)
    four = chest.apply("D", 30_000)
    withdraw_contribution(contribution=four.contribution, actor=four.contribution.party)
    chest.close()
    for application in (one, two):
        chest.check(application)
        for role in ("panel_officer", "panel_resident"):
            chest.score(application, role, 4, 4)
    chest.check(three, met=False)
    close_scoring(grant_round=chest.grant_round, actor=chest.who("fund_officer"))
    chest.grant_round.refresh_from_db()
    recommend_all(grant_round=chest.grant_round, actor=chest.who("fund_officer"))
    recommend(application=two, amount=0, reason="It reaches few.", actor=chest.who("fund_officer"))
    for award in set_awards(grant_round=chest.grant_round, actor=chest.who("fund_officer")):
        approve_award(award=award, actor=chest.who("approver"))
    from alongside.methods.prioritisation.community_chest.agreeing import draft_result, publish_result

    draft_result(grant_round=chest.grant_round, actor=chest.who("fund_officer"))
    publish_result(
        grant_round=chest.grant_round,
        reason="As scored.",
        owner=chest.member("fund_officer"),
        due=clock.today() + timedelta(days=30),
        actor=chest.who("decider"),
    )
    assert list(Answer.objects.order_by("theme__title").values_list("verdict", "why")) == [
        ("adopted", "£500, in full. The panel gave it 80 of 100 points: place 1 of 2."),
        ("not_adopted", "It reaches few. Ask the hardship fund of the parish."),
        ("not_adopted", "Looked at the plan. Looked at the plan. Ask the hardship fund of the parish."),
    ]
    states = ["awarded", "not_awarded", "not_eligible", "withdrawn"]
    assert list(Application.objects.order_by("number").values_list("state", flat=True)) == states


def test_no_new_grant_before_the_last_report(chest: Chest) -> None:
    one = chest.apply("A", 30_000)
    chest.scored((one, 5))
    decide(chest)
    grant = Grant.objects.select_related("award").get()
    keeper = one.contribution.party
    assert keeper is not None
    with pytest.raises(NotAllowed):
        accept_grant(grant=grant, actor=chest.person())
    accept_grant(grant=grant, actor=keeper)
    with pytest.raises(Refused, match="have answered this"):
        decline_grant(grant=grant, why="No", actor=keeper)
    with pytest.raises(Refused, match="Nothing has been paid yet"):
        file_report(grant=grant, text="We built six beds in two days.", kept="yes", actor=keeper)
    pay_out(chest, Grant.objects.select_related("award", "application__contribution").get())
    Grant.objects.update(report_by=clock.today() - timedelta(days=1))
    from alongside.methods.prioritisation.community_chest.applying import refuse_overdue

    with pytest.raises(Refused, match="has not told us what became of “Beds for A”"):
        refuse_overdue(one.group)
    file_report(grant=grant, text="We built six beds in two days.", kept="yes", actor=keeper)
    refuse_overdue(one.group)
