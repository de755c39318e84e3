"""What the database itself refuses: the items of a question do not change under people's hands."""

from alongside.kit.triggers import Refusal


def _asked(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM core_question q WHERE q.id = {row}.question_id AND q.state <> 'draft')"  # noqa: S608 - `row` is OLD or NEW


REFUSALS = [
    Refusal(
        name=f"ask_item_no_{event.lower()}",
        table="ask_item",
        event=event,
        condition=_asked("OLD" if event == "DELETE" else "NEW"),
        message="People have begun to answer: what is asked stays as it was asked.",
    )
    for event in ("INSERT", "UPDATE", "DELETE")
]
