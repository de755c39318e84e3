"""Addresses of signing in beside allauth's own."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from alongside.doors.account import views
from alongside.doors.account.devices import Devices

PREFIX = "account/"
urlpatterns = [
    path("paper-code/", views.paper_code, name="paper_code"),
    path("join/", views.join_here, name="join"),
    path("sessions/", login_required(Devices.as_view()), name="usersessions_list"),
    path("sessions/<int:key>/end/", views.end_session, name="end_session"),
]
