"""Stopping one kind of message from a message, without signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from alongside.core.messages.actions import read_unsubscribe_link, stop_messages
from alongside.core.messages.models import Topic
from alongside.core.people.visit import Visit
from alongside.kit.refused import Refused


@csrf_exempt  # The signed address itself is the permission, and mail programs post to it without our pages (RFC 8058).
@never_cache
def stop(request: Visit, token: str) -> HttpResponse:
    """Ask on GET, since programs that only look follow links; stop on POST, also a mail program's own."""
    organisation = request.organisation
    try:
        party, topic = read_unsubscribe_link(organisation=organisation, token=token)
    except Refused as refused:
        return render(request, "my_place/stop.html", {"refused": refused}, status=404)
    stopped = request.method == "POST"
    if stopped:
        stop_messages(party=party, topic=topic)
    return render(request, "my_place/stop.html", {"topic": Topic(topic).label, "stopped": stopped})
