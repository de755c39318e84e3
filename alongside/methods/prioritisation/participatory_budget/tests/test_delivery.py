"""Winners on their way: milestones, variations, the opening; both sides on one page."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from alongside.blocks.fund.actions import spend_money, vary_award
from alongside.blocks.fund.models import Award
from alongside.core.decisions.models import Action
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.participatory_budget.delivery.actions import (
    add_milestone,
    begin_milestone,
    finish_milestone,
    move_milestone,
    plan_opening,
    vary_scope,
)
from alongside.methods.prioritisation.participatory_budget.delivery.queries import Winner, winners
from alongside.methods.prioritisation.participatory_budget.models import Milestone, Variation
from alongside.methods.prioritisation.participatory_budget.tests.conftest import Round


def first(counted: Round) -> Winner:
    return winners(counted.initiative)[0]


def test_every_winner_has_its_promise_its_proposal_and_its_money(counted: Round) -> None:
    found = winners(counted.initiative)
    assert [(one.action.what, one.proposal.title, one.award.amount, one.state) for one in found] == [  # type: ignore[union-attr]  # they have
        ("Benches", "Benches", 60_000, "planned"),
        ("Trees", "Trees", 30_000, "planned"),
    ]


def test_a_step_is_planned_begun_and_done_with_its_days(counted: Round) -> None:
    officer, today = counted.who("steering_officer"), clock.today()
    step = add_milestone(
        action=first(counted).action, what="It is ordered", due=today + timedelta(days=9), actor=officer
    )
    with pytest.raises(Refused, match="still to come"):
        begin_milestone(milestone=step, on=today + timedelta(days=1), actor=officer)
    begin_milestone(milestone=step, on=today, actor=officer)
    assert first(counted).state == "begun"
    with pytest.raises(Refused, match="before it began"):
        finish_milestone(milestone=step, on=today - timedelta(days=1), actor=officer)
    finish_milestone(milestone=step, on=today, actor=officer)
    with pytest.raises(Refused, match="done already"):
        finish_milestone(milestone=step, on=today, actor=officer)
    assert (first(counted).done_count, first(counted).next, first(counted).late) == (1, None, 0)


def test_another_day_needs_a_reason_and_the_first_promise_stays_in_sight(counted: Round) -> None:
    officer, today = counted.who("steering_officer"), clock.today()
    step = add_milestone(action=first(counted).action, what="Built", due=today + timedelta(days=5), actor=officer)
    with pytest.raises(Refused, match="Say why"):
        move_milestone(milestone=step, due=today + timedelta(days=30), reason=" ", actor=officer)
    step.refresh_from_db()
    assert step.due == today + timedelta(days=5)
    move_milestone(milestone=step, due=today + timedelta(days=30), reason="Frost.", actor=officer)
    step.refresh_from_db()
    assert (step.planned, step.due) == (today + timedelta(days=5), today + timedelta(days=30))
    with clock.at(clock.now() + timedelta(days=12)):
        assert (first(counted).state, first(counted).late) == ("late", 7)
    assert Variation.objects.get().reason == "Frost."


def test_only_those_who_deliver_report_and_nothing_changes_silently(counted: Round) -> None:
    action, day = first(counted).action, clock.today()
    for role in ("steering_resident", "scrutineer", "decider"):
        with pytest.raises(NotAllowed):
            add_milestone(action=action, what="Mine", due=day, actor=counted.who(role))
    with pytest.raises(Refused, match="Say why"):
        vary_scope(action=action, before="Three", after="Two", reason="", actor=counted.who("steering_officer"))
    with pytest.raises(Refused, match="what comes instead"):
        vary_scope(action=action, before="Three", after="", reason="So.", actor=counted.who("steering_officer"))
    assert (Milestone.objects.count(), Variation.objects.count()) == (0, 0)


def test_no_more_steps_than_anybody_can_follow(counted: Round) -> None:
    officer = counted.who("steering_officer")
    for at in range(20):
        add_milestone(action=first(counted).action, what=f"Step {at}", due=clock.today(), actor=officer)
    with pytest.raises(Refused, match="Twenty"):
        add_milestone(action=first(counted).action, what="One more", due=clock.today(), actor=officer)


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), content_type="image/png")


def test_the_opening_has_a_day_and_a_picture_that_is_described(counted: Round) -> None:
    officer, action = counted.who("steering_officer"), first(counted).action
    with pytest.raises(Refused, match="Say when"):
        plan_opening(action=action, actor=officer, words="Come")
    with pytest.raises(Refused, match="what the picture shows"):
        plan_opening(action=action, actor=officer, picture=picture())
    day = clock.now() + timedelta(days=3)
    plan_opening(action=action, actor=officer, at=day, words="Meet at the top")
    found = plan_opening(action=action, actor=officer, picture=picture(), picture_alt="Three benches")
    assert (found.at, found.words, found.picture_alt) == (day, "Meet at the top", "Three benches")
    client, path = counted.page(f"delivery/{action.pk}/")
    shown = client.get(path).content.decode()
    assert "Meet at the top" in shown
    assert 'alt="Three benches"' in shown
    assert client.get(path + "picture.jpg")["Content-Type"] == "image/jpeg"


def test_both_sides_on_one_page_until_residents_confirm(counted: Round) -> None:
    action = first(counted).action
    officer, path = counted.page(f"delivery/{action.pk}/", "steering_officer")
    resident, _path = counted.page("", "steering_resident")
    visitor = Client(headers={"host": "localhost"})
    day = clock.today().isoformat()
    assert officer.post(path, {"do": "step", "what": "Built", "due": day}).status_code == 302
    step = Milestone.objects.get()
    assert officer.post(path, {"do": "finish", "on": day, "milestone": step.pk}).status_code == 302
    assert resident.post(path, {"do": "confirm"}).status_code == 409
    assert officer.post(path, {"do": "done", "proof": "It stands."}).status_code == 302
    assert officer.post(path, {"do": "confirm"}).status_code == 409
    assert resident.post(path, {"do": "doubt", "why": ""}).status_code == 409
    assert resident.post(path, {"do": "doubt", "why": "One arm is loose."}).status_code == 302
    shown = visitor.get(path).content.decode()
    assert "Not done yet, say residents" in shown
    assert "One arm is loose." in shown
    assert officer.post(path, {"do": "done", "proof": "Tightened."}).status_code == 302
    assert resident.post(path, {"do": "confirm"}).status_code == 302
    assert Action.objects.get(pk=action.pk).confirmed_at is not None
    assert visitor.post(path, {"do": "confirm"}).status_code == 409
    assert officer.post(path, {"do": "nonsense"}).status_code == 404


def test_where_the_money_went(counted: Round) -> None:
    officer, winner = counted.who("steering_officer"), first(counted)
    award = Award.objects.get(pk=winner.award.pk)  # type: ignore[union-attr]  # it has one
    spend_money(award=award, amount=20_000, what="Wood", on=clock.today(), actor=officer)
    vary_award(award=award, change=5_000, reason="Oak lasts longer.", actor=counted.who("decider"))
    client, path = counted.page("delivery/")
    shown = " ".join(client.get(path).content.decode().split())
    assert "£650" in shown
    assert "£200" in shown
    one = " ".join(client.get(f"{path}{winner.action.pk}/").content.decode().split())
    assert "£200 paid of £650" in one
    assert "£600 → £650" in one
    assert "Oak lasts longer." in one


def test_one_winner_or_many_take_as_many_queries(counted: Round) -> None:
    key = first(counted).action.pk
    counts = []
    for wanted in (None, key):
        with CaptureQueriesContext(connection) as asked:
            winners(counted.initiative, action_key=wanted)
        counts.append(len(asked))
    assert counts == [4, 4]
