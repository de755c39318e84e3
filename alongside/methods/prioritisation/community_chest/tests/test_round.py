"""A round from its call to its story, by the actions."""

from datetime import timedelta

from alongside.blocks.fund.actions import approve_award, approve_payment, keep_receipt, pay, prepare_payment
from alongside.blocks.fund.models import Award, Pot
from alongside.core.contributions.actions import acknowledge
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Action, Answer
from alongside.core.recognition.actions import thank
from alongside.core.recognition.models import Recognition
from alongside.core.threads.queries import thread
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.agreeing import (
    draft_result,
    publish_result,
    recommend_all,
    set_awards,
)
from alongside.methods.prioritisation.community_chest.granting import accept_grant, file_report, read_report
from alongside.methods.prioritisation.community_chest.models import Application, Grant
from alongside.methods.prioritisation.community_chest.tests.conftest import Chest


def decide(chest: Chest) -> None:
    """From the scores to the published decision, with the second person."""
    officer = chest.who("fund_officer")
    recommend_all(grant_round=chest.grant_round, actor=officer)
    for award in set_awards(grant_round=chest.grant_round, actor=officer):
        approve_award(award=award, actor=chest.who("approver"))
    draft_result(grant_round=chest.grant_round, actor=officer)
    publish_result(
        grant_round=chest.grant_round,
        reason="As the panel scored.",
        owner=chest.member("fund_officer"),
        due=clock.today() + timedelta(days=30),
        actor=chest.who("decider"),
    )


def pay_out(chest: Chest, grant: Grant) -> None:
    """Two people pay a grant."""
    payment = prepare_payment(award=grant.award, amount=grant.award.amount, what="Grant", actor=chest.who("payer"))
    approve_payment(payment=payment, actor=chest.who("approver"))
    pay(payment=payment, on=clock.today(), actor=chest.who("payer"))
    keep_receipt(
        payment=payment, what="Timber", amount=1_000, on=clock.today(), actor=grant.application.contribution.party
    )


# long: one story
def test_from_the_call_to_the_story(chest: Chest) -> None:
    one, two, three = chest.apply("A", 50_000), chest.apply("B", 40_000), chest.apply("C", 30_000)
    acknowledge(contribution=one.contribution, text="Thank you, read.", actor=chest.who("fund_officer"))
    chest.scored((one, 5), (two, 4), (three, 3))
    decide(chest)
    states = dict(Application.objects.values_list("number", "state"))
    assert states == {1: "awarded", 2: "awarded", 3: "awarded"}
    assert list(Award.objects.order_by("-amount").values_list("amount", flat=True)) == [50_000, 40_000, 10_000]
    assert Pot.objects.get().account.balance == 100_000
    verdicts = dict(Answer.objects.values_list("theme__title", "verdict"))
    assert verdicts == {"Application 1": "adopted", "Application 2": "adopted", "Application 3": "adapted"}
    part = Recognition.objects.get(form="answer", contribution=three.contribution)
    assert "£100 of the £300 asked for." in part.text
    assert "This is what was left of the round’s money." in part.text
    grant = Grant.objects.select_related("award").get(application=one)
    keeper = one.contribution.party
    assert keeper is not None
    assert grant.award.title == "Application 1, Spring chest"
    accept_grant(grant=grant, actor=keeper)
    grant.refresh_from_db()
    pay_out(chest, grant)
    report = file_report(
        grant=Grant.objects.get(pk=grant.pk),
        text="We built six beds and forty people came.",
        kept="yes",
        minutes=1200,
        public=True,
        actor=keeper,
    )
    read_report(report=report, actor=chest.who("fund_officer"))
    action = Action.objects.get(what__contains="application 1,")
    do_action(action=action, proof="Paid; the report is read.", actor=chest.who("fund_officer"))
    confirm_action(action=action, actor=keeper)
    thank(
        initiative=chest.run.initiative,
        contribution=one.contribution,
        text="Thank you for the beds by the hall.",
        from_party=chest.who("fund_officer"),
    )
    assert Award.objects.get(pk=grant.award_id).title == "Beds for A"
    kinds = {step.kind for step in thread(record=one.contribution)}
    assert kinds == {"contribution", "recognition", "theme", "decision", "action", "transaction"}
