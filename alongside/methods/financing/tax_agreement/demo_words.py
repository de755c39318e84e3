"""The words and figures of the demonstration of a tax choice, in a town that does not exist."""

from typing import Any

FIGURES: dict[str, Any] = {
    "nation": "england",
    "authority": "district",
    "band_d": 340_00,
    "dwellings": {
        "A": 412_000,
        "B": 506_500,
        "C": 611_250,
        "D": 388_750,
        "E": 201_000,
        "F": 96_500,
        "G": 41_000,
        "H": 2_500,
    },
    "collected": 9840,
    "gap": 214_000_00,
    "gap_words": "Prices rise by more than the grant. Next year £214,000 is short (a made-up figure).",
    "advisory": "The vote advises. The council decides at its budget meeting, and says why, whatever the vote says.",
}
WAYS: tuple[tuple[str, int, str, str, tuple[tuple[str, int], ...]], ...] = (
    (
        "No rise",
        0,
        "Bins, parks, planning and the benefits office go on as they do now.",
        "The youth club closes in June, and the evening bus stops at six.",
        (),
    ),
    (
        "£5 more",
        500,
        "The youth club stays open on two evenings; all else goes on.",
        "The evening bus stops at six, and the market hall roof waits.",
        (("Youth club, two evenings", 76_000_00), ("Reduction scheme for low incomes", 24_000_00)),
    ),
    (
        "£9.80 more",
        980,
        "The youth club stays on five evenings; the bus runs until ten.",
        "The market hall roof waits, and parks get no new benches.",
        (
            ("Youth club, five evenings", 108_000_00),
            ("Evening bus", 64_000_00),
            ("Reduction scheme for low incomes", 24_000_00),
        ),
    ),
)
PANEL = {
    "makeup": "Sixteen people drawn by lot from 2,000 letters, on two Saturdays. They heard the youth workers, the bus "
    "company, the finance officer and a taxpayers’ group (all made up).",
    "words": "We would pay for the bus before the roof: people who work late have no other way home. Whatever is "
    "chosen, those with little money must not pay for it, and we want to see each year what it did.",
    "dissent": "Four of us would leave the tax as it is, and close the market hall on Mondays instead.",
}
PROMPT = "Which of these three would you choose for next year?"
SURVEY_ANSWERS = (
    ("I get off work at eight and walk home in the dark. The bus comes first.", 2),
    ("My pension does not rise. Please leave the tax as it is.", 0),
    ("The youth club kept my son going. Keep it open.", 1),
    ("Five pounds I can find, ten I cannot.", 1),
    ("Show us afterwards what it did; you never do.", 2),
)
THEMES = (
    ("The bus home", "bus comes first", "adopted", "The bus runs until ten from April."),
    ("People with little money", "pension does not rise", "adapted", "The reduction scheme grows with the rise."),
    ("The youth club", "youth club kept", "adopted", "It stays open on five evenings."),
    ("How much is too much", "Five pounds I can find", "adapted", "We stay under £10, and you see your band’s pounds."),
    ("Show what it did", "what it did; you never do", "adopted", "You read your own pounds each year."),
)
RESULT = "The survey wants the bus and the club, and proof each year."
REASON = "Most chose it in the vote and in the survey, the panel put the bus first, and low incomes are protected."
PAYMENTS = (
    (0, 52_300_00, "Two youth workers, April to December", 275, ""),
    (1, 31_900_00, "Bus company, evenings to December", 280, ""),
    (2, 18_000_00, "More reduction for 410 homes", 285, ""),
    (0, 34_100_00, "Youth workers and heating, to March", 355, ""),
    (1, 33_800_00, "Bus company, to March", 360, "On four Fridays in May the last bus did not come."),
)
STATEMENT = (
    "The club was open on 231 evenings. The bus ran until ten on all but four Fridays. What is left pays for the bus "
    "in April. The roof of the market hall waits, as was said."
)
