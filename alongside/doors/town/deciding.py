"""The second half of a consultation of the town: read, decided, done, confirmed, thanked, looked back at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from alongside.blocks.ask.actions.asking import begin_deciding
from alongside.blocks.ask.actions.deciding import publish
from alongside.core.accounts.actions import give
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.contributions.theming import check_theming, theme_contribution
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions
from alongside.core.questions.actions import add_theme
from alongside.core.recognition.actions import show_thanks, thank
from alongside.core.reviews.actions import end_initiative, review_initiative
from alongside.core.services.actions import observe
from alongside.core.services.models import Outcome
from alongside.kit import clock

GIVEN = (
    ("read", "public", "minutes", 26 * 60, "Reading and gathering answers"),
    ("check", "citizen", "minutes", 5 * 60 + 30, "Checking the themes"),
    ("carry", "citizen", "minutes", 31 * 60, "Carrying forms to doors and bringing them back"),
    ("print", "public", "money", 38_500, "Forms, posters and a hall"),
)


def _read(life: Any) -> None:
    lead, analyst = life.people["lead"], life.people["analyst"]
    themes = {
        voice.theme: add_theme(question=life.question, title=voice.theme, actor=lead) for voice in life.script.voices
    }
    for contribution in Contribution.objects.filter(question=life.question, state="received").order_by("id"):
        theme = themes[life.voices[contribution.pk].theme]
        theme_contribution(contribution=contribution, theme=theme, actor=lead)
        theme_contribution(contribution=contribution, theme=theme, actor=analyst)


def _check(life: Any) -> None:
    for theme in life.question.themes.all():
        sample = Theming.objects.filter(theme=theme).select_related("contribution__initiative").order_by("id")[:8]
        for theming in sample:
            check_theming(theming=theming, actor=life.people["citizen_checker"])
    for key, side, unit, amount, what in GIVEN:
        give(
            initiative=life.initiative,
            side=side,
            unit=unit,
            amount=amount,
            what=what,
            key=f"{key}:{life.initiative.pk}",
            actor=life.people["lead"],
        )
    begin_deciding(question=life.question, actor=life.people["lead"])


def _decide(life: Any) -> None:
    script, decider = life.script, life.people["decider"]
    decision = draft_decision(question=life.question, result=script.result, reason=script.reason, actor=decider)
    said = {voice.theme: voice for voice in script.voices}
    for theme in life.question.themes.all():
        voice = said[theme.title]
        write_answer(decision=decision, theme=theme, verdict=voice.verdict, why=voice.why, actor=decider)
    outcome = Outcome.objects.filter(service=life.service, kind="outcome").first()
    for what, days in script.actions:
        plan_action(
            decision=decision,
            what=what,
            owner=life.members["lead"],
            due=clock.today() + timedelta(days=days),
            actor=decider,
            outcome=outcome,
        )
    publish(question=life.question, actor=decider, has_read=True)


def _first_action(life: Any) -> Action:
    promised = Action.objects.filter(decision__question=life.question, decision__state="published")
    return promised.select_related("outcome").order_by("id")[0]


def _do(life: Any) -> None:
    do_action(action=_first_action(life), proof=life.script.proof, actor=life.people["lead"])


def _confirm(life: Any) -> None:
    confirm_action(action=_first_action(life), actor=life.people["representative"])


def _thank(life: Any) -> None:
    given = Contribution.objects.filter(question=life.question, state="received", party__isnull=False)
    for contribution in given.select_related("party").order_by("id"):
        is_card = life.card is not None and contribution.pk == life.card.pk
        thanks = thank(
            initiative=life.initiative,
            text=life.script.thanks,
            from_party=life.people["lead"],
            contribution=contribution,
            action=_first_action(life) if is_card else None,
        )
        if is_card and contribution.party is not None:
            show_thanks(recognition=thanks, shown=True, actor=contribution.party)


def _measure(life: Any) -> None:
    """A reading after the change, tied to the action that meant to move it; it claims no cause."""
    action = _first_action(life)
    if action.outcome is None:
        return
    last = action.outcome.observations.filter(on__lte=clock.today()).order_by("-on", "-id").first()
    if last is not None:
        observe(
            outcome=action.outcome,
            on=clock.today(),
            value=last.value,
            n=last.n,
            source="Simulated for this demonstration",
            actor=life.people["lead"],
            initiative=life.initiative,
            moved_by=action,
        )


def _assess(life: Any) -> None:
    lead = life.people["lead"]
    late = Action.objects.filter(decision__question=life.question, done_at__isnull=True, decision__state="published")
    for action in late:
        do_action(action=action, proof="It is there, a little later than promised.", actor=lead)
    life.initiative = actions.start_assessing(initiative=life.initiative, actor=lead)


def _review(life: Any) -> None:
    findings = {
        ("motive", key): ("yes", "People say so, and the figures do not speak against it.")
        for key in life.script.motives
    }
    findings |= {("role", key): ("partly", "Some did; we hoped for more.") for key in life.script.citizen_roles}
    review_initiative(
        initiative=life.initiative,
        summary="We asked properly and answered in time, most of the time. Next time we start at the bus stops.",
        citizen_assessor=life.members["representative"],
        findings=findings,
        actor=life.people["lead"],
    )
    life.initiative = end_initiative(
        initiative=life.initiative,
        state="sustained",
        actor=life.people["lead"],
        review_on=clock.today() + timedelta(days=365),
    )


STEPS: tuple[tuple[float, Callable[[Any], None]], ...] = (
    (31, _read),
    (33, _check),
    (38, _decide),
    (58, _do),
    (62, _confirm),
    (64, _thank),
    (90, _measure),
    (112, _assess),
    (125, _review),
)
"""What happens after a question closed, with its day from the start."""
