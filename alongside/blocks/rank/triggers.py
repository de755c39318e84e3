"""What the database itself refuses: touching ballots after the count, and changing a result."""

from alongside.kit.triggers import Refusal

COUNTED = "EXISTS (SELECT 1 FROM rank_poll p WHERE p.id = {row}.poll_id AND p.state = 'counted')"

REFUSALS = [
    *(
        Refusal(
            name=f"rank_ballot_counted_{event.lower()}",
            table="rank_ballot",
            event=event,
            condition=COUNTED.format(row="OLD" if event == "DELETE" else "NEW"),
            message="The ballots of a counted poll stay as they were counted.",
        )
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    *(
        Refusal(
            name=f"rank_result_{event.lower()}",
            table="rank_result",
            event=event,
            message="A result is never changed; a recount is another one.",
        )
        for event in ("UPDATE", "DELETE")
    ),
]
