"""What the database itself refuses about money that is awarded, pledged and collected."""

from alongside.kit.triggers import Refusal

_AWARD_CHANGED = "NEW.amount <> OLD.amount OR NEW.pot_id <> OLD.pot_id OR NEW.contribution_id <> OLD.contribution_id"
_PAYMENT_CHANGED = "NEW.amount <> OLD.amount OR NEW.source_id <> OLD.source_id"

REFUSALS = [
    Refusal(
        name="fund_award_frozen",
        table="fund_award",
        event="UPDATE",
        condition=_AWARD_CHANGED,
        message="An award is varied, never changed.",
    ),
    Refusal(name="fund_award_kept", table="fund_award", event="DELETE", message="An award is never deleted."),
    Refusal(
        name="fund_payment_frozen",
        table="fund_payment",
        event="UPDATE",
        condition=_PAYMENT_CHANGED,
        message="A payment is made anew, never changed.",
    ),
    Refusal(name="fund_payment_kept", table="fund_payment", event="DELETE", message="A payment is never deleted."),
    Refusal(
        name="fund_pledge_in_time",
        table="fund_pledge",
        event="INSERT",
        condition="NOT EXISTS (SELECT 1 FROM fund_campaign c WHERE c.id = NEW.campaign_id AND c.state = 'open')",
        message="Nothing is pledged to a campaign that is not open.",
    ),
    Refusal(
        name="fund_pledge_frozen",
        table="fund_pledge",
        event="UPDATE",
        condition="NEW.amount <> OLD.amount OR NEW.kind <> OLD.kind OR NEW.campaign_id <> OLD.campaign_id",
        message="A pledge is taken back and made anew, never changed.",
    ),
    Refusal(name="fund_pledge_kept", table="fund_pledge", event="DELETE", message="A pledge is never deleted."),
    Refusal(
        name="fund_collection_condition",
        table="fund_collection",
        event="INSERT",
        condition="NOT EXISTS (SELECT 1 FROM fund_pledge p JOIN fund_campaign c ON c.id = p.campaign_id "
        "WHERE p.id = NEW.pledge_id AND c.state = 'reached')",
        message="A pledge is not collected before its condition holds.",
    ),
    Refusal(
        name="fund_collection_frozen",
        table="fund_collection",
        event="UPDATE",
        condition="NEW.amount <> OLD.amount OR NEW.pledge_id <> OLD.pledge_id "
        "OR (OLD.state = 'refunded' AND NEW.state <> 'refunded')",
        message="What was collected is given back, never changed.",
    ),
]
