"""Template tags that draw the components; `alongside/kit/README.md` shows each in one line."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.kit import parts
from alongside.kit.charts import Chart
from alongside.kit.maps import TOWNS, TownMap, ground_of
from alongside.kit.parts.strands import strands_css

register = template.Library()


@register.simple_tag(takes_context=True)
def strands_style(context: Context) -> SafeString:
    """Draw the organisation's three colours as a style element with the request's nonce; nothing for the usual ones."""
    organisation = context.get("organisation")
    colours = [getattr(organisation, f"colour_{side}", "") or "" for side in ("public", "citizens", "together")]
    css = strands_css(public=colours[0], citizens=colours[1], together=colours[2])
    if not css:
        return SafeString("")
    nonce = getattr(context.get("request"), "csp_nonce", "")
    return format_html('<style nonce="{}">{}</style>', nonce, SafeString(css))


@register.filter
def notice_kind(tags: str) -> str:
    """Turn the tags of a Django message into a kind of notice."""
    kinds = {"success": "kept", "warning": "care", "error": "late"}
    return next((kinds[tag] for tag in tags.split() if tag in kinds), "")


@register.simple_tag
def side(which: str, words: str = "") -> SafeString:
    """Draw a side's mark with its name, or with the words given."""
    usual = {"public": _("Council and services"), "citizens": _("Residents"), "together": _("Together")}
    return format_html('<span class="side {}">{}</span>', which, words or usual[which])


@register.simple_tag
def status(words: str, kind: str = "") -> SafeString:
    """Draw a status tag. Kinds: open, kept, late, care, public, citizens; none is neutral."""
    return format_html('<strong class="status {}">{}</strong>', kind, words)


@register.simple_tag
def button(words: str, *, kind: str = "", name: str = "", value: str = "") -> SafeString:
    """Draw a button that sends its form; a second press within a second is ignored. Kinds: second, warning, small."""
    naming = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button class="button {}" data-module="govuk-button" data-prevent-double-click="true"{}>{}</button>',
        kind,
        naming,
        words,
    )


@register.simple_tag
def link_button(words: str, address: str, *, kind: str = "") -> SafeString:
    """Draw a link that looks like a button, for going somewhere to begin."""
    return format_html('<a class="button {}" href="{}">{}</a>', kind, address, words)


@register.simple_block_tag
def card(  # each is one visible part of a card, all by keyword
    content: str, *, title: str, link: str = "", side: str = "", kicker: str = "", foot: str = "", level: int = 3
) -> SafeString:
    """Draw a card; the tag's body is its text. `kicker` is the small line with the side's mark above the title."""
    above = format_html('<span class="side {}">{}</span>', side, kicker) if kicker else ""
    name = format_html('<a href="{}">{}</a>', link, title) if link else title
    below = format_html('<div class="card-foot">{}</div>', foot) if foot else ""
    heading = SafeString(f"h{int(level)}")
    return format_html(
        '<article class="card {}">{}<{}>{}</{}>{}{}</article>', side, above, heading, name, heading, content, below
    )


@register.simple_block_tag
def notice(content: str, *, title: str = "", kind: str = "") -> SafeString:
    """Draw a notice. Kinds: kept (it worked), late (it did not), care (mind this), public, citizens; none is plain."""
    heading = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<section class="notice {}">{}{}</section>', kind, heading, content)


@register.simple_block_tag
def empty(content: str, *, title: str) -> SafeString:
    """Draw what stands where a list would, when there is nothing yet: what will come, and what one can do now."""
    strands = '<svg width="72" height="34" viewBox="0 0 72 34" aria-hidden="true" fill="none">{}</svg>'
    knot = SafeString(
        '<path class="p" d="M0 12h72"/><path class="c" d="M0 21h72M0 25h72"/>'
        '<path class="t" d="M36 6l11 11-11 11-11-11z"/>'
    )
    return format_html('<section class="empty">{}<h2>{}</h2>{}</section>', format_html(strands, knot), title, content)


