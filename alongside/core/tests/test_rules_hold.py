"""No sequence of actions breaks a rule: the actions are driven at random, the rules read back from the tables.

long: a short rule for each action of the core.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from alongside.core.accounts import actions as ledger
from alongside.core.accounts.models import Entry, Transaction
from alongside.core.audit.models import AuditEntry
from alongside.core.contributions import actions as giving
from alongside.core.contributions import theming
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.decisions import actions as deciding
from alongside.core.decisions import doing
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Commitment, Initiative
from alongside.core.people.models import Party
from alongside.core.personal_data.actions import erase_person
from alongside.core.questions import actions as asking
from alongside.core.questions.models import Question, Theme
from alongside.core.recognition.actions import thank
from alongside.core.recognition.models import Recognition
from alongside.core.reviews.actions import end_initiative, review_initiative
from alongside.core.tests.invariants import Invariants
from alongside.core.tests.world import ROLES, START, make_idea, make_live, make_question
from alongside.kit import clock
from alongside.kit.refused import Refused

WHO = st.sampled_from([*ROLES, "resident", "stranger"])
WORDS = st.sampled_from(["", "   ", "Please open on Sundays", "No, thank you very much"])
DAYS = st.sampled_from([0, 0, 1, 5, 21, 22, 30, 60])
PICK = st.integers(0, 50)


class Life(Invariants):
    """Residents, officers and time, doing things in any order."""

    @initialize(live=st.sampled_from([True, True, True, False]))
    def begin(self, live: bool) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = START
        self.world = make_live() if live else self._in_time(make_idea)
        if live:
            make_question(self.world)
        self.frozen: dict[UUID, tuple[str, str, Any]] = {}
        self.most_contributions = 0
        self.step = 0

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def _in_time(self, act: Any, **values: Any) -> Any:
        with clock.at(self.now):
            return act(**values)

    def _try(self, act: Any, **values: Any) -> Any:
        """Do it or be refused; whatever is done is audited, whatever is refused leaves nothing behind."""
        audited = AuditEntry.objects.count()
        given = Contribution.objects.count(), Entry.objects.count(), Recognition.objects.count()
        try:
            done = self._in_time(act, **values)
        except Refused as refused:
            assert str(refused)  # noqa: PT017 - whether it refuses is up to chance
            assert AuditEntry.objects.count() == audited
            assert given == (Contribution.objects.count(), Entry.objects.count(), Recognition.objects.count())
            return None
        assert AuditEntry.objects.count() >= audited
        return done

    def _who(self, name: str) -> Party:
        return Party.objects.get(pk=self.world.people[name].pk)

    def _one(self, model: Any, pick: int) -> Any:
        rows = list(model.objects.order_by("id")[:50])
        return rows[pick % len(rows)] if rows else None

    @property
    def initiative(self) -> Initiative:
        return Initiative.objects.get(pk=self.world.initiative.pk)

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days, hours=1)
        self._in_time(charter.pause_if_one_sided, initiative=self.initiative)

    @rule(who=WHO, what=WORDS)
    def shape(self, who: str, what: str) -> None:
        self._try(
            actions.shape_initiative,
            initiative=self.initiative,
            problem=what,
            motives=["cost"],
            citizen_roles=["resources"],
            actor=self._who(who),
        )

    @rule(who=WHO)
    def answer_risks(self, who: str) -> None:
        for risk in Risk.values:
            self._try(
                actions.answer_risk,
                initiative=self.initiative,
                risk=risk,
                likely=True,
                answer="We watch it.",
                actor=self._who(who),
            )

    @rule(role=st.sampled_from(ROLES), what=WORDS, lapses=st.sampled_from([None, 3, 90]))
    def offer(self, role: str, what: str, lapses: int | None) -> None:
        self._try(
            charter.offer_commitment,
            membership=self.world.members[role],
            what=what,
            actor=self._who(role),
            lapses_on=self.now.date() + timedelta(days=lapses) if lapses else None,
        )

    @rule(pick=PICK, who=WHO)
    def accept(self, pick: int, who: str) -> None:
        if commitment := self._one(Commitment, pick):
            self._try(charter.accept_commitment, commitment=commitment, actor=self._who(who))

    @rule(pick=PICK, who=WHO, why=WORDS)
    def release(self, pick: int, who: str, why: str) -> None:
        if commitment := self._one(Commitment, pick):
            self._try(charter.release_commitment, commitment=commitment, why=why, actor=self._who(who))

    @rule(
        act=st.sampled_from(
            [actions.commit_initiative, actions.go_live, actions.resume_initiative, actions.start_assessing]
        ),
        who=WHO,
    )
    def move(self, act: Any, who: str) -> None:
        self._try(act, initiative=self.initiative, actor=self._who(who))

    @rule(key=st.sampled_from(["plan", "ask", "theme", "decide", "act"]), close=st.booleans())
    def stage(self, key: str, close: bool) -> None:
        act = actions.close_stage if close else actions.open_stage
        self._try(act, initiative=self.initiative, key=key, actor=self.world.lead)

    @rule(who=WHO, fixed=WORDS, days=DAYS, answer=DAYS)
    def draft(self, who: str, fixed: str, days: int, answer: int) -> None:
        if Question.objects.count() < 3:
            closes = self.now + timedelta(days=days, hours=1)
            self._try(
                asking.draft_question,
                initiative=self.initiative,
                stage="ask",
                prompt="Sundays?",
                actor=self._who(who),
                fixed=fixed,
                open_to_change="The hours",
                information="It costs money.",
                decider=self.world.members["decider"],
                opens_at=self.now,
                closes_at=closes,
                answer_by=(self.now + timedelta(days=answer)).date(),
            )

    @rule(pick=PICK, who=WHO)
    def open(self, pick: int, who: str) -> None:
        if question := self._one(Question, pick):
            self._try(asking.open_question, question=question, actor=self._who(who))

    @rule(pick=PICK)
    def close(self, pick: int) -> None:
        if question := self._one(Question, pick):
            self._try(asking.close_question, question=question, actor=self.world.lead)

    @rule(pick=PICK, who=WHO, text=WORDS, signed=st.booleans(), channel=st.sampled_from(["web", "paper"]), ago=DAYS)
    def give(self, pick: int, who: str, text: str, signed: bool, channel: str, ago: int) -> None:
        if question := self._one(Question, pick):
            self._try(
                giving.receive_contribution,
                initiative=self.initiative,
                form="response",
                text=text,
                actor=self._who(who) if signed else None,
                party=self._who(who) if signed else None,
                question=question,
                channel=channel,
                received_at=self.now - timedelta(days=ago),
            )

    @rule(pick=PICK, who=WHO, text=WORDS)
    def acknowledge(self, pick: int, who: str, text: str) -> None:
        if contribution := self._one(Contribution, pick):
            self._try(giving.acknowledge, contribution=contribution, text=text, actor=self._who(who))

    @rule(pick=PICK, who=WHO)
    def withdraw(self, pick: int, who: str) -> None:
        if contribution := self._one(Contribution, pick):
            self._try(giving.withdraw_contribution, contribution=contribution, actor=self._who(who))

    @rule(pick=PICK, title=st.sampled_from(["Opening", "Staff", ""]), who=WHO)
    def theme(self, pick: int, title: str, who: str) -> None:
        contribution = self._one(Contribution, pick)
        if contribution and contribution.question:
            theme = self._try(asking.add_theme, question=contribution.question, title=title, actor=self._who(who))
            if theme:
                self._try(theming.theme_contribution, contribution=contribution, theme=theme, actor=self._who(who))

    @rule(pick=PICK, who=WHO, disputed=st.sampled_from(["", "It says the opposite"]))
    def check_theme(self, pick: int, who: str, disputed: str) -> None:
        if one := self._one(Theming, pick):
            self._try(theming.check_theming, theming=one, actor=self._who(who), disputed=disputed)

    @rule(pick=PICK, who=WHO)
    def remove_theme(self, pick: int, who: str) -> None:
        if one := self._one(Theming, pick):
            self._try(theming.remove_theming, theming=one, actor=self._who(who), why="It says the opposite")

    @rule(pick=PICK, who=WHO, result=WORDS, reason=WORDS)
    def decide(self, pick: int, who: str, result: str, reason: str) -> None:
        if question := self._one(Question, pick):
            self._try(deciding.draft_decision, question=question, result=result, reason=reason, actor=self._who(who))

    @rule(pick=PICK, theme=PICK, who=WHO, why=WORDS)
    def answer(self, pick: int, theme: int, who: str, why: str) -> None:
        decision, theme_row = self._one(Decision, pick), self._one(Theme, theme)
        if decision and theme_row:
            self._try(
                deciding.write_answer,
                decision=decision,
                theme=theme_row,
                verdict="adapted",
                why=why,
                actor=self._who(who),
            )

    @rule(pick=PICK, who=WHO)
    def plan(self, pick: int, who: str) -> None:
        if decision := self._one(Decision, pick):
            self._try(
                deciding.plan_action,
                decision=decision,
                what="Open the doors",
                owner=self.world.members["lead"],
                due=self.now.date(),
                actor=self._who(who),
            )

    @rule(
        skip=st.sampled_from([None, None, None, "close", "second", "check", "answer", "action"]),
        who=st.sampled_from(["decider", "decider", "lead"]),
    )
    # long: the whole usual way in one piece, so that chance reaches a decision
    def bring_to_a_decision(self, skip: str | None, who: str) -> None:
        """Walk the usual way from an open question to a decision, with at most one thing forgotten."""
        question = Question.objects.exclude(state__in=["draft", "decided"]).order_by("id").first()
        if question is None:
            return
        lead, analyst, decider = self.world.lead, self._who("analyst"), self._who("decider")
        for key in ("theme", "decide"):
            self._try(actions.open_stage, initiative=self.initiative, key=key, actor=lead)
        if skip != "close":
            self.now = max(self.now, question.closes_at + timedelta(hours=1))
            self._in_time(charter.pause_if_one_sided, initiative=self.initiative)
            self._try(asking.close_question, question=question, actor=lead)
        theme = self._try(asking.add_theme, question=question, title="Opening", actor=lead)
        for contribution in question.contributions.filter(state="received") if theme else ():
            self._try(theming.theme_contribution, contribution=contribution, theme=theme, actor=lead)
            if skip != "second":
                self._try(theming.theme_contribution, contribution=contribution, theme=theme, actor=analyst)
        for one in Theming.objects.filter(theme__question=question) if skip != "check" else ():
            self._try(theming.check_theming, theming=one, actor=self._who("citizen_checker"))
        decision = self._try(
            deciding.draft_decision, question=question, result="Open", reason="You asked", actor=decider
        )
        if decision:
            for one in question.themes.all() if skip != "answer" else ():
                self._try(
                    deciding.write_answer,
                    decision=decision,
                    theme=one,
                    verdict="adopted",
                    why="You asked",
                    actor=decider,
                )
            if skip != "action":
                self._try(
                    deciding.plan_action,
                    decision=decision,
                    what="Open the doors",
                    owner=self.world.members["lead"],
                    due=self.now.date(),
                    actor=decider,
                )
            published = self._try(deciding.publish_decision, decision=decision, actor=self._who(who))
            event(f"published: {published is not None}, forgotten: {skip}")

    @rule(pick=PICK, who=st.sampled_from(["decider", "decider", "lead", "resident"]))
    def publish(self, pick: int, who: str) -> None:
        if decision := self._one(Decision, pick):
            self._try(deciding.publish_decision, decision=decision, actor=self._who(who))

    @rule(pick=PICK, who=st.sampled_from(["decider", "lead"]), reason=WORDS)
    def supersede(self, pick: int, who: str, reason: str) -> None:
        if decision := self._one(Decision, pick):
            self._try(
                deciding.supersede_decision, decision=decision, result="Saturdays", reason=reason, actor=self._who(who)
            )

    @rule(pick=PICK, who=WHO, kind=st.sampled_from(["do", "confirm", "explain", "return"]), words=WORDS)
    def act(self, pick: int, who: str, kind: str, words: str) -> None:
        action = self._one(Action, pick)
        if action and kind == "do":
            self._try(doing.do_action, action=action, proof=words, actor=self._who(who))
        elif action and kind == "confirm":
            self._try(doing.confirm_action, action=action, actor=self._who(who))
        elif action and kind == "return":
            self._try(doing.return_action, action=action, why=words, actor=self._who(who))
        elif action:
            self._try(doing.explain_action, action=action, why=words, actor=self._who(who))

    @rule(pick=PICK, text=WORDS)
    def thanks(self, pick: int, text: str) -> None:
        if contribution := self._one(Contribution, pick):
            self._try(
                thank, initiative=self.initiative, text=text, from_party=self.world.lead, contribution=contribution
            )

    @rule(
        side=st.sampled_from(["public", "citizen"]),
        unit=st.sampled_from(["minutes", "money"]),
        amount=st.integers(-5, 500),
        key=st.sampled_from("abc"),
    )
    def give_time_or_money(self, side: str, unit: str, amount: int, key: str) -> None:
        self._try(
            ledger.give,
            initiative=self.initiative,
            side=side,
            unit=unit,
            amount=amount,
            what="Given",
            key=f"{side}:{unit}:{key}",
            actor=self.world.lead,
        )

    @rule(pick=PICK, why=WORDS)
    def take_back(self, pick: int, why: str) -> None:
        if posted := self._one(Transaction, pick):
            self._try(ledger.reverse, posted=posted, why=why, actor=self.world.lead)

    @rule(held=st.sampled_from(["yes", "no"]), evidence=WORDS)
    def review(self, held: str, evidence: str) -> None:
        initiative = self.initiative
        declared = [("motive", key) for key in initiative.motives] + [("role", key) for key in initiative.citizen_roles]
        self._try(
            review_initiative,
            initiative=initiative,
            summary="We looked back.",
            citizen_assessor=self.world.members["representative"],
            findings=dict.fromkeys(declared, (held, evidence)),
            actor=self.world.lead,
        )

    @rule(state=st.sampled_from(["closed", "sustained"]))
    def end(self, state: str) -> None:
        self._try(
            end_initiative,
            initiative=self.initiative,
            state=state,
            actor=self.world.lead,
            review_on=self.now.date() + timedelta(days=90),
        )

    @precondition(lambda self: self.step > 10)
    @rule(who=st.sampled_from(["resident", "stranger", "representative"]))
    def erase(self, who: str) -> None:
        self._try(erase_person, party=self._who(who), actor=None)


@pytest.mark.django_db
def test_no_sequence_of_actions_breaks_a_rule() -> None:
    run_state_machine_as_test(Life, settings=settings(stateful_step_count=60))
