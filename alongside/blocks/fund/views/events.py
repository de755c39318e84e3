"""Where gateways send their messages: signed, taken once, and answered plainly."""

from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from alongside.blocks.fund.actions import take_event
from alongside.blocks.fund.gateways import NotFromThem, gateways
from alongside.core.people.visit import Visit

MOST_BYTES = 500_000


# The signature of the gateway stands in for the token of a form: no browser sends these.
@csrf_exempt
@require_POST
def events(request: Visit, name: str) -> HttpResponse:
    """Take one message: 200 whatever it changed, so that it is not sent again; 400 where it is not signed."""
    found = gateways().get(name)
    if found is None:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        told = found.read(body=request.body, headers=request.headers)
    except NotFromThem:
        return HttpResponse(status=400)
    outcome = take_event(organisation=request.organisation, gateway=found.key, told=told)
    return HttpResponse(outcome, content_type="text/plain")
