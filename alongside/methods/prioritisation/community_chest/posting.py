"""One page, several small forms: the one that was sent is carried out, and a refusal stands beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.utils.translation import gettext as _

from alongside.core.people.visit import Visit
from alongside.kit.refused import Refused


@dataclass(frozen=True)
class Doing:
    """Something that can be done on a page now: its form (None where a button is enough), and what carries it out.

    `act` gets the form and returns what is said afterwards.
    """

    form: Any
    act: Callable[[Any], str]


def sent(request: Visit, name: str) -> tuple[Any, Any]:
    """Return what was sent to the form of that name, for its first two arguments; nothing where another was sent."""
    mine = request.method == "POST" and request.POST.get("do", "") == name
    return (request.POST, request.FILES) if mine else (None, None)


def carried_out(request: Visit, doings: Mapping[str, Doing]) -> bool:
    """Carry out what was sent, and say so; False where nothing was, or where it was refused and the form says why."""
    for name, doing in doings.items():
        if doing.form is not None:
            doing.form.auto_id = f"{name}-%s"  # several forms on a page ask for the same thing: each its own label
    one = doings.get(request.POST.get("do", "")) if request.method == "POST" else None
    if one is None:
        if request.method == "POST":
            messages.error(request, _("That is not open to you now."))
        return False
    form: Form | None = one.form
    if form is not None and not form.is_valid():
        return False
    try:
        words = one.act(form)
    except Refused as refused:
        if form is None:
            messages.error(request, refused.message)
        else:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return False
    messages.success(request, words)
    return True
