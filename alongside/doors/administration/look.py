"""The organisation's colours and logo: looked at before everybody must."""

import secrets
from typing import Any

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.organising import SIDES, change_look
from alongside.core.people.visit import Visit
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.forms import LookForm
from alongside.doors.administration.views import context_of
from alongside.doors.visit import signed_in
from alongside.kit.parts.strands import NIGHT, PAPER, contrast, for_night
from alongside.kit.pictures import NoPictureError, TooManyDotsError, read_whole, written_anew
from alongside.kit.refused import Refused

MOST_BYTES, MOST_PIXELS = 2_000_000, 20_000_000
WIDE, HIGH = 480, 132
"""Three times the 44 pixels that the header gives it, for fine screens."""


def read_logo(upload: Any) -> ContentFile[bytes]:
    """Return an uploaded logo as a small PNG, drawn anew, so that nothing hidden in the file reaches a page.

    Refuses more than 2 MB, and what is no picture whatever its name says; SVG too, for it can hold programs.
    """
    if upload.size > MOST_BYTES:
        raise Refused(_("The logo is larger than 2 MB. Send a smaller one."), "logo")
    data = upload.read()
    if b"<svg" in data[:2000].lower():
        raise Refused(_("SVG files can hold programs, so we take none. Export the logo as PNG."), "logo")
    try:
        logo = read_whole(data, most_pixels=MOST_PIXELS)
    except TooManyDotsError:
        raise Refused(_("The logo has too many dots. Send a smaller one."), "logo") from None
    except NoPictureError:
        raise Refused(_("This file is not a picture that we can read. Send a PNG, JPEG or WebP."), "logo") from None
    clean = written_anew(logo, widest=WIDE, highest=HIGH, kind="PNG")
    return ContentFile(clean, name=f"{secrets.token_hex(8)}.png")


@administrators_only
def look(request: Visit) -> HttpResponse:
    """Show and change the colours and the logo; on refusal with the ratio and how to mend it."""
    this = Organisation.objects.get(pk=request.organisation.pk)  # A copy: a refused form must not show in the header.
    initial = {f"colour_{side}": getattr(this, f"colour_{side}") for side in SIDES}
    form = LookForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, this, dict(form.cleaned_data))
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Kept: every page wears it now. Look at a few, by day and by night."))
            return redirect("admin_look")
    ratios = [_ratios(side, str(getattr(request.organisation, f"colour_{side}"))) for side in SIDES]
    return render(request, "administration/look.html", context_of(request, form=form, ratios=ratios))


def _change(request: Visit, this: Organisation, given: dict[str, Any]) -> None:
    details: dict[str, Any] = {name: str(given[name]).strip().lower() for name in given if name.startswith("colour_")}
    before = this.logo.name
    if given["logo"]:
        details["logo"] = read_logo(given["logo"])
    elif given["no_logo"]:
        details["logo"] = ""
    change_look(organisation=this, actor=signed_in(request), **details)
    if "logo" in details and before and before != this.logo.name:
        this.logo.storage.delete(before)


def _ratios(side: str, colour: str) -> dict[str, str]:
    """Return how well a colour can be read, by day and by night."""
    by_day, by_night = contrast(colour, PAPER), contrast(for_night(colour), NIGHT)
    return {"side": side, "colour": colour, "day": f"{by_day:.1f}", "night": f"{by_night:.1f}"}


def logo(request: Visit, name: str) -> HttpResponseBase:
    """Hand out the organisation's logo, and no other file."""
    this = request.organisation
    if this is None or this.logo.name != f"logos/{name}" or not this.logo.storage.exists(this.logo.name):
        raise Http404
    answer = FileResponse(this.logo.open("rb"), content_type="image/png")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
