"""What is said in the town's consultations. Written for a town that does not exist; nobody said it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A theme: how much of the talk it takes, ways to say it, what the decision says to it."""

    theme: str
    share: float
    words: tuple[str, ...]
    verdict: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Script:
    """One consultation. `card` is what one person wrote on paper; `actions` are (what, days until it is due)."""

    title: str
    summary: str
    problem: str
    prompt: str
    fixed: str
    open_to_change: str
    information: str
    public_promise: str
    citizen_promise: str
    voices: tuple[Voice, ...]
    result: str
    reason: str
    actions: tuple[tuple[str, int], ...]
    proof: str
    thanks: str
    card: str = ""
    motives: tuple[str, ...] = ("quality", "responsive")
    citizen_roles: tuple[str, ...] = ("innovators", "critical_success_factors")


RISKS = (
    "The duty stays with the council: this only asks how it is done.",
    "The decider is named, and answers each theme in public.",
    "Staff hours are booked and shown; we stop at eighty.",
    "Elected members decide in the end, and say so.",
    "Forms on paper go to the clubs and the day centre; we watch which streets we have not heard from.",
    "No question asks about anybody’s health or money.",
    "If trust falls, the residents’ representative can stop it.",
)

COMPANY = Script(
    title="Company with the meal",
    summary="Many who get a meal at home see nobody else that day. What should the round become?",
    problem="My mother eats lunch alone six days out of seven.",
    prompt="What should the meals round be, besides a meal?",
    fixed="A hot meal every day stays, at the price it has.",
    open_to_change="Who brings it, how long they stay, and on which days.",
    information="41 of every 100 people on the round are seen by someone on a given day. A visit with the meal costs "
    "£1.10 more. There are 27 people who have said that they might help.",
    public_promise="A check and a training within nine days for everybody who wants to carry",
    citizen_promise="Two people who go through every answer with the analysts",
    card="My mother eats lunch alone six days out of seven. She would open the door to a neighbour sooner than to a "
    "tray.",
    voices=(
        Voice(
            theme="Somebody who stays for a moment",
            share=0.42,
            words=(
                "Five minutes of talk would do more than the pudding.",
                "If it were always the same face I would leave the door open.",
                "My neighbour brings my paper. Why could she not bring the meal?",
                "The driver is kind but has forty doors to do.",
                "Dad saves up things to tell. Then the van has gone.",
            ),
            verdict="adapted",
            why="A neighbour carries the meal on three days a week. Not seven: too few people have a check yet, and "
            "three kept days are better than seven broken ones.",
        ),
        Voice(
            theme="A time one can rely on",
            share=0.24,
            words=(
                "I sit by the window from eleven to two.",
                "Half past twelve, and mean it.",
                "I have missed the doctor’s bus waiting for lunch.",
            ),
            verdict="adopted",
            why="Each door gets a window of half an hour, and a call when it slips.",
        ),
        Voice(
            theme="Choose from the menu",
            share=0.2,
            words=("I do not like fish and it is fish on Fridays.", "Smaller, and a soup.", "Halal, without asking."),
            verdict="adopted",
            why="Two choices a day; what people cannot eat stands on the label.",
        ),
        Voice(
            theme="Bring it in the evening",
            share=0.14,
            words=("I am not hungry at noon.", "An evening meal would help me sleep."),
            verdict="not_adopted",
            why="The kitchen is shared with the school and closes at two. We looked at a second shift: £61,000 a year.",
        ),
    ),
    result="A neighbour carries the meal, three days a week, for six months",
    reason="What people asked for most was not food but a face. The drivers cannot stay; neighbours can. We begin with "
    "three days, because three kept days are better than seven broken ones, and look again after six months.",
    actions=(
        ("Neighbours carry the meal on three days in Millside", 28),
        ("A window of half an hour on every round", 45),
    ),
    proof="Nine neighbours went out on the first day; the list of the first fortnight hangs in the kitchen.",
    thanks="Your card was read out at the meeting that decided this. Nine neighbours carry meals now.",
)

