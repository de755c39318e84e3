"""Where the API answers."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from alongside.core.api.problems import problem
from alongside.doors.api.api import api


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """Say to a program, in its own form, that there is nothing at an address."""
    return problem(404, "There is nothing at this address; openapi.json says what there is.")


urlpatterns = [path("api/v1/", api.urls), re_path(r"^api/", nothing)]
