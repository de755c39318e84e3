"""What the database itself refuses: scoring without having declared, with an interest, or after the end."""

from alongside.kit.triggers import Refusal

_FREE = (
    "NOT EXISTS (SELECT 1 FROM chest_declaration d WHERE d.application_id = NEW.application_id "
    "AND d.member_id = NEW.member_id AND d.interest = {no})"
)
_SHEET_THERE = (
    "EXISTS (SELECT 1 FROM chest_sheet s WHERE s.application_id = NEW.application_id AND s.member_id = NEW.member_id)"
)
_SCORED = (
    "EXISTS (SELECT 1 FROM chest_application a JOIN chest_round r ON r.id = a.grant_round_id "
    "WHERE a.id = {row}.application_id AND r.scoring_closed_at IS NOT NULL)"
)
_MARKED = (
    "EXISTS (SELECT 1 FROM chest_sheet s JOIN chest_application a ON a.id = s.application_id "
    "JOIN chest_round r ON r.id = a.grant_round_id WHERE s.id = {row}.sheet_id AND r.scoring_closed_at IS NOT NULL)"
)
REFUSALS = [
    Refusal(
        name="chest_sheet_without_interest",
        table="chest_sheet",
        event="INSERT",
        condition=_FREE.format(no="FALSE"),
        message="Whoever has not said that they have no interest scores nothing here.",
    ),
    Refusal(
        name="chest_sheet_for_another",
        table="chest_sheet",
        event="UPDATE",
        condition="NEW.application_id IS DISTINCT FROM OLD.application_id "
        "OR NEW.member_id IS DISTINCT FROM OLD.member_id",
        message="A sheet stays with its application and its member.",
    ),
    Refusal(
        name="chest_declaration_over_a_sheet",
        table="chest_declaration",
        event="UPDATE",
        condition=f"NEW.interest AND {_SHEET_THERE}",
        message="Take the sheet back first: whoever has an interest scores nothing here.",
    ),
    Refusal(
        name="chest_declaration_stays",
        table="chest_declaration",
        event="DELETE",
        message="What was declared stays on record.",
    ),
    *(
        Refusal(
            name=f"{table}_closed_{event.lower()}",
            table=table,
            event=event,
            condition=condition.format(row="OLD" if event == "DELETE" else "NEW"),
            message="Scoring is closed: what was filed stays as it is.",
        )
        for table, condition, events in (
            ("chest_sheet", _SCORED, ("INSERT", "DELETE")),
            ("chest_mark", _MARKED, ("INSERT", "UPDATE", "DELETE")),
        )
        for event in events
    ),
]
