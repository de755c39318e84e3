"""The beginning of the demonstration consultation: agreed, asked, answered, written back to."""

from datetime import timedelta
from decimal import Decimal

from alongside.blocks.ask.actions import asking
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.services.actions import add_outcome, observe
from alongside.methods.design.user_consultation import demo_words as words
from alongside.methods.design.user_consultation.demo_life import ANSWER_BY, CLOSES, OPENS, ROLES, Life
from alongside.methods.design.user_consultation.method import METHOD


def begin(life: Life) -> Initiative:
    """Shape it, agree the charter, and go live."""
    lead = life.party["lead"]
    _measure(life)
    initiative = _shape(life)
    _promise(life)
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    actions.open_stage(initiative=initiative, key="plan", actor=lead)
    return initiative


def _measure(life: Life) -> None:
    """Both measures get a first reading."""
    lead = life.party["lead"]
    for measure in METHOD.measures:
        outcome = add_outcome(
            service=life.service,
            statement=str(measure.statement),
            measure=str(measure.measure),
            unit=measure.unit,
            better=measure.better,
            kind=measure.kind,
            actor=lead,
        )
        first = Decimal("31") if measure.kind == "outcome" else Decimal("1.4")
        observe(
            outcome=outcome,
            on=life.day(0),
            value=first,
            source="Last year's consultations (simulated)",
            actor=lead,
            n=6,
            baseline=True,
        )


# long: it names its keyword arguments one to a line
def _shape(life: Life) -> Initiative:
    """The idea, why it is done together, what could go wrong, who is in it."""
    lead = life.party["lead"]
    initiative = actions.start_initiative(
        service=life.service,
        method_key=METHOD.key,
        title="Sundays at the library",
        actor=lead,
        summary="When and how should the library open on Sundays?",
    )
    initiative = actions.shape_initiative(
        initiative=initiative,
        problem="“I work all week, and when I am free you are shut.”",
        motives=["quality", "responsive"],
        citizen_roles=["innovators", "resources"],
        actor=lead,
    )
    for risk in Risk.values:
        actions.answer_risk(
            initiative=initiative,
            risk=risk,
            likely=risk == Risk.INEQUALITY,
            actor=lead,
            answer="We go to those who rarely answer: the lunch club, the night shift, the estate.",
        )
    for role in ROLES:
        life.member[role] = charter.add_member(
            initiative=initiative, party=life.party[role], role=role, actor=lead, named_publicly=True
        )
    return initiative


def _promise(life: Life) -> None:
    """Each side promises something that the other accepts."""
    lead, resident = life.party["lead"], life.party["representative"]
    ours = charter.offer_commitment(
        membership=life.member["lead"], what="Read every answer, and answer every theme with a reason", actor=lead
    )
    charter.accept_commitment(commitment=ours, actor=resident)
    theirs = charter.offer_commitment(
        membership=life.member["representative"],
        what="Write the question with us, and look at what was done",
        actor=resident,
    )
    charter.accept_commitment(commitment=theirs, actor=lead)


def ask(life: Life, initiative: Initiative) -> Question:
    """Write the question with the residents' representative, choose what is asked, and open it."""
    lead = life.party["lead"]
    question = asking.write_question(
        initiative=initiative,
        stage="ask",
        prompt=words.PROMPT,
        actor=life.party["representative"],
        fixed=words.FIXED,
        open_to_change=words.OPEN,
        information=words.INFORMATION,
        decider=life.member["decider"],
        rung="engagement",
        opens_at=life.start + timedelta(days=OPENS),
        closes_at=life.start + timedelta(days=CLOSES),
        answer_by=life.day(ANSWER_BY),
    )
    _choose_items(question, lead)
    return asking.open_now(question=question, actor=lead)


# long: it names its keyword arguments one to a line
def _choose_items(question: Question, lead: Party) -> None:
    """A text, choices, a branch, a scale, a place, and one paper in the pack."""
    first = items_of(question)[0]
    asking.save_item(
        question=question,
        item=first,
        actor=lead,
        prompt="What would bring you to the library on a Sunday?",
        hint="A sentence or two is enough.",
    )
    when = asking.save_item(
        question=question,
        actor=lead,
        kind=Item.Kind.ONE,
        prompt="When would you come?",
        options=list(words.WHEN),
        required=True,
    )
    asking.save_item(
        question=question,
        actor=lead,
        kind=Item.Kind.SHORT,
        prompt="What keeps you away?",
        shown_if=when,
        shown_values=[words.WHEN[2]],
    )
    asking.save_item(
        question=question, actor=lead, kind=Item.Kind.SEVERAL, prompt="What would you use?", options=list(words.FOR)
    )
    asking.save_item(
        question=question,
        actor=lead,
        kind=Item.Kind.SCALE,
        prompt="How much would it matter to you?",
        low="Not at all",
        high="Very much",
    )
    asking.save_item(question=question, actor=lead, kind=Item.Kind.PLACE, prompt="Where do you live?")
    asking.add_to_pack(
        question=question,
        title="What Sundays cost",
        says="Staff, heating, and what other towns pay",
        url="https://library.example/sundays",
        actor=lead,
    )
