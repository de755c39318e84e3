"""Where the API answers."""

from django.urls import path

from alongside.doors.api.api import api

urlpatterns = [path("api/v1/", api.urls)]
