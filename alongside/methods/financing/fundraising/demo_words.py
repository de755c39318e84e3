"""The words of the demonstration: written for a town that does not exist."""

RISKS = (
    "We look at it with everybody each month.",
    "The statement is public, line by line.",
    "Two people check each bill.",
)
WHY = (
    "My father waits there in the rain three times a week.",
    "We all pass it. It should have been there for years.",
    "I cannot dig, but I can pay for a plank.",
    "For the children who wait with wet feet.",
    "I moved here last year and want to do something with my street.",
)
ROOF = (
    "A roof for the stop at Mill Lane",
    "Forty people wait at Mill Lane each morning, with nothing above them. We build a wooden roof with a bench.",
    (
        {"what": "Oak and boards", "pence": 128_000},
        {"what": "Screws, paint, feet", "pence": 31_000},
        {"what": "Crane for a morning", "pence": 41_000},
    ),
)
STAGE = (
    "A stage in the park",
    "A covered stage for concerts and plays, where the old bandstand was.",
    ({"what": "The stage", "pence": 900_000}, {"what": "Power and light", "pence": 260_000}),
)
THANKS = "I sat under it this morning, dry, for the first time in eleven years. Thank you, all of you who gave."
