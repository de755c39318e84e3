"""The words of the demonstration consultation. They are written for a town that does not exist; nobody said them."""

PROMPT = "What should the library offer on Sundays?"
INFORMATION = (
    "Many people work on the days when the library is open. Opening on Sundays costs about £300 a day for staff and "
    "heating. There is money for 40 Sundays in the first year.\n\nWe need to know what you would come for, and when, "
    "before we decide how to open."
)
FIXED = "The money: £12,000 in the first year. The building, which cannot be made larger."
OPEN = "Which hours, which Sundays, what happens inside, who runs it, and whether to open at all."

WHEN = ("In the morning", "In the afternoon", "I would not come")
FOR = ("Books", "A quiet place to work", "Something for children", "Computers", "Meeting people")

THEMES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str, str], ...] = (
    (
        "Open on Sunday afternoons",
        ("I work six days a week", "Sunday is the only day we are all at home", "My shifts end on Saturday night"),
        (
            "please open in the afternoon",
            "one to five would do",
            "the afternoon is when we would come",
        ),
        "adopted",
        "The library opens from 1 to 5 every Sunday from April. Most of you asked for the afternoon, and it is when "
        "the buses run.",
    ),
    (
        "A quiet room to study",
        ("There is no desk at home", "My flat is loud", "I am revising for my exams"),
        ("a quiet room with tables would help", "I would come for somewhere quiet to study", "silence is what I need"),
        "adopted",
        "The upper reading room is kept quiet on Sundays, with twelve tables.",
    ),
    (
        "Something for families",
        ("With two small children", "As a grandmother of four", "On wet weekends"),
        (
            "a story hour would bring us",
            "we would love something for the children",
            "a corner where they may be loud",
        ),
        "adapted",
        "There is a story hour on the first Sunday of each month, led by volunteers whom we train. Every week is more "
        "than we can promise now.",
    ),
    (
        "Warm, with something hot to drink",
        ("It is cold at home at weekends", "I am on my own on Sundays", "In winter"),
        ("a warm room and a cup of tea", "somewhere warm to sit with people", "a hot drink and company"),
        "adapted",
        "The heating is on from noon. The friends of the library bring a tea urn; we could not pay for a café.",
    ),
    (
        "Computers and printing",
        ("I have no printer", "The job centre wants everything online", "My phone is too small for forms"),
        ("I need the computers on a free day", "printing on a Sunday would save me", "an hour at a computer"),
        "adopted",
        "All eight computers and the printer are on.",
    ),
    (
        "Buses on a Sunday",
        ("There is one bus every two hours", "From where we live", "I cannot walk that far"),
        ("I would come if there were a bus", "the bus is what keeps me away", "without a bus it is no use to me"),
        "not_adopted",
        "We do not run the buses and cannot add one with this money. We have sent what you wrote to the bus company, "
        "and chose hours that fit the buses there are.",
    ),
    (
        "Staff should not lose their Sunday",
        ("My daughter works there", "Before anything else", "Think of the people who work there"),
        ("nobody should have to give up Sunday", "ask the staff first", "do not make the staff pay for it"),
        "adapted",
        "Sundays are worked only by those who choose to, with a day off in the same week. Staff wrote this with us.",
    ),
    (
        "Spend the money on weekdays instead",
        ("Sundays should be a day of rest", "I would rather", "Honestly"),
        ("put the money into weekday evenings", "mend the roof first", "keep it closed and buy books"),
        "not_adopted",
        "Fewer people asked for this, and the visits on weekday evenings are low. We look at it again after a year.",
    ),
)
AND = (
    "Thank you for asking.",
    "I have lived here for thirty years.",
    "I hope that somebody reads this.",
    "",
    "",
    "",
    "My neighbour thinks the same.",
    "It would mean a lot.",
    "That is all.",
    "I filled in one of these before and never heard back.",
)
KEPT_AWAY = ("I have nobody to bring me", "I am away at weekends", "I do not read much now", "Work")

TRACED = (
    "I am eighty-one and on my own on Sundays. I do not need much: a warm room, a cup of tea, and somebody to say good "
    "afternoon to. I would walk down if it were open after church."
)
"""Written on paper by one person, and followed to what came of it."""

WRITTEN_BACK = (
    "Dear {name}, I have read {words} and put it with the others. You have an answer by {date}. Helen, at the library",
    "Thank you, {name}. You wrote {words}: I did not know that, and it goes into the report. You hear by {date}.",
    "{name}, I read {words} this morning. Two of us and a neighbour now sort all the answers; you hear by {date}.",
)
THANKS = "Thank you, {name}. You wrote {words}. This is what came of it: {change}."
RESULT = "The library opens on Sunday afternoons from April, for a year, with a quiet room and all computers on."
REASON = (
    "Most people who answered want to come on a Sunday afternoon, for quiet, warmth and company as much as for books. "
    "£12,000 pays for 40 Sundays of four hours with two members of staff who choose to work then. Some of you "
    "asked us to spend it on weekdays, or on buses; we say below why not. We look at the visits after six months "
    "and again after a year, and close on Sundays if fewer than 40 people come."
)
ACTIONS = (
    ("Open every Sunday from 1 to 5, from the first Sunday in April", "lead", 100),
    ("Keep the upper reading room quiet on Sundays, with twelve tables", "lead", 100),
    ("Train six volunteers for a monthly story hour", "analyst", 120),
    ("Bring a tea urn and somebody to pour, every open Sunday", "representative", 104),
)
DONE = (
    "Open since the first Sunday: 83 people through the door. The hours are on the door and on the website.",
    "Twelve tables and a sign. The friends of the library checked that it is quiet.",
    "Six people did both evenings. The first story hour had 19 children.",
    "Two of us every Sunday. The urn is ours, the biscuits are the bakery's.",
)
DISPUTE = "This one is about the cold flat, not about the bus"