LAMPS = Script(
    title="Lights on the way home",
    summary="Forty new lamps, and a choice of where and how bright.",
    problem="I take the long way round because the lane is black.",
    prompt="Where do you need light on the way home, and where not?",
    fixed="Forty lamps, warm light, paid for this year.",
    open_to_change="Which paths, how bright, and when they dim.",
    information="A lamp costs £1,900 with its post. Bats use the river path.",
    public_promise="Forty lamps before the clocks change",
    citizen_promise="A night walk of each path with whoever lives there",
    voices=(
        Voice(
            theme="The lane behind the station",
            share=0.46,
            words=("Behind the station. Every woman I know walks round.", "The lane by the arches, please."),
            verdict="adopted",
            why="Fourteen lamps there, first of all.",
        ),
        Voice(
            theme="Steps and kerbs",
            share=0.32,
            words=("I cannot see the steps at Orchard Hill.", "The kerb by the surgery took my wrist."),
            verdict="adopted",
            why="Low lights on five flights of steps.",
        ),
        Voice(
            theme="Keep the river dark",
            share=0.22,
            words=("Leave the river to the bats.", "I go there to see stars."),
            verdict="adapted",
            why="No lamps on the river path; two at its ends that dim at ten.",
        ),
    ),
    result="Fourteen lamps behind the station, low lights on the steps, and a dark river",
    reason="Most of you named one lane. The river has its own life at night, and you asked us to leave it.",
    actions=(("Fourteen lamps behind the station", 28), ("Low lights on five flights of steps", 50)),
    proof="All fourteen were lit on Thursday; the night walk’s photographs are in the library.",
    thanks="You walked the lane with us at eleven at night. It is lit now.",
)

POOL = Script(
    title="Swimming after work",
    summary="The pool closes at seven. Later is possible on some days, earlier on others.",
    problem="By the time I am there they are mopping.",
    prompt="When should the pool be open?",
    fixed="Sixty-two hours a week, and lifeguards for each.",
    open_to_change="Which hours, and which for lessons, lengths and families.",
    information="Monday morning has nine swimmers an hour; Wednesday after five has sixty-four.",
    public_promise="Sixty-two hours with a lifeguard",
    citizen_promise="A count by swimmers of who comes when",
    voices=(
        Voice(
            theme="Open until nine",
            share=0.6,
            words=("Nine o’clock on two days would change my week.", "Later, please, later."),
            verdict="adopted",
            why="Tuesday and Thursday until nine.",
        ),
        Voice(
            theme="Quiet hours",
            share=0.4,
            words=("An hour without music and whistles.", "My son swims when it is quiet."),
            verdict="adopted",
            why="Sunday from nine to ten.",
        ),
    ),
    result="The pool opens until nine on two days",
    reason="The mornings are empty and the evenings are full.",
    actions=(("New hours from the first of the month", 30),),
    proof="The new hours hang at the door.",
    thanks="You counted swimmers for a week, and the hours follow your count.",
)

BREAKS = Script(
    title="A break for those who care for somebody",
    summary="Three hundred hours of sitting a month. How should they be shared?",
    problem="I have not been out of the house on my own since March.",
    prompt="What would make a break a real break for you?",
    fixed="Three hundred hours a month, with sitters who are checked and trained.",
    open_to_change="How long at a time, at what hour, how it is asked for, and who sits.",
    information="Thirty-seven carers had a break last month; one hundred and four are on the list.",
    public_promise="Three hundred hours a month, and an answer within two days to whoever asks",
    citizen_promise="Carers who have done it tell new ones how",
    voices=(
        Voice(
            theme="Evenings, not mornings",
            share=0.4,
            words=("An evening. Just one, with shoes on.", "Mornings I can manage. It is the nights."),
            verdict="adopted",
            why="A third of the hours from five to ten.",
        ),
        Voice(
            theme="The same sitter",
            share=0.35,
            words=("Somebody she knows.", "If it is a stranger I sit and worry."),
            verdict="adopted",
            why="Two sitters for each house.",
        ),
        Voice(
            theme="Without a form",
            share=0.25,
            words=("I filled it in three times.", "Let me ring and say Thursday."),
            verdict="adopted",
            why="One call is enough.",
        ),
    ),
    result="Evenings, two known sitters, one call",
    reason="A break that has to be earned with forms is not one.",
    actions=(("Evening hours", 30),),
    proof="The list of evenings is full.",
    thanks="You told us what a break is.",
)
