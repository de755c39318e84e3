"""What the style page shows. Every word of it is a sample: no such town, no such people, no such numbers."""

from typing import Any

from django import forms

from alongside.doors.style import sample_charts
from alongside.kit import parts
from alongside.kit.forms import DayField, MoneyField

CHOICES = [
    ("sunday", "Sample: open on Sundays"),
    ("late", "Sample: open late on Thursdays"),
    ("same", "Sample: as now"),
]
STREETS = [("", "Choose a street"), ("1", "Sample Lane"), ("2", "Sample Row")]


class SampleForm(forms.Form):
    """One of each control."""

    use_required_attribute = False

    name = forms.CharField(label="Your name, as others should see it", help_text="A first name is enough.")
    words = forms.CharField(
        label="What should change?",
        max_length=400,
        widget=forms.Textarea,
        help_text="Say it as you would to a neighbour.",
        required=False,
    )
    opening = forms.ChoiceField(
        label="When should the sample library open?", choices=CHOICES, widget=forms.RadioSelect, required=True
    )
    ways = forms.MultipleChoiceField(
        label="How may we answer you?",
        choices=[("mail", "By e-mail"), ("post", "By post"), ("phone", "By telephone")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Pick as many as you like.",
    )
    street = forms.ChoiceField(label="Street", choices=STREETS)
    born = DayField(label="When were you born?", help_text="For example, 27 3 1968")
    on = forms.DateField(label="Day of the visit", required=False)
    pledge = MoneyField(
        label="How much would you give?", help_text="In pounds. Nothing is taken today.", most_pence=50000
    )
    proof = forms.FileField(label="A photograph", help_text="JPEG or PNG, up to 5 MB.", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, min_length=12)
    agree = forms.BooleanField(label="Show my words to others", help_text="Without my name.", required=False)


class FilterForm(forms.Form):
    """A small form that narrows a list."""

    use_required_attribute = False

    street = forms.ChoiceField(label="Street", choices=STREETS, required=True)
    words = forms.CharField(label="Words", required=True)


def _wrong_form() -> SampleForm:
    """Give the form as it comes back when much of it is wrong."""
    wrong = {"born_0": "31", "born_1": "2", "born_2": "1968", "pledge": "ten", "words": "Sample words"}
    form = SampleForm(wrong, auto_id="wrong_%s")
    form.add_error(None, "Sample of an error that belongs to no field: the round closed while you were writing.")
    return form


FIGURES = [
    parts.Figure(
        label="Answered in the promised time",
        value="91 %",
        of="of 1,286 sample contributions; 117 were late",
        side="together",
    ),
    parts.Figure(
        label="Typical wait for a human answer",
        value="4 days",
        of="oldest open: 23 days,",
        link="#figures",
        link_label="sample lighting",
    ),
    parts.Figure(label="Given by residents", value="3,940 h", of="and £18,200, a sample", side="citizens"),
    parts.Figure(label="Given by the council", value="2,105 h", of="and £212,000, a sample", side="public"),
]

THREAD = [
    parts.ThreadItem(
        side="citizens",
        when="4 March · on paper",
        title="The word",
        quote="A sample of someone’s own words: my mother eats lunch alone six days out of seven.",
        note="Typed in by a helper the same day. The writer asked not to be named.",
    ),
    parts.ThreadItem(
        side="public",
        when="4 March",
        title="Received, with a promise",
        body="Answer promised by 1 April. Kept, on 27 March.",
        answers=True,
    ),
    parts.ThreadItem(
        side="public",
        when="11 March",
        title="What we know",
        body="41 of every 100 people on the sample round are seen by someone on a given day.",
    ),
    parts.ThreadItem(
        side="citizens",
        when="18 March · open evening, 64 people",
        title="Eleven others said the same",
        body="Themed “company with the meal” by two officers, checked by a resident.",
        answers=True,
    ),
    parts.ThreadItem(
        side="together",
        label="Decided together",
        when="27 March",
        title="A neighbour carries the meal, three days a week, for six months",
        body="Adopted, in part. Why not seven days: not enough drivers with a check yet; the panel preferred three "
        "kept days to seven broken ones.",
        links=(("The reason in full", "#thread"), ("What was not adopted", "#thread")),
    ),
    parts.ThreadItem(
        side="public",
        when="from 6 April",
        title="We put in",
        body="£4,300, a kitchen from 10 to 1, checks in nine days.",
    ),
    parts.ThreadItem(
        side="citizens",
        when="from 6 April",
        title="We put in",
        body="27 neighbours, 812 hours. Eight had never helped.",
    ),
    parts.ThreadItem(
        side="together",
        label="What changed",
        when="6 October",
        title="Seen by someone on a given day: 41 to 58 of 100",
        body="Before and after, 148 people, likely between 50 and 66. Other things changed too in that time, so we "
        "cannot say that the round alone did it.",
    ),
    parts.ThreadItem(
        side="citizens", when="9 October", title="Thanks", quote="A sample of thanks: I put my good cardigan on."
    ),
]

CHARTER = parts.Charter(
    public=parts.CharterSide(
        label="The council does",
        promises=(
            ("A hot meal, every day", "from £4.20, a sample"),
            ("A check and training within nine days", ""),
            ("Someone on the phone from 11 to 2", ""),
        ),
    ),
    citizens=parts.CharterSide(
        label="Neighbours do",
        promises=(
            ("27 people carry meals", "three days a week, a sample"),
            ("Stay five minutes, look, listen", ""),
            ("Say when something is wrong", ""),
        ),
    ),
    agreed="Agreed by both sides on 6 April. Holds until 30 September, then both look at it again.",
)

LEDGER = [
    parts.LedgerRow(label="Time", public=2105, citizens=3940, public_text="2,105 hours", citizens_text="3,940 hours"),
    parts.LedgerRow(label="Money", public=212000, citizens=18200, public_text="£212,000", citizens_text="£18,200"),
]
STAGES = [
    parts.Stage(label="Ideas", state="done", note="closed 2 March, 31 came"),
    parts.Stage(label="Checks", state="done", note="28 can be done"),
    parts.Stage(label="Choose", state="now", note="6 days left", link="#stages"),
    parts.Stage(label="Result", state="next", note="by 1 April"),
    parts.Stage(label="Build", state="next"),
]
HISTORY = [
    parts.Event(when="12 March, 10:14", words="Raised: no signal in the sample flats", side="citizens"),
    parts.Event(when="13 March", words="Seen by the warden, who will try a second mast", side="public"),
    parts.Event(when="2 July", words="Closed by the inspectors who raised it", side="together", note="111 days"),
]
TASKS = [
    parts.Task(
        label="Theme 14 new sample ideas", link="#tasks", note="Library hours", status="Due Friday", kind="care"
    ),
    parts.Task(label="Answer the sample question on lighting", link="#tasks", status="3 days late", kind="late"),
    parts.Task(label="Thank the sample street team", link="#tasks", status="Done", kind="kept"),
]
PLACES = [
    parts.Place(
        title="Sample library", latitude=60.1710, longitude=24.9430, side="public", note="Open 10 to 6", link="#map"
    ),
    parts.Place(title="Sample garden", latitude=60.1695, longitude=24.9390, side="citizens", note="Run by neighbours"),
    parts.Place(title="Sample crossing", latitude=60.1722, longitude=24.9471, side="together", note="Agreed in May"),
]
BASKET = parts.Basket(
    lines=(
        parts.BasketLine(label="Sample benches in the park", amount="£12,000", remove_value="1"),
        parts.BasketLine(label="Sample crossing at the school", amount="£38,500", remove_value="2"),
    ),
    total="£50,500",
    left="£189,500",
)


def everything() -> dict[str, Any]:
    """Give the style page its samples."""
    return {
        "form": SampleForm(auto_id="sample_%s"),
        "wrong": _wrong_form(),
        "filter_form": FilterForm(auto_id="filter_%s"),
        "figures": FIGURES,
        "thread": THREAD,
        "charter": CHARTER,
        "ledger": LEDGER,
        "stages": STAGES,
        "history": HISTORY,
        "tasks": TASKS,
        "places": PLACES,
        "basket": BASKET,
        "promises": parts.Promises(kept=1169, late=117, waiting=84),
        "no_promises": parts.Promises(kept=0, late=0, waiting=3),
        "charts": sample_charts.all_charts(),
        "nav_current": "deliver",
        "crumbs": [("Sample service", "#main")],
    }
