"""The rules of the core that the database holds by trigger; the others are constraints beside the models."""

from alongside.kit.triggers import Refusal

PUBLISHED = "('published', 'superseded')"


def _frozen(table: str, message: str, *, events: tuple[str, ...] = ("UPDATE", "DELETE")) -> list[Refusal]:
    return [Refusal(name=f"{table}_no_{event.lower()}", table=table, event=event, message=message) for event in events]


def _sides_promised(side: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM core_commitment c JOIN core_membership m ON m.id = c.membership_id "
        f"WHERE m.initiative_id = NEW.id AND m.side = '{side}' AND c.state = 'accepted')"
    )


def _decision_is_published(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM core_decision d WHERE d.id = {row}.decision_id AND d.state IN {PUBLISHED})"


_DECISION_CHANGED = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}"
    for column in ("result", "reason", "decided_by_id", "published_at", "question_id", "supersedes_id")
)
_ACTION_CHANGED = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ("what", "owner_id", "due", "decision_id")
)
_UNBALANCED = (
    "EXISTS (SELECT 1 FROM core_entry e JOIN core_account a ON a.id = e.account_id "
    "WHERE e.transaction_id = NEW.id GROUP BY a.unit, a.currency HAVING SUM(e.amount) <> 0)"
)
_QUESTION_DECIDED = "EXISTS (SELECT 1 FROM core_decision d WHERE d.question_id = {id} AND d.state IN " + PUBLISHED + ")"

REFUSALS = [
    *_frozen("core_auditentry", "The audit is append-only."),
    *_frozen("core_link", "A link is never changed."),
    *_frozen("core_observation", "An observation is corrected by a later one, never changed."),
    *_frozen("core_entry", "An entry is never changed; reverse its transaction."),
    *_frozen("core_ledgerproof", "What a proof found stays."),
    *_frozen("core_contribution", "A contribution is withdrawn, never deleted.", events=("DELETE",)),
    *_frozen("core_recognition", "What was said back stays.", events=("DELETE",)),
    *_frozen("core_commitment", "A commitment is released, never deleted.", events=("DELETE",)),
    *_frozen("core_transaction", "A transaction is reversed, never deleted.", events=("DELETE",)),
    Refusal(
        name="core_entry_after_posting",
        table="core_entry",
        event="INSERT",
        condition="EXISTS (SELECT 1 FROM core_transaction t "
        "WHERE t.id = NEW.transaction_id AND t.posted_at IS NOT NULL)",
        message="A posted transaction takes no more entries.",
    ),
    Refusal(
        name="core_transaction_posted",
        table="core_transaction",
        event="UPDATE",
        condition="OLD.posted_at IS NOT NULL",
        message="A posted transaction is never changed.",
    ),
    Refusal(
        name="core_transaction_balanced",
        table="core_transaction",
        event="UPDATE",
        condition="NEW.posted_at IS NOT NULL AND (" + _UNBALANCED + " OR NOT EXISTS "
        "(SELECT 1 FROM core_entry e WHERE e.transaction_id = NEW.id))",
        message="The entries of a transaction sum to zero in each unit.",
    ),
    Refusal(
        name="core_initiative_two_sides",
        table="core_initiative",
        event="UPDATE",
        condition=f"NEW.state = 'live' AND OLD.state <> 'live' AND NOT ({_sides_promised('public')} "
        f"AND {_sides_promised('citizen')})",
        message="An initiative goes live only with an accepted commitment from each side.",
    ),
    Refusal(
        name="core_question_formative",
        table="core_question",
        event="UPDATE",
        condition="NEW.state IN ('draft', 'open', 'closed') AND " + _QUESTION_DECIDED.format(id="NEW.id"),
        message="A question that was decided does not open again.",
    ),
    Refusal(
        name="core_contribution_formative",
        table="core_contribution",
        event="INSERT",
        condition="NEW.question_id IS NOT NULL AND " + _QUESTION_DECIDED.format(id="NEW.question_id"),
        message="No contribution enters after the decision.",
    ),
    Refusal(
        name="core_decision_frozen",
        table="core_decision",
        event="UPDATE",
        condition=f"OLD.state IN {PUBLISHED} AND ({_DECISION_CHANGED} OR NEW.state = 'draft' "
        "OR (OLD.state = 'superseded' AND NEW.state <> 'superseded'))",
        message="A published decision never changes; supersede it.",
    ),
    Refusal(
        name="core_decision_kept",
        table="core_decision",
        event="DELETE",
        condition=f"OLD.state IN {PUBLISHED}",
        message="A published decision is never deleted.",
    ),
    Refusal(
        name="core_answer_added",
        table="core_answer",
        event="INSERT",
        condition=_decision_is_published("NEW"),
        message="A published decision never changes; supersede it.",
    ),
    Refusal(
        name="core_answer_frozen",
        table="core_answer",
        event="UPDATE",
        condition=_decision_is_published("OLD"),
        message="A published answer never changes; supersede the decision.",
    ),
    Refusal(
        name="core_answer_kept",
        table="core_answer",
        event="DELETE",
        condition=_decision_is_published("OLD"),
        message="A published answer is never deleted.",
    ),
    Refusal(
        name="core_action_frozen",
        table="core_action",
        event="UPDATE",
        condition=f"{_decision_is_published('OLD')} AND ({_ACTION_CHANGED})",
        message="What was promised in a published decision never changes.",
    ),
    Refusal(
        name="core_action_kept",
        table="core_action",
        event="DELETE",
        condition=_decision_is_published("OLD"),
        message="What was promised in a published decision is never deleted.",
    ),
]
