"""The reading, deciding, doing and looking back of the demonstration consultation."""

from decimal import Decimal
from uuid import UUID

from alongside.blocks.ask.actions import asking, deciding, reading
from alongside.core.accounts.actions import give
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.doing import confirm_action
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions
from alongside.core.initiatives.models import Initiative
from alongside.core.questions.actions import add_theme
from alongside.core.questions.models import Question, Theme
from alongside.core.reviews.actions import end_initiative, review_initiative
from alongside.core.services.actions import observe
from alongside.core.services.models import Observation, Outcome
from alongside.methods.design.user_consultation import demo_words as words
from alongside.methods.design.user_consultation.demo_life import CLOSES, DECIDED, Life
from alongside.methods.design.user_consultation.method import METHOD


def _belongs(text: str, titles: dict[str, Theme]) -> list[Theme]:
    """Return the themes of a text, by the fragments it was put together from."""
    found = [
        titles[title]
        for title, becauses, asks, _v, _w in words.THEMES
        if any(part in text for part in (*asks, *becauses))
    ]
    return found or [titles["Warm, with something hot to drink"]]


def understand(life: Life, question: Question, *, traced: Contribution) -> None:
    """Close, gather under themes by two people, and let a resident check; the second reader mends one mistake."""
    lead, analyst = life.party["lead"], life.party["analyst"]
    with life.at(CLOSES + 0.5):
        question = asking.close_and_read(question=question, actor=lead)
        themes = {title: add_theme(question=question, title=title, actor=lead) for title, *_rest in words.THEMES}
    contributions = list(question.contributions.filter(state="received").select_related("initiative", "question"))
    warm = [themes["Warm, with something hot to drink"]]
    with life.at(CLOSES + 2):
        for one in contributions:
            first = [themes["Buses on a Sunday"]] if one.pk == traced.pk else _belongs(one.text, themes)
            reading.read_into_themes(contribution=one, themes=first, actor=lead)
    with life.at(CLOSES + 5):
        for one in contributions:
            read = warm if one.pk == traced.pk else [row.theme for row in one.themings.select_related("theme")]
            reading.read_into_themes(contribution=one, themes=read, why=words.DISPUTE, actor=analyst)
    with life.at(CLOSES + 6):
        misread = next(one for one in contributions if one.pk == traced.pk)
        reading.read_into_themes(contribution=misread, themes=warm, actor=lead)
    with life.at(CLOSES + 8):
        _check(life, question)


def _check(life: Life, question: Question) -> None:
    checker = life.party["citizen_checker"]
    seen: dict[UUID, int] = {}
    for theming in (
        Theming.objects.filter(theme__question=question).select_related("contribution__initiative").order_by("id")
    ):
        seen[theming.theme_id] = seen.get(theming.theme_id, 0) + 1
        if seen[theming.theme_id] <= 5:
            check_theming(theming=theming, actor=checker)


def decide(life: Life, question: Question) -> None:
    """Decide with reasons, an answer to each theme, and what will be done."""
    decider = life.party["decider"]
    question.refresh_from_db()
    with life.at(DECIDED - 4):
        asking.begin_deciding(question=question, actor=life.party["lead"])
        draft = draft_decision(question=question, result=words.RESULT, reason=words.REASON, actor=decider)
        said = {title: (verdict, why) for title, _b, _a, verdict, why in words.THEMES}
        for theme in Theme.objects.filter(question=question, contribution_count__gt=0):
            verdict, why = said[theme.title]
            write_answer(decision=draft, theme=theme, verdict=verdict, why=why, actor=decider)
        moved = Outcome.objects.filter(service=life.service, kind="outcome").order_by("id").first()
        for what, role, due in words.ACTIONS:
            plan_action(
                decision=draft, what=what, owner=life.member[role], due=life.day(due), outcome=moved, actor=decider
            )
    with life.at(DECIDED):
        deciding.publish(question=question, actor=decider, has_read=True)


