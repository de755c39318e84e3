"""What the database itself refuses: signed figures, what people voted on, and a published account never change."""

from alongside.kit.triggers import Refusal

_SIGNED = "SELECT 1 FROM tax_agreement_base b WHERE b.signed_at IS NOT NULL AND b.id = "
_OPTIONS = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ("title", "rise", "does", "does_not", "number")
)
_FIGURES = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ("band_d", "year", "nation", "authority", "collected")
)

REFUSALS = [
    Refusal(
        name="tax_agreement_base_signed",
        table="tax_agreement_base",
        event="UPDATE",
        condition=f"OLD.signed_at IS NOT NULL AND ({_FIGURES})",
        message="Signed figures never change.",
    ),
    Refusal(
        name="tax_agreement_option_frozen",
        table="tax_agreement_option",
        event="UPDATE",
        condition=f"EXISTS ({_SIGNED}OLD.base_id) AND ({_OPTIONS})",
        message="A signed option never changes.",
    ),
    Refusal(
        name="tax_agreement_option_added",
        table="tax_agreement_option",
        event="INSERT",
        condition=f"EXISTS ({_SIGNED}NEW.base_id)",
        message="A signed option never changes.",
    ),
    *(
        Refusal(
            name=f"tax_agreement_statement_no_{event.lower()}",
            table="tax_agreement_statement",
            event=event,
            message="A published account stays as it was.",
        )
        for event in ("UPDATE", "DELETE")
    ),
]
