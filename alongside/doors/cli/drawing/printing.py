"""A draw as words and as JSON."""

from __future__ import annotations

import json
from typing import Any

from alongside.engines.lottery import Advice, Lottery, seal

Draw = tuple[str, int, tuple[str, ...]]


def as_json(lottery: Lottery, draw: Draw | None) -> str:
    """One object with sorted keys: the panel (null before the draw), everybody's chance, the bound and its proof."""
    found: dict[str, Any] = {
        "bound": float(lottery.bound),
        "bound_ratio": float(lottery.bound_ratio),
        "certificate": certificate(lottery),
        "greatest": lottery.greatest,
        "least": float(lottery.least),
        "panel": None if draw is None else list(draw[2]),
        "panels": len(lottery.panels),
        "probabilities": {each: float(chance) for each, chance in lottery.probabilities.items()},
        "seal": seal(lottery),
        "seed": None if draw is None else draw[0],
        "ticket": None if draw is None else draw[1],
    }
    return json.dumps(found, sort_keys=True, ensure_ascii=False)


def certificate(lottery: Lottery) -> dict[str, Any]:
    """The prices that prove the bound, and what comes of them, as exact fractions."""
    pool, prices = lottery.pool, lottery.prices
    if prices is None:
        return {}
    return {
        "bound": str(lottery.bound),
        "households": [
            {"members": [" · ".join(each) for each in kind.members], "price": float(price)}
            for kind, price in zip(pool.kinds, prices.kinds, strict=True)
            if price
        ],
        "least": str(lottery.least),
        "quotas": [
            {"feature": quota.feature, "value": quota.value, "price": float(price)}
            for quota, price in zip(pool.quotas, prices.values, strict=True)
            if price
        ],
        "seat": float(prices.seat),
    }


def as_words(lottery: Lottery, draw: Draw | None) -> str:
    """The panel, how it meets its quotas, the chances, and the certificate of the bound."""
    lines = []
    if draw is not None:
        lines += [f"Panel of {lottery.pool.size} (seed {draw[0]}, ticket {draw[1]:,}):", *_wrapped(draw[2]), ""]
        lines += [*_quotas(lottery, draw[2]), ""]
    return "\n".join([*lines, *_chances(lottery), "", *_proof(lottery), "", f"Seal of the lottery: {seal(lottery)}"])


def advice_json(advice: Advice) -> str:
    """Why there is no panel, and the least change that helps."""
    changes = [
        {
            "feature": each.quota.feature,
            "value": each.quota.value,
            "min": each.quota.least,
            "max": each.quota.most,
            "new_min": each.least,
            "new_max": each.most,
        }
        for each in advice.changes
    ]
    told = {"changes": changes, "reasons": list(advice.reasons), "within_flex": advice.within_flex}
    return json.dumps({"advice": told, "panel": None}, sort_keys=True, ensure_ascii=False)


def _wrapped(ids: tuple[str, ...]) -> list[str]:
    lines = [""]
    for each in ids:
        if len(lines[-1]) + len(each) > 100:
            lines.append("")
        lines[-1] += f"  {each}"
    return lines


def _quotas(lottery: Lottery, panel: tuple[str, ...]) -> list[str]:
    pool = lottery.pool
    values = {each: group.values for group in pool.groups for each in group.people}
    lines = [f"{'':40} least   has  most"]
    for quota in pool.quotas:
        at = pool.features.index(quota.feature)
        has = sum(values[each][at] == quota.value for each in panel)
        lines.append(f"  {quota!s:38} {quota.least:5} {has:5} {quota.most:5}")
    return lines


def _chances(lottery: Lottery) -> list[str]:
    people = [c for group, c in zip(lottery.pool.groups, lottery.chances, strict=True) for _ in group.people]
    none = sum(not chance for chance in people)
    lines = [
        f"{len(people):,} people, {len(lottery.panels):,} panels.",
        f"Least chance {float(lottery.least):.4%}, greatest {float(max(people)):.4%}.",
    ]
    if none:
        lines.append(f"{none} people are in no panel that meets the quotas: their chance is 0.")
    return lines


def _proof(lottery: Lottery) -> list[str]:
    proof = certificate(lottery)
    lines = [
        f"No lottery can give everybody who can be chosen more than {float(lottery.bound):.4%}; "
        f"this one reaches {float(lottery.bound_ratio):.2%} of that.",
        "Certificate: let everybody pay these prices for a seat. Whatever panel meets the quotas, it pays no more than",
        "that share of what all people together would pay; hence no lottery can give everybody a greater chance.",
        f"  {'a seat':60} {proof['seat']:14.6f}",
    ]
    lines += [f"  {q['feature'] + ': ' + q['value']:60} {q['price']:14.6f}" for q in proof["quotas"]]
    homes = proof["households"]
    if homes:
        lines.append(f"  and {len(homes)} kinds of household; --publish or --json lists them")
    if lottery.greatest and lottery.bound_ratio < 1:
        lines.append("A search over whole panels found that no lottery has a greater least chance.")
    return lines