# long: it names its keyword arguments one to a line
def act_and_thank(life: Life, question: Question) -> None:
    """Do what was promised, let the other side confirm it, read the measures, and thank everybody."""
    question.refresh_from_db()
    done = Action.objects.filter(decision__question=question).select_related("owner").order_by("id")
    for number, (action, proof) in enumerate(zip(done, words.DONE, strict=True)):
        day = 98 + 6 * number
        with life.at(day):
            deciding.show_done(action=action, proof=proof, actor=action.owner.party)
        with life.at(day + 3):
            other = "representative" if action.owner.side == "public" else "lead"
            confirm_action(action=action, actor=life.party[other])
    with life.at(126):
        _thank(life, question)
        give(
            initiative=question.initiative,
            side="citizen",
            unit="minutes",
            amount=40 * 60,
            what="Answering, checking, pouring tea",
            key=f"demonstration:citizens:{question.initiative_id}",
            actor=life.party["representative"],
        )
        give(
            initiative=question.initiative,
            side="public",
            unit="minutes",
            amount=96 * 60,
            what="Asking, reading, answering",
            key=f"demonstration:public:{question.initiative_id}",
            actor=life.party["lead"],
        )
    with life.at(160):
        _measure(life, question, action=done[0])


def _thank(life: Life, question: Question) -> None:
    rows = list(
        question.contributions.filter(state="received")
        .select_related("party__organisation")
        .prefetch_related("themings")
    )
    for begin in range(0, len(rows), 50):
        deciding.thank_many(
            question=question, contributions=rows[begin : begin + 50], text=words.THANKS, actor=life.party["lead"]
        )


# long: it names its keyword arguments one to a line
def _measure(life: Life, question: Question, *, action: Action) -> None:
    """Read the method's own measures as they came out, and a simulated reading of what the action meant to move."""
    verdicts = [verdict for _t, _b, _a, verdict, _w in words.THEMES]
    share = Decimal(100 * sum(verdict in {"adopted", "adapted"} for verdict in verdicts)) / len(verdicts)
    hours = (Decimal(96) / question.contribution_count).quantize(Decimal("0.01"))
    for outcome in Outcome.objects.filter(service=life.service, measure__in=[str(m.measure) for m in METHOD.measures]):
        value, n = (share, len(verdicts)) if outcome.kind == "outcome" else (hours, question.contribution_count)
        observe(
            outcome=outcome,
            on=life.day(159),
            value=value,
            n=n,
            source="This consultation (simulated)",
            actor=life.party["lead"],
            initiative=question.initiative,
        )
    moved = action.outcome
    latest = (
        Observation.objects.filter(outcome=moved, on__lte=life.day(159)).order_by("-on", "-id").first()
        if moved
        else None
    )
    if moved and latest:
        value = (latest.value * Decimal(str(round(life.chance.gauss(1.06, 0.02), 3)))).quantize(Decimal("0.1"))
        observe(
            outcome=moved,
            on=life.day(159),
            value=value,
            n=latest.n,
            source="Count on four Sundays (simulated)",
            actor=life.party["lead"],
            moved_by=action,
            initiative=question.initiative,
        )


def look_back(life: Life, initiative: Initiative) -> None:
    """Judge it with the residents' side, and close it."""
    lead = life.party["lead"]
    initiative.refresh_from_db()
    with life.at(180):
        initiative = actions.start_assessing(initiative=initiative, actor=lead)
        review_initiative(
            initiative=initiative,
            actor=lead,
            citizen_assessor=life.member["representative"],
            summary="People asked for warmth and company more than books, and got both. The estate was hardly heard.",
            findings={
                ("motive", "quality"): ("yes", "Three of the four things that were done came from what people wrote."),
                ("motive", "responsive"): ("partly", "Decided in time; some lines were written back late."),
                ("role", "innovators"): ("yes", "The tea urn was nobody's idea at the council."),
                ("role", "resources"): ("yes", "Residents pour the tea and read the stories."),
            },
        )
        end_initiative(initiative=initiative, state="closed", actor=lead)
