"""The sample charts of the style page: one of each kind, with numbers made up for it."""

from alongside.kit.charts import Bar, BarChart, Chart, HeatMap, PairBar, PairChart, RunChart, RunPoint

MONTHS = ("Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep")
SEEN = (40, 43, 39, 41, 42, 40, 47, 55, 59, 58, 61, 57)
NOTES = {8: "round in full"}
SPECIAL = {8, 10}
BASELINE = range(6)

RUN = RunChart(
    title="Sample: more people were seen each day after the round began",
    note="Seen by someone on a given day, of 100. Sample of 148 people. Rings are more than chance.",
    points=tuple(
        RunPoint(label=month, value=value, baseline=i in BASELINE, special=i in SPECIAL, note=NOTES.get(i, ""))
        for i, (month, value) in enumerate(zip(MONTHS, SEEN, strict=True))
    ),
    mean=48.5,
    lower=41,
    upper=56,
    target=60,
    unit="of 100",
)
BARS = BarChart(
    title="Sample: benches were wanted most",
    note="Share of 1,912 sample voters who chose it, with the interval in which the true share likely lies.",
    unit="%",
    bars=(
        Bar(label="Benches in the sample park", value=43, said="43 %", side="together", low=40.8, high=45.2),
        Bar(label="A crossing at the sample school", value=38, said="38 %", side="citizens", low=35.8, high=40.2),
        Bar(label="New lamps in Sample Lane", value=12, said="12 %", side="public", low=10.6, high=13.6),
    ),
)
PAIR = PairChart(
    title="Sample: residents gave more hours than the council in two of three streets",
    note="Hours, January to March, a sample. Not netted.",
    public_name="The council",
    citizens_name="Residents",
    pairs=(
        PairBar(label="Sample Lane", public=210, citizens=812, public_said="210 h", citizens_said="812 h"),
        PairBar(label="Sample Row", public=320, citizens=401, public_said="320 h", citizens_said="401 h"),
        PairBar(label="Sample Hill", public=150, citizens=64, public_said="150 h", citizens_said="64 h"),
    ),
)
HEAT = HeatMap(
    title="Sample: Tuesdays and Thursdays are short of drivers",
    note="Sample of places still free. A dash is a number under 10 that is not shown.",
    row_labels=("Morning", "Noon", "Evening"),
    column_labels=("Mon", "Tue", "Wed", "Thu", "Fri"),
    values=((0, 24, 11, 38, None), (12, 41, 15, 44, 10), (0, 19, 0, 22, 0)),
)


def all_charts() -> list[Chart]:
    """Give one chart of each kind."""
    return [RUN, BARS, PAIR, HEAT]
