"""Every component escapes what it is given and says in words what it shows in colour."""

import pytest
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string

from alongside.kit import parts

NASTY = "<img src=x onerror=alert(1)> & co"
SHOWN = "&lt;img src=x onerror=alert(1)&gt; &amp; co"


def draw(source: str, **context: object) -> str:
    return Template("{% load kit_components %}" + source).render(Context({"n": NASTY, **context}))


@pytest.mark.parametrize(
    "source",
    [
        '{% side "public" n %}',
        '{% status n "open" %}',
        "{% button n name=n value=n %}",
        "{% link_button n n %}",
        "{% card title=n link=n side=n kicker=n foot=n %}{{ n }}{% endcard %}",
        "{% card title=n %}{{ n }}{% endcard %}",
        "{% notice title=n kind=n %}{{ n }}{% endnotice %}",
        "{% empty title=n %}{{ n }}{% endempty %}",
        "{% quote by=n language=n %}{{ n }}{% endquote %}",
        "{% more title=n %}{{ n }}{% endmore %}",
        "{% scroll label=n %}{{ n }}{% endscroll %}",
        "{% figures figures %}",
        "{% thread thread %}",
        "{% charter charter %}",
        "{% ledger ledger caption=n public=n citizens=n %}",
        "{% stages stages label=n %}",
        "{% history history %}",
        "{% tasks tasks %}",
        "{% pages newer=n older=n %}",
        "{% attachment n n kind=n size=n note=n %}",
        "{% basket basket title=n action=n %}",
        "{% stay left=n words=n %}",
        "{% terms fixed=n open=n decider=n answer_by=n information=n %}",
        '{% promised by=n state="kept" on=n %}',
        '{% promised by=n state="late" days=2 %}',
        '{% promised by=n state="broken" on=n days=1 %}',
        "{% progress percent=50 words=n %}",
        "{% paper_form code=n choices=n %}",
        "{% map places label=n credit=n streets=n %}",
    ],
)
def test_whatever_people_wrote_is_shown_as_text(source: str) -> None:
    charter = parts.CharterSide(label=NASTY, promises=((NASTY, NASTY),))
    html = draw(
        source,
        figures=[parts.Figure(label=NASTY, value=NASTY, of=NASTY, link=NASTY, link_label=NASTY)],
        thread=[
            parts.ThreadItem(
                side=side, title=NASTY, when=NASTY, body=NASTY, quote=NASTY, quote_by=NASTY, note=NASTY, answers=True,
                links=((NASTY, NASTY),),
            )
            for side in ("public", "citizens", "together")
        ],
        charter=parts.Charter(public=charter, citizens=charter, agreed=NASTY),
        ledger=[parts.LedgerRow(label=NASTY, public=1, citizens=0, public_text=NASTY, citizens_text=NASTY)],
        stages=[parts.Stage(label=NASTY, state="now", note=NASTY, link=NASTY)],
        history=[parts.Event(when=NASTY, words=NASTY, note=NASTY)],
        tasks=[parts.Task(label=NASTY, link=NASTY, note=NASTY, status=NASTY)],
        basket=parts.Basket(lines=(parts.BasketLine(label=NASTY, amount=NASTY, remove_value=NASTY),), left=NASTY),
        places=[parts.Place(title=NASTY, latitude=51.5, longitude=-0.1, note=NASTY, link=NASTY)],
    )  # fmt: skip
    assert "<img" not in html
    assert "&amp;amp;" not in html
    assert SHOWN in html


def test_each_side_is_named_in_words_not_only_in_colour() -> None:
    html = draw('{% side "public" %}{% side "citizens" %}{% side "together" %}')
    assert html == (
        '<span class="side public">Council and services</span><span class="side citizens">Residents</span>'
        '<span class="side together">Together</span>'
    )


@pytest.mark.parametrize(
    ("kept", "late", "percent"), [(0, 0, 0), (5, 0, 100), (0, 5, 0), (1169, 117, 91), (999, 1, 99), (1, 999, 1)]
)
def test_a_share_is_whole_only_when_all_is_kept(kept: int, late: int, percent: int) -> None:
    assert parts.Promises(kept=kept, late=late, waiting=0).percent == percent


def test_promises_say_their_denominator() -> None:
    html = draw("{% promises p %}", p=parts.Promises(kept=1169, late=117, waiting=84))
    assert "<b>91 %</b> of 1,286 promises that came due were kept." in html
    assert "No promise has come due yet." in draw("{% promises p %}", p=parts.Promises(kept=0, late=0, waiting=3))


def test_a_ledger_has_a_scale_for_each_line_and_no_difference() -> None:
    rows = [parts.LedgerRow(label="Time", public=50, citizens=100, public_text="50 h", citizens_text="100 h")]
    html = draw("{% ledger rows caption=c %}", rows=rows, c="Given")
    assert 'd="M100 0h-50.0v10h50.0z"' in html
    assert 'd="M0 1.500h100.0M0 8.500h100.0"' in html


@pytest.mark.parametrize(
    ("level", "kind"), [(25, "kept"), (30, "care"), (40, "late"), (20, "")], ids=["success", "warning", "error", "info"]
)
def test_a_message_becomes_a_notice(level: int, kind: str) -> None:
    assert draw("{{ m.tags|notice_kind }}", m=Message(level, "words")) == kind


class Organisation:
    """Stands for an organisation in a page's context."""

    def __init__(self, colour: str) -> None:
        self.colour_public, self.colour_citizens, self.colour_together = colour, "", ""


class Request:
    """Stands for a request that the content policy gave a nonce."""

    csp_nonce = "abc"


def test_an_organisations_colours_come_with_the_nonce_or_not_at_all() -> None:
    html = draw("{% strands_style %}", organisation=Organisation("#123456"), request=Request())
    assert html.startswith('<style nonce="abc">:root{--public:#123456;--public-wash:#')
    assert draw("{% strands_style %}", organisation=Organisation("</style>"), request=Request()) == ""
    assert draw("{% strands_style %}", organisation=None) == ""


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "409", "429", "500"])
def test_an_error_page_needs_neither_request_nor_database(name: str) -> None:
    html = render_to_string(f"{name}.html", {"refused": {"message": NASTY}})
    assert html.count("<h1>") == 1
    assert html.count("<main ") == 1
    assert "<img" not in html
