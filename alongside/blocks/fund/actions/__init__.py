"""Every write of the block: pots, awards and their changes, payments. All of it stands on the ledger of the core.

These names are what methods and pages use:

- pots: `ringfence_pot`, `require_two_people`, `pot_key`;
- awards: `award_money`, `approve_award`, `decline_award`, `accept_terms`, `return_rest`;
- changes of an award: `vary_award`, `approve_variation`, `decline_variation`;
- payments: `spend_money` in one step; `prepare_payment`, `approve_payment`, `pay`, `fail_payment`, `return_payment` in
  steps; `keep_receipt`.
"""

from alongside.blocks.fund.actions.awards import accept_terms, approve_award, award_money, decline_award, return_rest
from alongside.blocks.fund.actions.paying import (
    approve_payment,
    fail_payment,
    keep_receipt,
    pay,
    prepare_payment,
    return_payment,
    spend_money,
)
from alongside.blocks.fund.actions.pots import pot_key, require_two_people, ringfence_pot
from alongside.blocks.fund.actions.varying import approve_variation, decline_variation, vary_award

__all__ = [
    "accept_terms",
    "approve_award",
    "approve_payment",
    "approve_variation",
    "award_money",
    "decline_award",
    "decline_variation",
    "fail_payment",
    "keep_receipt",
    "pay",
    "pot_key",
    "prepare_payment",
    "require_two_people",
    "return_payment",
    "return_rest",
    "ringfence_pot",
    "spend_money",
    "vary_award",
]
