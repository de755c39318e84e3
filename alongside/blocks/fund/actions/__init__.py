"""Every write of the block: pots, awards and their changes, payments. All of it stands on the ledger of the core.

These names are what methods and pages use:

- pots: `ringfence_pot`, `require_two_people`, `pot_key`;
- awards: `award_money`, `approve_award`, `decline_award`, `accept_terms`, `return_rest`;
- changes of an award: `vary_award`, `approve_variation`, `decline_variation`;
- payments: `spend_money` in one step; `prepare_payment`, `approve_payment`, `pay`, `fail_payment`, `return_payment` in
  steps; `keep_receipt`;
- campaigns: `publish_match_rule`, `draft_campaign`, `open_campaign`, `cancel_campaign`, `close_campaign`,
  `award_match`, `settle_match`;
- pledges: `pledge`, `confirm_pledge`, `withdraw_pledge`, `receive_gift`;
- money that comes in: `open_payment_page`, `take_event`, `take_in_statement`, `match_line`, `put_line_aside`,
  `give_back`.
"""

from alongside.blocks.fund.actions.awards import accept_terms, approve_award, award_money, decline_award, return_rest
from alongside.blocks.fund.actions.banking import match_line, put_line_aside, take_in_statement
from alongside.blocks.fund.actions.campaigns import draft_campaign, open_campaign, publish_match_rule
from alongside.blocks.fund.actions.closing import award_match, cancel_campaign, close_campaign, settle_match
from alongside.blocks.fund.actions.collecting import give_back, open_payment_page, receive_gift, take_event
from alongside.blocks.fund.actions.paying import (
    approve_payment,
    fail_payment,
    pay,
    prepare_payment,
    return_payment,
    spend_money,
)
from alongside.blocks.fund.actions.pledging import confirm_pledge, pledge, withdraw_pledge
from alongside.blocks.fund.actions.pots import pot_key, require_two_people, ringfence_pot
from alongside.blocks.fund.actions.receipts import keep_receipt
from alongside.blocks.fund.actions.varying import approve_variation, decline_variation, vary_award

__all__ = [
    "accept_terms",
    "approve_award",
    "approve_payment",
    "approve_variation",
    "award_match",
    "award_money",
    "cancel_campaign",
    "close_campaign",
    "confirm_pledge",
    "decline_award",
    "decline_variation",
    "draft_campaign",
    "fail_payment",
    "give_back",
    "keep_receipt",
    "match_line",
    "open_campaign",
    "open_payment_page",
    "pay",
    "pledge",
    "pot_key",
    "prepare_payment",
    "publish_match_rule",
    "put_line_aside",
    "receive_gift",
    "require_two_people",
    "return_payment",
    "return_rest",
    "ringfence_pot",
    "settle_match",
    "spend_money",
    "take_event",
    "take_in_statement",
    "vary_award",
    "withdraw_pledge",
]
