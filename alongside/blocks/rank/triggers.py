"""What the database itself refuses: touching the box after the count, and changing a result, a seal or a judgement."""

from alongside.kit.triggers import Refusal

COUNTED = "EXISTS (SELECT 1 FROM rank_poll p WHERE p.id = {row}.poll_id AND p.state = 'counted')"

REFUSALS = [
    *(
        Refusal(
            name=f"rank_{box}_counted_{event.lower()}",
            table=f"rank_{box}",
            event=event,
            condition=COUNTED.format(row="OLD" if event == "DELETE" else "NEW"),
            message="The ballots and receipts of a counted poll stay as they were counted.",
        )
        for box in ("ballot", "receipt")
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    *(
        Refusal(
            name=f"rank_{table}_{event.lower()}",
            table=f"rank_{table}",
            event=event,
            message="A result, a seal and a judgement are never changed; another one is added.",
        )
        for table in ("result", "seal", "judgement")
        for event in ("UPDATE", "DELETE")
    ),
]
