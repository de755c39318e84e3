"""The words and figures of the demonstration charge, for a pool in a town that does not exist."""

from typing import Any

ADULT, CHILD = "Adult swim", "Child swim"
USES = 52_000
LEDGER, METER = "Ledger of the pool (simulated)", "Meter readings (simulated)"
COSTS = (
    ("Lifeguards and desk", "fixed", 118_000_00, LEDGER),
    ("Heat and water", "fixed", 64_000_00, METER),
    ("Repairs", "fixed", 21_000_00, LEDGER),
    ("Chlorine, cleaning, towels", "variable", 41, LEDGER),
)
UNDER_5, CREDIT, PASS = "Under 5", "On Universal Credit or Pension Credit", "With a yearly limit card"
LESSES = (
    (UNDER_5, "free", 0, CHILD, 1_800, ""),
    (CREDIT, "percent", 50, ADULT, 6_000, "a letter, once a year"),
    (PASS, "cap", 180_00, "", 0, "the card from the desk"),
)
WAYS = (
    (
        "no_charge",
        "No charge",
        "Everybody swims free, as now. Sunday swimming ends, since there is no money for the lifeguards.",
        0,
        "",
        0,
        ((ADULT, 0, 31_000), (CHILD, 0, 19_000)),
        (),
    ),
    (
        "charge",
        "£3 and £1.50",
        "All seven days stay. Adults pay £3, children £1.50.",
        0,
        "",
        9_000_00,
        ((ADULT, 300, 25_000), (CHILD, 150, 15_000)),
        LESSES,
    ),
    (
        "our_help",
        "£2 and £1, with neighbours at the desk",
        "All seven days stay. Twelve neighbours run the desk on four evenings, so a swim can cost less.",
        24_000_00,
        "Four evening shifts of the desk, by last year’s rota (simulated)",
        7_000_00,
        ((ADULT, 200, 28_000), (CHILD, 100, 17_000)),
        LESSES,
    ),
    (
        "less_service",
        "£1, closed on Sundays and Mondays",
        "Five days a week. Adults pay £1, children nothing.",
        46_000_00,
        "Two days of staff and heat (simulated)",
        5_000_00,
        ((ADULT, 100, 24_000), (CHILD, 0, 15_000)),
        ((CREDIT, "free", 0, ADULT, 5_500, "a letter, once a year"),),
    ),
)
EXAMPLES: tuple[tuple[str, dict[str, int], list[str]], ...] = (
    ("A pensioner who swims twice a week", {ADULT: 100}, [CREDIT]),
    ("Two adults and two children, every other Sunday", {ADULT: 52, CHILD: 52}, []),
    ("A parent with a baby and a child, weekly", {ADULT: 48, CHILD: 96}, [UNDER_5, CREDIT]),
    ("Somebody who trains four times a week", {ADULT: 200}, []),
    ("Somebody who came once last year", {ADULT: 1}, []),
)
WORDS = {
    "prompt": "What should a swim cost, and who should pay less?",
    "summary": "The pool costs more than it did. What should a swim cost, and whom?",
    "answered": "Four people asked. Each has an answer; one of them waited four days too long.",
    "fixed": "The pool stays, and it cannot cost the town more than last year.",
    "open": "Prices, days, who pays less, and what neighbours do.",
    "information": "A swim costs what the lines show. Four ways to pay stand beside them, with example households.",
    "reason": "Most who wrote can pay a little, and the lowest price came with neighbours’ help.",
    "adapted": "£2 and £1, neighbours at the desk, free lessons for a first year",
    "adapted_says": "As people were asked, and a first-year card with free lessons for children, which many asked for.",
}
ANSWERS = (
    "We would still come for £2, with the children.",
    "I swim for my back. The price must not keep me away, so let people pay less without a fuss.",
    "Let neighbours run the desk in the evening, and keep Sundays open.",
    "Turn the heat down a degree in summer, and mend the roof: that costs less.",
    "I stopped since the bus was cut. It is not the price.",
)
THEMES = (
    ("A small price is all right", "still come for £2", "adopted", "£2, and £1 for children."),
    ("Paying less without a fuss", "pay less without a fuss", "adopted", "One officer, no proof to send, ten days."),
    ("Neighbours’ help", "neighbours run the desk", "adopted", "Twelve of you run four evenings."),
    ("Cheaper ways", "costs less", "adapted", "The heat goes down a degree; the roof waits for the grant."),
    ("Getting there", "the bus was cut", "noted", "We have passed it on; a price cannot mend it."),
)
WAIVERS: tuple[tuple[str, int, str], ...] = (
    ("I lost my job in spring, and swimming keeps me going.", 100, "Come as you did. We look again in the new year."),
    ("Three children, one wage. Half would help.", 50, "Half it is, for all of you."),
    (
        "I do not see why I should pay.",
        0,
        "Everybody who can pays £2; it keeps Sundays open.",
    ),
    ("My pension is just above the line.", 50, "The line is a line; you are a person. Half."),
)
LOOK: dict[str, Any] = {
    "takings": (
        (60, 149, 10_900, 15_240_00, 1_700_00),
        (150, 239, 11_350, 15_910_00, 1_640_00),
    ),
    "prompt": "Do you still swim, and what has the price changed?",
    "fixed": "The prices of this year.",
    "open": "The prices of next year, and who pays less.",
    "information": "What came in and what it paid for stands beside this question.",
    "cost": 93_800_00,
    "words": "Income stayed well below cost. Fewer people with little money answered that they still come; "
    "we cannot say that the price did it, and we go to the estate to ask.",
    "result": "The prices stay for a year, and we go and ask those who stopped.",
    "noted": "We read it, and look again next year.",
    "action": "Ask on the estate, door by door, who stopped and why",
}
