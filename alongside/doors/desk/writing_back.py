"""Writing back to many, each by name: choose, write once, add a line for each, look, send, go on to the next."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.core.contributions.actions import acknowledge
from alongside.core.contributions.models import Contribution
from alongside.core.people.visit import Visit
from alongside.doors.account.office import officers_only
from alongside.doors.desk.queries import PER_PAGE, words_owed_by
from alongside.doors.visit import signed_in
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.kit.time import say_day, say_due

PLACES = ("name", "what")


class TextForm(forms.Form):
    """The text that all of them get, with places for what differs."""

    use_required_attribute = False
    text = forms.CharField(
        label=gettext_lazy("What you write to each of them"),
        help_text=gettext_lazy(
            "{name} becomes the person’s name, {what} the question they answered. You can add a line for each before "
            "it is sent."
        ),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
    )

    def clean_text(self) -> str:
        """Refuse a place that we cannot fill: the person would read the braces."""
        text = str(self.cleaned_data["text"])
        strange = [found for found in re.findall(r"\{(\w*)\}", text) if found not in PLACES]
        if strange:
            raise forms.ValidationError(
                _("We cannot fill {%(place)s}. Write {name} or {what}, or say it in words.") % {"place": strange[0]}
            )
        return text


@dataclass(frozen=True)
class Letter:
    """What one person will get."""

    given: Contribution
    text: str
    line: str


def filled(text: str, *, given: Contribution) -> str:
    """Put what differs into the text. Somebody who gave no name is greeted as a neighbour."""
    name = given.party.name if given.party and given.party.name else _("neighbour")
    what = given.question.prompt if given.question else given.initiative.title
    return text.replace("{name}", name).replace("{what}", what)


@officers_only
def write_back(request: Visit) -> HttpResponse:
    """Show the most urgent ones; on POST show what each will get, then send it and come back for the next."""
    rows = list(words_owed_by(signed_in(request))[: PER_PAGE + 1])
    more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    start = _("Dear {name},\n\nthank you. I have read what you wrote on “{what}”. ")
    form = TextForm(request.POST or None, initial={"text": start})
    chosen = _chosen(request, rows)
    if request.method == "POST":
        if not chosen:
            form.add_error(None, _("Choose at least one person. Perhaps somebody else has just written back."))
        elif form.is_valid():
            letters = _letters(request, text=form.cleaned_data["text"], chosen=chosen)
            if request.POST.get("do") == "send":
                return _send(request, letters)
            return render(request, "desk/preview.html", _context(request, letters=letters, text=form.data["text"]))
    picked = {one.pk for one in chosen} if request.method == "POST" else {one.pk for one in rows}
    lines = [(one, one.pk in picked, *_due(one)) for one in rows]
    return render(request, "desk/write_back.html", _context(request, form=form, lines=lines, more=more))


def _context(request: Visit, **more: Any) -> dict[str, Any]:
    return dict(nav_current="desk", crumbs=[(_("Desk"), reverse("desk"))], **more)


def _chosen(request: Visit, rows: list[Contribution]) -> list[Contribution]:
    """Return the chosen ones of those that this officer may write back to now."""
    asked = set()
    for said in request.POST.getlist("chosen"):
        try:
            asked.add(UUID(said))
        except ValueError:
            continue
    missing = asked - {one.pk for one in rows}
    others = list(words_owed_by(signed_in(request)).filter(pk__in=missing)[:PER_PAGE]) if missing else []
    return [one for one in (*rows, *others) if one.pk in asked]


def _letters(request: Visit, *, text: str, chosen: list[Contribution]) -> list[Letter]:
    return [
        Letter(one, filled(text, given=one), request.POST.get(f"line-{one.pk}", "").strip()[:500]) for one in chosen
    ]


def _send(request: Visit, letters: list[Letter]) -> HttpResponse:
    """Send each by itself, so that one that cannot go stops no other; then go on to the next batch."""
    sent, refusals = 0, []
    for letter in letters:
        text = f"{letter.text.rstrip()}\n\n{letter.line}" if letter.line else letter.text
        try:
            acknowledge(contribution=letter.given, text=text, actor=signed_in(request))
            sent += 1
        except Refused as refused:
            refusals.append(refused.message)
    if sent:
        said = ngettext("One person has your words.", "%(n)s people have your words.", sent) % {"n": sent}
        messages.success(request, said)
    for message in sorted(set(refusals)):
        messages.error(request, _("%(n)s not sent: %(why)s") % {"n": refusals.count(message), "why": message})
    return redirect("desk_write_back")


def _due(given: Contribution) -> tuple[str, str]:
    left = given.acknowledge_by - clock.now()
    kind = "late" if left.total_seconds() < 0 else "care" if left.days < 1 else "open"
    return _("by %(day)s (%(when)s)") % {
        "day": say_day(given.acknowledge_by),
        "when": say_due(given.acknowledge_by),
    }, kind
