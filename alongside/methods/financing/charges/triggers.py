"""What the database itself refuses: a published price, the cost it stands on and money booked never change."""

from alongside.kit.triggers import Refusal


def _published(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM charges_tariff t WHERE t.plan_id = {row}.plan_id)"  # noqa: S608 - `row` is OLD or NEW


def _signed(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM charges_costsheet s WHERE s.id = {row}.sheet_id AND s.signed_at IS NOT NULL)"  # noqa: S608 - `row` is OLD or NEW


def _row(event: str) -> str:
    return "OLD" if event == "DELETE" else "NEW"


REFUSALS = [
    *(
        Refusal(
            name=f"charges_{table}_no_{event.lower()}",
            table=f"charges_{table}",
            event=event,
            condition=_published(_row(event)),
            message="A published price never changes; a new version replaces it.",
        )
        for table in ("price", "concession")
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    *(
        Refusal(
            name=f"charges_costline_no_{event.lower()}",
            table="charges_costline",
            event=event,
            condition=_signed(_row(event)),
            message="A signed cost never changes; a new build-up replaces it.",
        )
        for event in ("INSERT", "UPDATE", "DELETE")
    ),
    *(
        Refusal(
            name=f"charges_{table}_no_{event.lower()}",
            table=f"charges_{table}",
            event=event,
            message="What was published or booked stays as it was.",
        )
        for table in ("tariff", "takings", "look")
        for event in ("UPDATE", "DELETE")
    ),
]
