"""A page of forms that each do one thing: which are there, which was sent, what it did or why it was refused.

The template draws them with `{% include "kit/components/steps.html" %}`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.kit.refused import Refused


class Plain(forms.Form):
    """A form whose browser does not stop somebody before we can say what is missing; bare, it is only a button."""

    use_required_attribute = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One form on a page: its heading and a line about it, the button, the form, and what it does when it is sent.

    `done` takes the form as it was filled in and returns what to say; it may refuse. `folded`: behind a heading.
    """

    do: str
    title: str
    says: str
    button: str
    form: Callable[..., forms.Form]
    done: Callable[[Any], str]
    folded: bool = False


def run_steps(request: HttpRequest, *, steps: list[Step], template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Show the steps, and do the one that was sent: then come back to the page with what was done.

    A refusal stands beside its field, and the page answers 409.
    """
    sent = request.POST.get("do", "")
    shown = []
    for step in steps:
        form = step.form(request.POST if sent == step.do else None, auto_id=f"{step.do}-%s")
        if form.is_bound and form.is_valid():
            try:
                messages.success(request, step.done(form))
                return redirect(request.path)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        shown.append((step, form))
    wrong = any(form.errors for _step, form in shown)
    return render(request, template, {**context, "steps": shown}, status=409 if wrong else 200)
