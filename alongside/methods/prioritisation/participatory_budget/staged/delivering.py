"""How the winners of the demonstration are delivered: one done and confirmed, one late, one changed with its reason."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from alongside.blocks.fund.actions import spend_money, vary_award
from alongside.blocks.fund.models import Award
from alongside.core.accounts.actions import give
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions
from alongside.core.initiatives.models import Initiative
from alongside.core.questions.models import Question
from alongside.core.recognition.actions import show_thanks, thank
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.delivery.actions import (
    add_milestone,
    begin_milestone,
    finish_milestone,
    move_milestone,
    plan_opening,
    vary_scope,
)
from alongside.methods.prioritisation.participatory_budget.delivery.queries import Winner, winners
from alongside.methods.prioritisation.participatory_budget.staged.life import Life

STEPS = (("The ground is measured and the neighbours are told", 12), ("It is ordered", 30), ("It is built", 55))


def deliver(life: Life, initiative: Initiative, proposals: Question) -> None:
    """Seventy days: the first winner stands and is opened, the second is late, the third becomes something else."""
    officer, resident = life.who("steering_officer"), life.who("steering_resident")
    with life.at(130):
        actions.open_stage(initiative=initiative, key="deliver", actor=officer)
        for side, amount, what, actor in (
            ("citizen", 16 * 120, "Evenings of the steering group", resident),
            ("public", 140 * 60, "Checks, costs and the count", officer),
        ):
            key = f"steering:{initiative.pk}" if side == "citizen" else f"checks:{initiative.pk}"
            give(initiative=initiative, side=side, unit="minutes", amount=amount, what=what, key=key, actor=actor)
        found = winners(initiative)
        for winner in found[:3]:
            for what, days in STEPS:
                due = (life.start + timedelta(days=130 + days)).date()
                add_milestone(action=winner.action, what=what, due=due, actor=officer)
    if found:
        _first(life, initiative, winners(initiative)[0])
    if len(found) > 1:
        _second(life, winners(initiative)[1])
    if len(found) > 2:
        _third(life, winners(initiative)[2])


def _steps(life: Life, winner: Winner, days: tuple[int, ...]) -> None:
    """Do the first steps of a winner on these days of the run."""
    for milestone, day in zip(winner.milestones, days, strict=False):
        with life.at(day):
            begin_milestone(
                milestone=milestone, on=clock.today() - timedelta(days=5), actor=life.who("steering_officer")
            )
            finish_milestone(milestone=milestone, on=clock.today(), actor=life.who("steering_officer"))


def _first(life: Life, initiative: Initiative, winner: Winner) -> None:
    """Built in time, paid for, opened, confirmed; its proposer is thanked."""
    officer, award = life.who("steering_officer"), winner.award
    if award is None:
        return
    _steps(life, winner, (140, 158, 182))
    with life.at(176):
        opens = (life.start + timedelta(days=188)).replace(hour=11, minute=0, second=0, microsecond=0)
        plan_opening(action=winner.action, at=opens, words="Meet at the top of the hill; there is tea.", actor=officer)
    with life.at(185):
        _pay(life, award, award.amount * 9 // 10, "Built by the town’s own yard")
        action = do_action(
            action=Action.objects.get(pk=winner.action.pk),
            proof="It stands since Tuesday; the photograph hangs in the library.",
            actor=officer,
        )
    with life.at(189):
        plan_opening(
            action=winner.action, picture=_picture(), picture_alt="A drawing of what stands there now", actor=officer
        )
    with life.at(190):
        confirm_action(action=action, actor=life.who("steering_resident"))
        if award.contribution.party is not None:
            thanks = thank(
                initiative=initiative,
                contribution=award.contribution,
                from_party=officer,
                text=f"Thank you for “{award.title}”. You saw it first, and you showed us where. Come to the opening.",
            )
            show_thanks(recognition=thanks, shown=True, actor=award.contribution.party)


def _second(life: Life, winner: Winner) -> None:
    """Late: the order waits, and so does everything after it; the new day has its reason."""
    _steps(life, winner, (144,))
    with life.at(162):
        begin_milestone(milestone=winner.milestones[1], on=clock.today(), actor=life.who("steering_officer"))
    with life.at(168):
        move_milestone(
            milestone=winner.milestones[1],
            due=(life.start + timedelta(days=204)).date(),
            reason="The only firm that bid could not come before the autumn. We asked two more, and wait for them.",
            actor=life.who("steering_officer"),
        )


def _third(life: Life, winner: Winner) -> None:
    """Something else is built than was voted on, and costs more: both are said with their reasons."""
    officer, award = life.who("steering_officer"), winner.award
    _steps(life, winner, (143, 161))
    with life.at(165):
        vary_scope(
            action=winner.action,
            before="As drawn in the proposal",
            after="The same, two metres further from the road",
            reason="A gas main lies where it was drawn. The proposer came with us and agreed to the new place.",
            actor=officer,
        )
    if award is not None:
        with life.at(166):
            room = award.pot.account.balance if award.pot.account else 0
            if room >= 80_000:
                vary_award(
                    award=award,
                    change=80_000,
                    reason="Moving it past the gas main costs £800 more; the pot still holds it.",
                    actor=life.who("decider"),
                )
            _pay(life, award, award.amount // 3, "First part, on delivery of the parts")


def _pay(life: Life, award: Award, amount: int, what: str) -> None:
    spend_money(award=award, amount=amount, what=what, on=clock.today(), actor=life.who("steering_officer"))


def _picture() -> SimpleUploadedFile:
    """A plain drawing: the demonstration has no photographs of a town that does not exist."""
    drawn = Image.new("RGB", (960, 540), "#e8efe6")
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 360, 960, 540), fill="#b9c9a8")
    pen.rectangle((260, 300, 700, 330), fill="#7a4a2b")
    pen.rectangle((260, 220, 700, 250), fill="#7a4a2b")
    for left in (290, 650):
        pen.rectangle((left, 250, left + 20, 400), fill="#4a2d1a")
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return SimpleUploadedFile("drawing.png", out.getvalue(), content_type="image/png")