@register.simple_block_tag
def quote(content: str, *, by: str = "", language: str = "") -> SafeString:
    """Draw people's own words. The body is plain text; `by` says who, as far as they agreed to be named."""
    foot = format_html("<footer>{}</footer>", by) if by else ""
    tongue = format_html(' lang="{}" dir="auto"', language) if language else ""
    return format_html(
        '<blockquote class="quote"{}><p>{}</p>{}</blockquote>', tongue, SafeString(content.strip()), foot
    )


@register.simple_block_tag
def more(content: str, *, title: str, is_open: object = False) -> SafeString:
    """Draw text that opens on demand; open from the first where something in it needs a look, like an error."""
    frame = '<details class="more"{}><summary>{}</summary><div>{}</div></details>'
    return format_html(frame, " open" if is_open else "", title, content)


@register.simple_block_tag
def scroll(content: str, *, label: str) -> SafeString:
    """Draw a frame in which a wide table scrolls by itself; reachable by keyboard, named by `label`."""
    frame = '<div class="scroll" role="region" aria-label="{}" tabindex="0">{}</div>'
    return format_html(frame, label, content)


@register.inclusion_tag("kit/components/figures.html")
def figures(items: Sequence[parts.Figure]) -> dict[str, Any]:
    """Draw a row of large numbers, each with its denominator."""
    return {"items": items}


@register.inclusion_tag("kit/strands/thread.html")
def thread(items: Sequence[parts.ThreadItem]) -> dict[str, Any]:
    """Draw the two strands down the page, from word to outcome."""
    return {"items": items}


@register.inclusion_tag("kit/strands/charter.html")
def charter(shown: parts.Charter) -> dict[str, Any]:
    """Draw two columns that meet."""
    return {"charter": shown}


@register.inclusion_tag("kit/strands/promises.html")
def promises(shown: parts.Promises) -> dict[str, Any]:
    """Draw the share of promises kept, of those that came due, with late and waiting ones beside it."""
    width = 1000
    kept, late = (round(width * part / shown.total) if shown.total else 0 for part in (shown.kept, shown.late))
    return {"promises": shown, "kept": kept, "late": late, "late_to": kept + late, "rest": width - kept - late}


@register.inclusion_tag("kit/strands/ledger.html")
def ledger(rows: Sequence[parts.LedgerRow], *, caption: str, public: str = "", citizens: str = "") -> dict[str, Any]:
    """Draw what each side gave, line by line, side by side. Each line has its own scale; nothing is netted."""
    drawn = []
    for row in rows:
        most = max(row.public, row.citizens) or 1
        drawn.append((row, round(100 * row.public / most, 1), round(100 * row.citizens / most, 1)))
    return {"rows": drawn, "caption": caption, "public": public, "citizens": citizens}


@register.inclusion_tag("kit/strands/stages.html")
def stages(items: Sequence[parts.Stage], *, label: str = "") -> dict[str, Any]:
    """Draw where we are in a method and what comes next."""
    return {"items": items, "label": label}


@register.inclusion_tag("kit/components/history.html")
def history(items: Sequence[parts.Event]) -> dict[str, Any]:
    """Draw what happened, line by line, each with its side's mark."""
    return {"items": items}


@register.inclusion_tag("kit/components/tasks.html")
def tasks(items: Sequence[parts.Task]) -> dict[str, Any]:
    """Draw a list of things to do, each with its status."""
    return {"items": items}


@register.inclusion_tag("kit/components/pages.html")
def pages(*, newer: str = "", older: str = "") -> dict[str, Any]:
    """Draw the links to newer and older pages; an empty address leaves its link out."""
    return {"newer": newer, "older": older}


@register.inclusion_tag("kit/components/filters.html")
def filters(form: BaseForm, *, words: str = "", action: str = "") -> dict[str, Any]:
    """Draw a small GET form that narrows a list; works as plain HTML."""
    return {"form": form, "words": words or _("Show"), "action": action}


