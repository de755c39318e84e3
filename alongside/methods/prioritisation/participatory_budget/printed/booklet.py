"""What the booklet says: every project, where it is, how to vote, how it is counted, and the ballot to tear out."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Option, Poll
from alongside.blocks.rank.words import say_how_to_fill, say_rule
from alongside.core.initiatives.models import Initiative
from alongside.core.services.models import Place as Neighbourhood
from alongside.engines.budgeting import Rule
from alongside.kit.maps import Ground, TownMap, read_ground
from alongside.kit.money import money
from alongside.kit.paper import pdf, qr_code
from alongside.kit.parts import Place

LONGEST_STORY = 420
STYLE = "participatory_budget/booklet.css"
INK = (
    ".ground-land{fill:#fff}.ground-area{fill:#f2f2f0;stroke:#888;stroke-width:2}"
    ".ground-name{font-size:26px;text-anchor:middle;fill:#555}"
    ".map-pin circle{fill:#fff;stroke:#111;stroke-width:4}"
    ".map-pin text{font-size:30px;font-weight:700;text-anchor:middle;fill:#111}"
)
PIN = 26
"""Half the width of a project's number on the sketch; on paper it is read without a glass."""
MARGIN = 0.004
"""Degrees of ground around the outermost projects, some 400 metres."""


def booklet(*, initiative: Initiative, polls: Sequence[Poll], large: bool, codes: Sequence[str] = ("",)) -> bytes:
    """Return the booklet of a round as a tagged PDF; the arguments are those of `booklet_html`."""
    html = booklet_html(initiative=initiative, polls=polls, large=large, codes=codes)
    return pdf(html=html, styles=[STYLE], pictures=True)


def booklet_html(*, initiative: Initiative, polls: Sequence[Poll], large: bool, codes: Sequence[str]) -> str:
    """Return the booklet, once for each code, which then stands on its ballot papers; "" leaves a box for one.

    `large`: in large print. Every project has the same form and at most the same length of words; the order is that of
    the ballot.
    """
    context = {
        "initiative": initiative,
        "organisation": initiative.organisation,
        "large": large,
        "codes": codes,
        "parts": [_part(poll) for poll in polls],
        "closes_at": min((poll.question.closes_at for poll in polls if poll.question.closes_at), default=None),
        "answer_by": max((poll.question.answer_by for poll in polls if poll.question.answer_by), default=None),
        "address": settings.SITE_ADDRESS,
    }
    return render_to_string("participatory_budget/booklet_pdf.html", context)


def _part(poll: Poll) -> dict[str, Any]:
    """What one ballot of the booklet says."""
    options = list(
        Option.objects.filter(organisation_id=poll.organisation_id, poll=poll)
        .select_related("contribution", "neighbourhood")
        .order_by("number")
    )
    address = f"{settings.SITE_ADDRESS}/rank/{poll.question_id}/"
    return {
        "poll": poll,
        "budget": money(poll.budget, poll.currency),
        "projects": [
            {
                "option": option,
                "cost": money(option.cost, poll.currency),
                "story": _story(option),
            }
            for option in options
        ],
        "map": sketch(options),
        "how": say_how_to_fill(poll),
        "rule": say_rule(Rule.from_json(poll.rule)),
        "other_rule": say_rule(Rule.from_json(poll.other_rule)) if poll.other_rule else "",
        "boxes": poll.ballot_kind in (Poll.Kind.APPROVAL, Poll.Kind.CHOOSE_ONE, Poll.Kind.KNAPSACK),
        "yes_no": poll.ballot_kind == Poll.Kind.YES_NO,
        "code": qr_code(address, label=address),
        "address": f"{settings.SITE_ADDRESS}/initiatives/{poll.question.initiative.slug}/",
    }


def _story(option: Option) -> str:
    """Its proposer's words, of every project at most as many; "" where the summary says it all."""
    given = option.contribution
    text = " ".join(given.text.split()) if given.public and given.state == "received" else ""
    if text == option.summary:
        return ""
    return text if len(text) <= LONGEST_STORY else f"{text[:LONGEST_STORY].rsplit(' ', 1)[0]} …"


def sketch(options: Sequence[Option]) -> SafeString | None:
    """Return a map with the number of each project that says where it is; None for fewer than two of them."""
    found = [option for option in options if option.latitude is not None and option.longitude is not None]
    if len(found) < 2:
        return None
    drawn = TownMap(
        title=_("Where the projects are"),
        ground=_ground(found),
        places=tuple(
            Place(title=one.title, latitude=one.latitude or 0, longitude=one.longitude or 0, side="citizens")
            for one in found
        ),
        numbers=tuple(one.number for one in found),
    )
    # A picture in a PDF knows nothing of the style sheet around it, so that it carries its own.
    picture = drawn.svg().replace("</title>", f"</title><style>{INK}</style>", 1)
    return SafeString(picture.replace('r="16"', f'r="{PIN}"'))


def _ground(found: Sequence[Option]) -> Ground:
    """The boundaries of the neighbourhoods that are known, around a plain sheet that holds every project."""
    places = Neighbourhood.objects.filter(
        organisation_id=found[0].organisation_id, kind="neighbourhood", boundary__isnull=False
    )
    features: list[dict[str, Any]] = [
        {"geometry": place.boundary, "properties": {"kind": "area", "name": place.name}} for place in places
    ]
    east_west = [one.longitude or 0 for one in found]
    north_south = [one.latitude or 0 for one in found]
    west, east = min(east_west) - MARGIN, max(east_west) + MARGIN
    south, north = min(north_south) - MARGIN, max(north_south) + MARGIN
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    features.append({"geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {"kind": "area"}})
    return read_ground({"features": features})
