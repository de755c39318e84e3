"""The words of the demonstration: groups of a town that does not exist, what they ask for, and what became of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """What a group asks for (whole pounds, hours), in which neighbourhood of the list, and how good it is (0 to 5)."""

    group: str
    sort: str
    title: str
    text: str
    outcome: str
    pounds: int
    whole: int
    hours: int
    place: int
    merit: int
    account: bool = True
    charity: str = ""
    problem: str = ""


RISKS = (
    "The same groups could win each time. We show from where nobody applies, and go there before a round opens.",
    "A scorer could know the group. Names are hidden, and whoever has a link takes no part.",
    "The form could cost more than the grant. It is one page, and the fund officer fills it in over the telephone.",
)
TERMS = """Spend the grant on what you said, within the year.
Keep the receipts and show them here.
Tell us in your own words how it went.
What the grant is for, your group and the amount are published."""
ELSEWHERE = (
    "The next round opens in the autumn. The volunteer centre lends tools and tables for nothing, and the larger "
    "ideas can go to the participatory budget."
)
CHECKS = (
    ("town", "It happens in Millbrook, for people who live here"),
    ("safe", "If children or adults at risk take part, somebody sees to their safety"),
    ("once", "It is not paid for by the council already"),
)
CRITERIA = (
    ("How many people gain, and who", "Those who rarely get anything count for more", 2),
    ("Whether it can be done", "With these people, this money, in this time", 1),
    ("What is left when it is over", "Things, skills, people who know each other", 1),
)
WISHES = (
    Wish(
        "Mill Lane growers", "informal", "Raised beds behind the bakery",
        "Six beds from old scaffold boards, built on two Saturdays by whoever comes. Each bed has two households.",
        "Twelve households grow something, and know each other’s names.", 480, 620, 90, 0, 5, account=False,
    ),
    Wish(
        "Harbour kitchen", "constituted", "A pot of soup on Thursdays",
        "We cook what the market would throw away. We need two large pots, a safe hob and a course in hygiene.",
        "Thirty people eat together each week through the winter.", 500, 900, 300, 0, 5,
    ),
    Wish(
        "Pram walkers", "informal", "Rain covers and a kettle",
        "New parents walk on Tuesdays, also when it rains. We want covers to lend and a kettle at the end.",
        "Twenty parents who would sit alone meet each week.", 260, 260, 60, 0, 4, account=False,
    ),
    Wish(
        "The boat shed", "charity", "Life jackets for beginners",
        "We teach young people to row. Ten jackets in small sizes let us take ten more.",
        "Ten more young people learn to row by the summer.", 500, 1450, 120, 0, 4, charity="1000001",
    ),
    Wish(
        "Repair morning", "constituted", "Tools that last",
        "On the first Saturday people bring what is broken. We mend nine things in ten, with borrowed tools.",
        "Two hundred things are mended and not thrown away.", 430, 430, 200, 0, 4,
    ),
    Wish(
        "Dock Road choir", "informal", "Song sheets in large print",
        "Half of us cannot read the small print any more. We want sheets, stands and a lamp.",
        "Nobody leaves the choir because of their eyes.", 180, 180, 40, 0, 3, account=False,
    ),
    Wish(
        "Quayside under-nines", "constituted", "Goals that fold",
        "Our goals are two coats. Folding ones fit into one car.",
        "Forty children play each Sunday.", 350, 350, 80, 0, 3,
    ),
    Wish(
        "Night bus talkers", "informal", "Tea for the last bus",
        "Drivers and passengers wait together for twenty minutes. A flask and ten cups would do.",
        "People wait together and not alone.", 120, 120, 30, 0, 2, account=False,
    ),
    Wish(
        "Harbour history table", "informal", "A box for old photographs",
        "People bring photographs of the docks. We want a scanner and boxes without acid.",
        "Three hundred pictures are kept, with who is on them.", 390, 390, 100, 0, 3,
    ),
    Wish(
        "Steps up", "constituted", "Chairs for the stairs club",
        "We climb the harbour steps together, those with bad knees too. Three folding chairs on the landings.",
        "Fifteen people over seventy go out twice a week.", 210, 210, 50, 0, 3,
    ),
    Wish(
        "Fish and chips for one", "informal", "A table for those who live alone",
        "Once a month the shop keeps its long table for people who live alone. We pay the first portion.",
        "Forty people eat with somebody.", 300, 600, 60, 0, 2,
    ),
    Wish(
        "Hilltop sledgers", "informal", "A safe run in winter",
        "Straw bales for the end of the hill, and helmets to lend.",
        "No broken arm this winter.", 240, 240, 30, 1, 4, account=False,
    ),
    Wish(
        "Millside chess", "constituted", "Boards for the square",
        "Ten boards and clocks, to play outside where people see us.",
        "People who never met play each other.", 190, 190, 60, 2, 3,
    ),
    Wish(
        "Church Green bees", "constituted", "Two hives and a beginner’s course",
        "The gardens have too few bees. We keep two hives and teach ten people how.",
        "Ten people can keep bees; the plums come back.", 460, 700, 150, 1, 3,
    ),
    Wish(
        "The county model club", "constituted", "A hall in the next town",
        "Our meeting place is in the next town; some of our members live in Millbrook.",
        "We have a roof for the year.", 500, 500, 10, 1, 1,
        problem="It happens in another town. Their own council has a fund like ours; its address is in the letter.",
    ),
    Wish(
        "Window boxes", "informal", "Geraniums for the whole of Weir Street",
        "Eighty boxes with earth and plants, and somebody who waters them.",
        "The street looks cared for.", 500, 560, 40, 2, 2,
    ),
)  # fmt: skip
REPORTS = (
    "Eleven people came on the first Saturday and nineteen on the second. The beds stand, the first beans are up. "
    "We learned that scaffold boards are heavier than they look, and that the bakery’s night shift knows about beans.",
    "We cook each Thursday. Thirty-four came last week. Two of those who came to eat now cook. The hob was dearer than "
    "we thought, so we bought one pot and were given the other.",
    "The covers are out each time it rains, and it rains. Nine new parents have come. The kettle is the best of it.",
    "Ten small jackets, ten new rowers. Two of them had never been on the water, though they live beside it.",
    "We mended 61 things in three mornings. The clamps were used most. The soldering iron has taught four people.",
)
THANKS = (
    "Thank you for the beds behind the bakery: you asked the night shift, and they came.",
    "Thank you for the soup. Somebody who came to eat now cooks, and that says it all.",
    "Thank you for the walks in the rain; the health visitor sends people to you now.",
)