@register.inclusion_tag("kit/frames/chart.html")
def chart(shown: Chart) -> dict[str, Any]:
    """Draw a chart with its point as title and the same numbers as a table."""
    return {"chart": shown}


@register.inclusion_tag("kit/frames/map.html")
def map(  # noqa: A001  # the name authors write in a template; each argument is one part of a map
    places: Sequence[parts.Place],
    *,
    label: str,
    credit: str = "",
    streets: str = "",
    tiles: str = "",
    centre: tuple[float, float] = (0.0, 0.0),
    town: str = "",
) -> dict[str, Any]:
    """Draw a map beside its list. The page's scripts block includes kit/components/map_scripts.html.

    `town` names a ground of ours ("millbrook"): it lies beneath the map, and stands as a picture where no script runs.
    """
    shown = {"places": places, "label": label, "credit": credit, "streets": streets, "tiles": tiles, "centre": centre}
    if town in TOWNS:
        shown["streets"] = static(f"kit/map/{town}.geojson")
        shown["credit"] = credit or _("Drawn for this demonstration; there is no such town")
        shown["drawn"] = TownMap(title=label, ground=ground_of(TOWNS[town]), places=tuple(places)).svg()
    return shown


@register.inclusion_tag("kit/frames/attachment.html")
def attachment(  # each is one visible part, all by keyword but the first two
    title: str, link: str, *, kind: str = "", size: str = "", note: str = "", download: bool = False
) -> dict[str, Any]:
    """Draw a link to a file with its kind and size."""
    return {"title": title, "link": link, "kind": kind, "size": size, "note": note, "download": download}


@register.inclusion_tag("kit/frames/basket.html", takes_context=True)
def basket(context: Context, shown: parts.Basket, *, title: str, action: str) -> dict[str, Any]:
    """Draw what a voter has chosen; each line can be taken out, which posts `remove` to the action."""
    token = context.get("csrf_token", "")
    hidden = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token) if token else ""
    return {"basket": shown, "title": title, "action": action, "token": hidden}


@register.inclusion_tag("kit/frames/stay.html")
def stay(*, left: str, words: str, spent: int | None = None) -> dict[str, Any]:
    """Draw the bar that stays at the foot of the window: what is left, and the share spent in percent."""
    return {"left": left, "words": words, "spent": spent}


@register.inclusion_tag("kit/frames/paper_form.html")
def paper_form(*, code: str, lines: int = 6, choices: str = "") -> dict[str, Any]:
    """Draw lines to write on and boxes to tick, for a hall without screens; `choices` are parted by |."""
    return {"code": code, "lines": range(lines), "choices": [choice for choice in choices.split("|") if choice]}


@register.inclusion_tag("kit/strands/terms.html")
def terms(*, fixed: str, open: str, decider: str = "", answer_by: str = "", information: str = "") -> dict[str, Any]:  # noqa: A002  # as the page says it
    """Draw what a question is about: what is fixed, what is open, who decides, and by when there is an answer."""
    shown = {"fixed": fixed, "open": open, "decider": decider, "answer_by": answer_by}
    return shown | {"information": information}


@register.inclusion_tag("kit/strands/promised.html")
def promised(*, by: str, state: str, on: str = "", days: int = 0) -> dict[str, Any]:
    """Say one promise of an answer.

    `state`: waiting (not due), kept (answered `on`), late (overdue and open, by `days`), broken (answered `on`, late).
    """
    return {"by": by, "state": state, "on": on, "days": days}


@register.inclusion_tag("kit/components/progress.html")
def progress(*, percent: int, words: str, side: str = "") -> dict[str, Any]:
    """Draw how far something has come, from 0 to 100, said in words beneath."""
    return {"percent": min(100, max(0, percent)), "words": words, "side": side}
