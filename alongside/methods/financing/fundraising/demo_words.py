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
TREES = (
    "Pear trees along the school wall",
    "The wall is bare and hot in June. Twelve pear trees give shade, blossom, and something to pick on the way home.",
    (
        {"what": "Twelve trees, three years old", "pence": 66_000},
        {"what": "Stakes, ties and compost", "pence": 19_000},
        {"what": "A gardener for a morning", "pence": 14_000},
    ),
)
BOARD = (
    "A notice board in Orchard Row",
    "We have nowhere to say what is on. One board, with a roof, at the corner by the post box.",
    ({"what": "The board", "pence": 42_000}, {"what": "Posts and concrete", "pence": 9_500}),
)
THANKS = "I sat under it this morning, dry, for the first time in eleven years. Thank you, all of you who gave."
